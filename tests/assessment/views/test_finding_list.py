"""The month's findings on the screen."""

import pytest
from django.urls import reverse

from accounts.models import User
from assessment.models import Finding
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.finding_samples import case_with_lapses
from tests.conftest import sign_in_quickly
from tests.factories.assessment import MARCH, haikou_contract
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def page(contract: Contract) -> str:
    return reverse("assessment:finding-list", args=[contract.slug, MARCH])


def test_looking_again_shows_the_facts_under_their_criterion(haikou: Contract, assessor: User) -> None:
    case = case_with_lapses(haikou)
    client = sign_in_quickly(assessor)

    answer = client.post(page(haikou), follow=True)

    text = answer.content.decode()
    assert "条有变化" in text and "3.9" in text and case.number in text and "待处理 2" in text


def test_an_empty_month_says_what_to_do(haikou: Contract, assessor: User) -> None:
    client = sign_in_quickly(assessor)

    assert "重新查找" in client.get(page(haikou)).content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_more_findings_take_no_more_queries(
    haikou: Contract, assessor: User, rows: int, django_assert_max_num_queries: object
) -> None:
    for _number in range(rows):
        case_with_lapses(haikou)
    client = sign_in_quickly(assessor)
    client.post(page(haikou))

    with django_assert_max_num_queries(14):  # type: ignore[operator]
        client.get(page(haikou))


def test_others_see_nothing(haikou: Contract) -> None:
    case_with_lapses(haikou)
    client = sign_in_quickly(member(Role.DIRECTOR, haikou))
    assert client.get(page(haikou)).status_code == 403

    elsewhere = haikou_contract()
    client = sign_in_quickly(member(Role.ASSESSOR, elsewhere))
    assert client.get(page(haikou)).status_code == 404
    assert not Finding.objects.exists()


def test_the_entry_of_the_navigation_leads_to_the_month_that_waits(haikou: Contract, assessor: User) -> None:
    case_with_lapses(haikou)
    client = sign_in_quickly(assessor)
    client.post(page(haikou))

    answer = client.get(reverse("assessment:finding-list-now", args=[haikou.slug]))

    assert answer.headers["Location"] == page(haikou)
