"""One person's day: what it rests on, a punch voided with a reason, a session ruled otherwise."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import Verdict
from staffing.models import AttendanceMonth, AttendanceRuling, Person, Punch
from staffing.queries.attendance import judged_days
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.attendance_rows import DAY, MONTH, NOW, haikou, planned, punches

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


def page(person: Person) -> str:
    return reverse("staffing:attendance-person", args=[person.contract.slug, person.pk]) + f"?day={DAY}"


def verdict(person: Person) -> str:
    [line] = judged_days(person.contract, DAY, DAY, now=NOW, people=[person.pk])
    return line.judged.verdict


def test_a_wrong_punch_is_voided_with_a_reason(client_for: ClientFor, contract: Contract) -> None:
    person = planned(contract)
    punches(person, "08:15", "12:01")
    first = Punch.objects.order_by("at")[0]
    client = client_for(member(Role.SUPERVISOR, contract))
    there = reverse("staffing:attendance-person-void", args=[contract.slug, first.pk])
    day = reverse("staffing:attendance-day", args=[contract.slug]) + f"?day={DAY}"
    assert page(person) in client.get(day).content.decode()
    assert verdict(person) == Verdict.PRESENT

    assert "请写明作废的原因" in client.post(there, {"reason": " "}, follow=True).content.decode()
    text = client.post(there, {"reason": "替人打卡"}, follow=True).content.decode()

    assert "作废：替人打卡" in text and "08:15" in text
    assert verdict(person) == Verdict.MISSING_PUNCH
    assert client_for(member(Role.CLERK, contract)).post(there).status_code == 403


def test_nobody_voids_an_own_punch(client_for: ClientFor, contract: Contract) -> None:
    head = planned(contract, user=member(Role.SUPERVISOR, contract))
    punches(head, "08:15")
    client, punch = client_for(head.user), Punch.objects.get()
    there = reverse("staffing:attendance-person-void", args=[contract.slug, punch.pk])
    assert there not in client.get(page(head)).content.decode()
    assert "要由别人作废" in client.post(there, {"reason": "多打"}, follow=True).content.decode()
    punch.refresh_from_db()
    assert punch.voided_at is None


@pytest.mark.parametrize("filed", [False, True])
def test_the_purchaser_overrules_any_session_and_late_is_marked(
    client_for: ClientFor, contract: Contract, filed: bool
) -> None:
    person = planned(contract)
    punches(person, "08:15", "12:01")
    if filed:
        AttendanceMonth.objects.create(
            contract=contract,
            month=MONTH,
            lines=[],
            digest="0" * 64,
            filed_at=NOW,
            filed_by=person.recorded_by,
        )
    client = client_for(member(Role.ASSESSOR, contract))
    assert "改判" in client.get(page(person)).content.decode()
    session = person.shifts.get().session_id
    data = {
        "person": person.pk,
        "day": f"{DAY}",
        "session": session,
        "verdict": "absent",
        "reason": "人不在岗",
    }

    answer = client.post(
        reverse("staffing:attendance-day-rule", args=[contract.slug]), {**data, "back": "person"}
    )

    assert answer.headers["Location"] == page(person)
    row, text = AttendanceRuling.objects.get(), client.get(page(person)).content.decode()
    assert verdict(person) == Verdict.ABSENT and "采购人认定" in text and "人不在岗" in text
    assert row.late is filed and ("报备后补录" in text) is filed
    assert "改判" not in client_for(member(Role.SUPERVISOR, contract)).get(page(person)).content.decode()


def test_each_sees_the_own_day_and_nobody_s_else(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    mine, other = planned(contract, user=member(Role.CLERK, contract)), planned(contract)
    client = client_for(mine.user)
    assert client.get(page(mine)).status_code == 200 and client.get(page(other)).status_code == 404
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(page(mine)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(page(mine)).status_code == 403


def test_the_queries_do_not_grow(client_for: ClientFor, contract: Contract) -> None:
    person, client = planned(contract), client_for(member(Role.SUPERVISOR, contract))
    counts = []
    for texts in (("08:15",), ("09:15", "10:15", "12:01")):
        punches(person, *texts)
        client.get(page(person))
        with CaptureQueriesContext(connection) as made:
            client.get(page(person))
        counts.append(len(made))
    assert counts[0] == counts[1]
