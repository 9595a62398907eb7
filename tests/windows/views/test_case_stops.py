"""The ledger of special steps."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import time_machine
from django.test import Client

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from windows.actions.special_steps import end_special_step, start_special_step
from windows.models import Case

ClientFor = Callable[[User], Client]
MONDAY = datetime(2026, 11, 9, 2, tzinfo=UTC)


def stop(case: Case, by: User, name: str, limit_days: int, at: datetime = MONDAY) -> None:
    start_special_step(by=by, at=at, case=case, name=name, limit_days=limit_days, note="已书面告知")


def test_stops_stand_where_they_belong(client_for: ClientFor, contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    cases = [make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 12, 1)) for _ in range(3)]
    stop(cases[0], by, "现场核查", 20)
    stop(cases[1], by, "听证", 2)
    stop(cases[2], by, "检验", 2)
    end_special_step(by=by, at=MONDAY + timedelta(days=1), case=cases[2])
    stop(cases[2], by, "检验", 20, MONDAY + timedelta(days=2))

    with time_machine.travel(MONDAY + timedelta(days=4)):
        client = client_for(by)
        pages = {
            tab: client.get(f"/{contract.slug}/windows/stops/?tab={tab}").content.decode()
            for tab in ("open", "overdue", "ended", "nonsense")
        }
    assert all(name in pages["open"] for name in ("现场核查", "听证", "重复挂起"))
    assert cases[1].number in pages["overdue"] and cases[0].number not in pages["overdue"]
    assert "应于 11-11 恢复" in pages["overdue"]
    assert cases[2].number in pages["ended"] and cases[1].number not in pages["ended"]
    assert "现场核查" in pages["nonsense"]


def test_a_liaison_sees_its_own(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    department, by = make_department(contract), member(Role.SUPERVISOR, contract)
    mine = make_case(contract, "transferred", item=make_item(contract, department=department))
    foreign = make_case(contract, "transferred")
    for case in (mine, foreign):
        stop(case, by, "听证", 5)
    url = f"/{contract.slug}/windows/stops/"

    page = client_for(member(Role.LIAISON, contract, department=department)).get(url).content.decode()
    assert mine.number in page and foreign.number not in page
    assert client_for(member(Role.CLERK, other_contract)).get(url).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url).status_code == 403
