"""The month as a sheet: filed, received, given back, printed."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import FilingState
from staffing.models import AttendanceMonth
from staffing.reports.attendance import paper_context
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_post
from tests.staffing.attendance_rows import DAY, MONTH, haikou, planned, punches

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


def page(contract: Contract, name: str = "attendance-month", *rest: int) -> str:
    return reverse(f"staffing:{name}", args=[contract.slug, *rest])


def file(client: Client, contract: Contract) -> AttendanceMonth:
    client.post(page(contract, "attendance-month-file"), {"month": f"{MONTH:%Y-%m}"})
    return AttendanceMonth.objects.latest("pk")


def test_a_month_goes_to_the_purchaser_and_back(client_for: ClientFor, contract: Contract) -> None:
    person = planned(contract)
    punches(person, "08:15", "12:01")
    supervisor, assessor = (client_for(member(role, contract)) for role in (Role.SUPERVISOR, Role.ASSESSOR))
    there = page(contract) + f"?month={MONTH:%Y-%m}"
    assert "报备给采购人" in supervisor.get(there).content.decode()

    row = file(supervisor, contract)
    assert (row.month, row.state) == (MONTH, FilingState.FILED)
    assert "签收并锁定" in assessor.get(there).content.decode()
    assessor.post(page(contract, "attendance-month-receive", row.pk))
    row.refresh_from_db()
    assert row.state == FilingState.LOCKED

    assessor.post(page(contract, "attendance-month-reopen", row.pk), {"reason": ""})
    row.refresh_from_db()
    assert row.state == FilingState.LOCKED
    assessor.post(page(contract, "attendance-month-reopen", row.pk), {"reason": "漏报"})
    assert file(supervisor, contract).revision == 2


def test_what_changed_after_the_filing_is_told(client_for: ClientFor, contract: Contract) -> None:
    person = planned(contract)
    punches(person, "12:01")
    supervisor = client_for(member(Role.SUPERVISOR, contract))
    file(supervisor, contract)
    punches(person, "08:15")
    there = page(contract) + f"?month={MONTH:%Y-%m}"
    assert "报备后有 1 个班次的考勤变了" in (said := supervisor.get(there).content.decode())
    assert "请采购人的考核人写明原因退回" in said
    assert (
        "请在下面写明原因退回重报" in client_for(member(Role.ASSESSOR, contract)).get(there).content.decode()
    )


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    planned(contract)
    row = file(client_for(member(Role.SUPERVISOR, contract)), contract)
    for name, role in (
        ("attendance-month-receive", Role.SUPERVISOR),
        ("attendance-month-reopen", Role.CLERK),
    ):
        assert client_for(member(role, contract)).post(page(contract, name, row.pk)).status_code == 403
    stranger = client_for(member(Role.ASSESSOR, other_contract))
    assert stranger.post(page(contract, "attendance-month-receive", row.pk)).status_code == 404
    assert stranger.post(page(other_contract, "attendance-month-receive", row.pk)).status_code == 404
    assert (
        client_for(member(Role.ASSESSOR, contract)).post(page(contract, "attendance-month-file")).status_code
        == 403
    )


def test_the_paper_shows_what_was_filed(client_for: ClientFor, contract: Contract) -> None:
    person = planned(contract)
    punches(person, "08:15", "12:01")
    make_post(contract)
    supervisor = client_for(member(Role.SUPERVISOR, contract))
    row = file(supervisor, contract)
    context = paper_context(row, {person.pk})
    [(line, signs, totals, _leave)] = context["rows"]
    assert line["name"] == person.name and signs[DAY.day - 1] == ["√"] and not any(totals)
    assert paper_context(row, set())["cut"]
    answer = supervisor.get(page(contract, "attendance-month-paper", row.pk))
    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_a_month_without_roster_says_so(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    assert "请先发布排班" in client.get(page(contract) + "?month=2026-05").content.decode()
    client.post(page(contract, "attendance-month-file"), {"month": f"{date(2026, 5, 1):%Y-%m}"})
    assert not AttendanceMonth.objects.exists()
