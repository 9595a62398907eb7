"""Special steps stop the clock and move the term by their working days."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from windows.models import Case

ClientFor = Callable[[User], Client]
MONDAY = datetime(2026, 11, 9, 2, tzinfo=UTC)  # ten o'clock here
STEP = {"name": "现场核查", "limit_days": 5, "note": "已送达通知书"}


def url_of(case: Case, part: str) -> str:
    return f"/{case.contract.slug}/windows/cases/{case.number}/special/{part}/"


@pytest.fixture
def case(contract: Contract) -> Case:
    item = make_item(contract, department=make_department(contract))
    due = (MONDAY + timedelta(days=14)).date()  # ten working days
    return make_case(contract, "transferred", item=item, at=MONDAY, due_on=due)


@pytest.fixture
def somebody(contract: Contract, case: Case) -> User:
    return member(Role.LIAISON, contract, department=case.department)


@pytest.fixture
def liaison(client_for: ClientFor, somebody: User) -> Client:
    with time_machine.travel(MONDAY + timedelta(days=2)):
        return client_for(somebody)


def test_a_department_stops_and_starts_the_clock(
    client_for: ClientFor, somebody: User, case: Case, liaison: Client
) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2)):
        assert liaison.get(url_of(case, "start")).status_code == 200
        assert liaison.post(url_of(case, "start"), STEP | {"revision": 1}).status_code == 302
    case.refresh_from_db()
    assert case.stopped_since == (MONDAY + timedelta(days=2)).date()

    with time_machine.travel(MONDAY + timedelta(days=7)):  # Thursday, Friday, Monday stood still
        response = client_for(somebody).post(url_of(case, "end"), {"revision": case.revision})
        assert response.status_code == 302
    case.refresh_from_db()
    assert (case.stopped_since, case.stopped_days) == (None, 3)
    assert f"{case.due_on:%Y-%m-%d}" == "2026-11-26"
    assert case.stops.get().days == 3
    assert list(case.events.order_by("pk").values_list("action", flat=True)) == ["stop_clock", "start_clock"]


def test_a_clock_stops_once(case: Case, liaison: Client) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2)):
        liaison.post(url_of(case, "start"), STEP | {"revision": 1})
        response = liaison.post(url_of(case, "start"), STEP | {"revision": 2})

    assert response.status_code == 409 and "已经停止计时" in response.content.decode()
    assert case.stops.count() == 1


def test_a_step_needs_its_written_notice(case: Case, liaison: Client) -> None:
    with time_machine.travel(MONDAY + timedelta(days=2)):
        response = liaison.post(url_of(case, "start"), STEP | {"revision": 1, "note": " "})
        assert response.status_code == 422
        assert liaison.post(url_of(case, "end"), {"revision": 1}).status_code == 409


def test_a_supervisor_records_it_on_the_department_s_notice(
    client_for: ClientFor, contract: Contract, case: Case
) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    assert "停止计时" in client.get(url_of(case, "record")).content.decode()
    assert client.post(url_of(case, "record"), STEP | {"revision": 1}).status_code == 302
    assert "恢复计时" in client.get(url_of(case, "record")).content.decode()
    assert client.post(url_of(case, "record"), {"revision": 2}).status_code == 302
    assert case.stops.get().ended_by is not None


def test_others_do_not_stop_clocks(client_for: ClientFor, contract: Contract, case: Case) -> None:
    stranger = member(Role.LIAISON, contract, department=make_department(contract))

    assert client_for(member(Role.CLERK, contract)).post(url_of(case, "start")).status_code == 403
    assert client_for(member(Role.CLERK, contract)).post(url_of(case, "record")).status_code == 403
    assert client_for(stranger).post(url_of(case, "start")).status_code == 404
    assert client_for(stranger).post(url_of(case, "end")).status_code == 404
