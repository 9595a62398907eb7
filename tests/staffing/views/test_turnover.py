"""The month's turnover, vacancies with their clocks, and the way to the register of breaches."""

from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import EndKind
from staffing.models import Engagement
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db


def there(contract: Contract, **query: str) -> str:
    return reverse("staffing:turnover", args=[contract.slug], query=query)


def leave(contract: Contract, count: int, day: date) -> list[Engagement]:
    post = contract.posts.get(code="window-clerk")
    rows = [engage(make_person(contract), post, starts_on=contract.starts_on) for _n in range(post.headcount)]
    for row in rows[:count]:
        Engagement.objects.filter(pk=row.pk).update(
            ends_on=day, end_kind=EndKind.RESIGNED, ended_at=timezone.now(), ended_by=row.recorded_by
        )
    return rows[:count]


@pytest.fixture
def haikou(db: None) -> Contract:
    contract = make("haikou")
    contract.posts.filter(code="window-clerk").update(headcount=8)
    return contract


def test_the_meter_counts_names_and_marks_unsigned_readings(client_for: ClientFor, haikou: Contract) -> None:
    (gone,) = leave(haikou, 1, date(2024, 3, 12))

    page = client_for(member(Role.ASSESSOR, haikou)).get(there(haikou, month="2024-03")).content.decode()

    assert gone.person.name in page and "9.09%" in page and "超过约定" in page and "没有免扣的情形" in page
    assert "默认，未签署" in page


def test_vacancies_show_their_clocks_and_lead_to_the_register(
    client_for: ClientFor, haikou: Contract
) -> None:
    leave(haikou, 2, date(2024, 3, 12))
    assessor = client_for(member(Role.ASSESSOR, haikou))

    page = assessor.get(there(haikou, month="2024-03")).content.decode()

    assert "2024-03-28" in page and "2024-04-13" in page and "可主张的违约金" in page
    link = page.split(reverse("contracts:breach-record", args=[haikou.slug]) + "?")[1].split('"')[0]
    form = assessor.get(
        reverse("contracts:breach-record", args=[haikou.slug]) + "?" + link.replace("&amp;", "&")
    )
    assert 'value="2024-03-13"' in form.content.decode() and 'value="2"' in form.content.decode()
    assert "登记违约" not in client_for(member(Role.DIRECTOR, haikou)).get(there(haikou)).content.decode()


def test_a_contract_that_is_over_is_read_on_its_last_day(client_for: ClientFor, haikou: Contract) -> None:
    leave(haikou, 1, date(2025, 12, 19))

    page = client_for(member(Role.ASSESSOR, haikou)).get(there(haikou, month="2025-12")).content.decode()

    assert "2026-01-04" in page and "还剩 4 天" in page and "逾期" not in page


def test_a_contract_without_limits_says_so(client_for: ClientFor, contract: Contract) -> None:
    make_post(contract)

    page = client_for(member(Role.DIRECTOR, contract)).get(there(contract)).content.decode()

    assert "没有约定人员变更比例" in page


def test_a_clerk_sees_figures_and_no_names(
    client_for: ClientFor, haikou: Contract, other_contract: Contract
) -> None:
    (gone,) = leave(haikou, 1, date(2024, 3, 12))

    page = client_for(member(Role.CLERK, haikou)).get(there(haikou, month="2024-03")).content.decode()

    assert gone.person.name not in page and "9.09%" in page
    assert client_for(member(Role.LIAISON, haikou)).get(there(haikou)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there(haikou)).status_code == 404


def test_queries_do_not_grow_with_people(client_for: ClientFor, queries: CaptureQueriesContext) -> None:
    counts = []
    for number in (1, 3):
        contract = ContractFactory()
        make_post(contract, code="window-clerk", headcount=9)
        leave(contract, number, timezone.localdate() - timedelta(days=20))
        client = client_for(member(Role.ASSESSOR, contract))
        client.get(there(contract))
        with queries:
            client.get(there(contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 22
