"""The hall on one day: verdicts by team, what waits for a person, the purchaser's ruling."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import Verdict
from staffing.models import AttendanceRuling
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.attendance_rows import DAY, haikou, planned, punches

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


def page(contract: Contract) -> str:
    return reverse("staffing:attendance-day", args=[contract.slug]) + f"?day={DAY}"


def test_the_day_shows_verdicts_and_what_waits(client_for: ClientFor, contract: Contract) -> None:
    good, late = planned(contract), planned(contract)
    punches(good, "08:15", "12:01")
    punches(late, "09:05", "12:01")

    answer = client_for(member(Role.ASSESSOR, contract)).get(page(contract))

    text = answer.content.decode()
    assert good.name in text and "正常" in text and "待认定 35" in text and "超过条款的分钟数" in text


def test_the_purchaser_rules_with_a_reason(client_for: ClientFor, contract: Contract) -> None:
    late = planned(contract)
    punches(late, "09:05", "12:01")
    shift = late.shifts.get()
    there = reverse("staffing:attendance-day-rule", args=[contract.slug])
    data = {"person": late.pk, "day": f"{DAY}", "session": shift.session_id, "verdict": "late", "reason": ""}
    assessor = client_for(member(Role.ASSESSOR, contract))

    assert assessor.post(there, data).status_code == 302 and not AttendanceRuling.objects.exists()
    answer = assessor.post(there, data | {"reason": "按 3.17"})

    assert answer.headers["Location"].endswith(f"?day={DAY}")
    assert AttendanceRuling.objects.get().verdict == Verdict.LATE
    assert client_for(member(Role.SUPERVISOR, contract)).post(there, data).status_code == 403


def test_without_a_day_the_last_one_served_opens(client_for: ClientFor, contract: Contract) -> None:
    planned(contract)

    text = (
        client_for(member(Role.ASSESSOR, contract))
        .get(reverse("staffing:attendance-day", args=[contract.slug]))
        .content.decode()
    )

    assert f"{DAY}" in text and "这一天没有考勤" not in text


def test_a_clerk_sees_only_the_own_row(client_for: ClientFor, contract: Contract) -> None:
    mine, other = planned(contract, user=member(Role.CLERK, contract)), planned(contract)

    text = client_for(mine.user).get(page(contract)).content.decode()

    assert mine.name in text and other.name not in text


def test_others_do_not_get_in(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(page(contract)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(page(contract)).status_code == 403


def test_the_queries_do_not_grow(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    counts = []
    for more in (1, 2):
        for _each in range(more):
            punches(planned(contract), "09:15", "12:01")
        client.get(page(contract))
        with CaptureQueriesContext(connection) as made:
            client.get(page(contract))
        counts.append(len(made))
    assert counts[0] == counts[1]
