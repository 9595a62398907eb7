"""Required against filled, live."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:post-list", args=[contract.slug])


def test_the_board_counts_who_is_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    post = make_post(contract, name="综合窗口", headcount=2)
    person = make_person(contract, name="陈一")
    engage(person, post)

    page = client_for(member(Role.CLERK, contract)).get(address(contract)).content.decode()

    assert "还缺 1 人" in page and "陈一" in page and "没有登记" in page
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.SECURITY_ADMIN)).get(address(contract)).status_code == 403


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.SUPERVISOR, contract)), []
    for _more in range(3):
        post = make_post(contract)
        engage(make_person(contract), post)
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 16
