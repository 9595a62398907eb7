"""Everybody with a file: who is seen by whom, what is missing, narrowing, a bounded number of queries."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post, make_staff

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:person-list", args=[contract.slug])


def test_the_list_says_what_each_file_lacks(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    engage(make_person(contract, name="陈一"), make_post(contract, name="综合窗口"))
    make_person(contract, name="王二")

    page = client_for(member(Role.DIRECTOR, contract)).get(address(contract)).content.decode()

    assert "陈一" in page and "没有劳动合同" in page and "未任职" in page and "新建档案" in page
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(address(contract)).status_code == 403


def test_everybody_sees_their_own_reach(client_for: ClientFor, contract: Contract) -> None:
    team = Team.objects.create(contract=contract, name="一组")
    clerk = make_staff(contract, name="陈一", team=team)
    make_staff(contract, name="王二")
    leader = member(Role.TEAM_LEADER, contract, team=team)

    own = client_for(clerk.user).get(address(contract)).content.decode()
    teams = client_for(leader).get(address(contract)).content.decode()

    for page in (own, teams):
        assert "陈一" in page and "王二" not in page and "新建档案" not in page


@pytest.mark.parametrize(
    ("query", "seen", "unseen"),
    [
        ("q=陈", "陈一", "王二"),
        ("standing=nowhere", "王二", "陈一"),
        ("gap=labour", "陈一", "李三"),
        ("q=we", "王二", "陈一"),
    ],
)
def test_the_list_is_narrowed(
    client_for: ClientFor, contract: Contract, query: str, seen: str, unseen: str
) -> None:
    engage(make_person(contract, name="陈一"))
    make_person(contract, name="王二")

    page = client_for(member(Role.SUPERVISOR, contract)).get(f"{address(contract)}?{query}").content.decode()

    assert seen in page and unseen not in page


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, post, counts = client_for(member(Role.SUPERVISOR, contract)), make_post(contract), []
    for _more in range(3):
        engage(make_person(contract), post)
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 30
