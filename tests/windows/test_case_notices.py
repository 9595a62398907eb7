"""What the desk tells each role of the windows' deadlines."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session
from windows.actions.chases import chase_department
from windows.queries.case_notices import notices_for

ClientFor = Callable[[User], Client]


@pytest.fixture
def yesterday(db: None) -> object:
    return timezone.localdate() - timedelta(days=1)


def texts_for(user: User, contract: Contract | None) -> list[str]:
    return [each.text for each in notices_for(user, contract, timezone.now())]


def test_each_sees_what_waits_for_them(contract: Contract, yesterday: object) -> None:
    department, me = make_department(contract), member(Role.CLERK, contract)
    mine = make_case(
        contract, "transferred", due_on=yesterday, session=make_session(contract, me),
        item=make_item(contract, department=department),
    )  # fmt: skip
    make_case(contract, "transferred", due_on=yesterday, session=make_session(contract))
    supervisor = member(Role.SUPERVISOR, contract)
    chase_department(by=supervisor, at=timezone.now(), case=mine, way="phone", words="请尽快")

    assert texts_for(supervisor, contract) == ["2 件已超期，还没有办结"]
    assert texts_for(me, None) == ["1 件已超期，还没有办结"]
    liaison = member(Role.LIAISON, contract, department=department)
    assert texts_for(liaison, contract) == ["1 件催办待答复", "1 件已超期，还没有办结"]
    assert texts_for(member(Role.ASSESSOR, contract), contract) == []


def test_another_contract_s_deadlines_stay_there(
    contract: Contract, other_contract: Contract, yesterday: object
) -> None:
    make_case(contract, "transferred", due_on=yesterday)

    assert texts_for(member(Role.SUPERVISOR, other_contract), None) == []


def test_the_desk_shows_them(client_for: ClientFor, contract: Contract, yesterday: object) -> None:
    make_case(contract, "transferred", due_on=yesterday)

    page = client_for(member(Role.SUPERVISOR, contract)).get("/", follow=True).content.decode()

    assert "待您处理" in page and f"/{contract.slug}/windows/deadlines/?tab=late" in page
