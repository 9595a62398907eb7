"""Clocks of cases over the calendar's table; warnings once; terms counted anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test.utils import CaptureQueriesContext

from contracts.enums import DayKind
from contracts.models import Contract, WorkDay
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from windows.actions.clock_notices import recompute_due, remind_due
from windows.actions.clock_stops import ClockRefused, begin_stop, end_stop
from windows.actions.moves import touch_case
from windows.enums import ClockReason, DueKind
from windows.jobs.nightly import recompute_due as recompute_job
from windows.jobs.nightly import remind_due as remind_job
from windows.models import Case, DueNotice
from windows.queries.case_deadlines import horizon_of
from windows.queries.clock import calendar_between, clock_of, clocks_of, counted_from, terms_at, terms_from
from windows.queries.policy import Policy, gap_limit, policy_lines, policy_of

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 9, 2, tzinfo=UTC)  # ten o'clock here


def days_later(count: int) -> datetime:
    return MONDAY + timedelta(days=count)


def running(contract: Contract, due: date, **values: object) -> Case:
    return make_case(contract, "transferred", at=MONDAY, due_on=due, **values)


# -- calendar and terms ---------------------------------------------------------------------------------------------
def test_the_calendar_is_read_as_it_differs_from_the_week() -> None:
    WorkDay.objects.create(date=date(2026, 11, 11), kind=DayKind.HOLIDAY, name="校准节", source="通知")
    WorkDay.objects.create(date=date(2026, 11, 14), kind=DayKind.MAKE_UP, name="校准节", source="通知")
    WorkDay.objects.create(date=date(2026, 11, 12), kind=DayKind.WORKDAY, source="通知")
    WorkDay.objects.create(date=date(2026, 11, 15), kind=DayKind.WEEKEND, source="通知")
    WorkDay.objects.create(date=date(2027, 1, 1), kind=DayKind.HOLIDAY, source="推算", provisional=True)

    found = calendar_between(date(2026, 11, 9), date(2027, 2, 1))

    assert {day.day: works for day, works in found.exceptions.items() if day.year == 2026} == {
        11: False,
        14: True,
    }
    assert found.settled_until == date(2026, 12, 31)
    assert found.is_provisional(date(2027, 1, 4)) and not found.is_provisional(date(2026, 12, 31))


def test_a_calendar_without_years_is_provisional() -> None:
    assert calendar_between(date(2031, 1, 1), date(2031, 2, 1)).settled_until is None


def test_terms_follow_the_version(contract: Contract) -> None:
    version = make_item(contract, statutory_days=20, promised_days=10).current
    on_spot = make_item(contract, kind="on_spot", statutory_days=5).current
    assert version is not None and on_spot is not None

    assert terms_from(MONDAY.date(), version).due_on == date(2026, 11, 23)
    assert terms_from(MONDAY.date(), version).statutory_due_on == date(2026, 12, 7)
    assert terms_at(MONDAY, on_spot, Policy()).due_on == MONDAY.date()
    assert terms_at(MONDAY + timedelta(hours=9), on_spot, Policy()).due_on == date(2026, 11, 10)


def test_silence_counts_from_receipt(contract: Contract) -> None:
    case = make_case(contract, at=MONDAY)

    assert counted_from(case, days_later(7)) == (date(2026, 11, 16), False)
    assert counted_from(case, days_later(8)) == (MONDAY.date(), True)


# -- reading --------------------------------------------------------------------------------------------------------
def test_each_state_has_its_clock(contract: Contract) -> None:
    today = date(2026, 11, 16)
    cases = {
        "registered": make_case(contract, at=MONDAY),
        "correcting": make_case(contract, "correcting", at=MONDAY, correction_due_on=date(2026, 11, 18)),
        "accepted": make_case(contract, "accepted", at=MONDAY, due_on=date(2026, 11, 20)),
        "transferred": running(contract, date(2026, 11, 13)),
        "stopped": running(contract, date(2026, 11, 20), stopped_since=date(2026, 11, 12)),
        "decided": make_case(
            contract, "decided", at=MONDAY, due_on=date(2026, 11, 8), decided_at=MONDAY, accepted_at=MONDAY
        ),
        "void": make_case(contract, "void", at=MONDAY),
    }

    clocks = clocks_of(cases.values(), today)

    shown = {
        name: (clocks[c.pk].side, clocks[c.pk].level, clocks[c.pk].days_left) for name, c in cases.items()
    }
    assert shown == {
        "registered": ("window", "warn", 0),
        "correcting": ("applicant", "ok", 2),
        "accepted": ("window", "ok", 4),
        "transferred": ("department", "late", -1),
        "stopped": ("department", "stopped", 6),
        "decided": ("hall", "done", None),
        "void": ("", "done", None),
    }
    assert clocks[cases["decided"].pk].finish == "late"
    assert clocks[cases["transferred"].pk].text == "逾期 1 个工作日"


def test_a_list_of_clocks_takes_one_query(contract: Contract, queries: CaptureQueriesContext) -> None:
    cases = [running(contract, date(2026, 11, 20)) for _ in range(4)]
    with queries:
        clocks_of(
            list(Case.objects.select_related("contract").filter(pk__in=[c.pk for c in cases])), MONDAY.date()
        )
    assert len(queries) == 2  # the cases themselves, and the calendar


# -- stops ----------------------------------------------------------------------------------------------------------
def test_a_correction_after_acceptance_moves_the_term(contract: Contract) -> None:
    case, by = running(contract, date(2026, 11, 23)), member(Role.CLERK, contract)

    stopped = begin_stop(by=by, at=days_later(1), case=case, reason=ClockReason.CORRECTION, name="补正")
    touch_case(by=by, at=days_later(1), case=case, action="tell_once", **stopped)
    with pytest.raises(ClockRefused, match="已经停止"):
        begin_stop(by=by, at=days_later(1), case=case, reason=ClockReason.SPECIAL_STEP, name="听证")
    columns = end_stop(by=by, at=days_later(3), case=case)

    assert columns["stopped_days"] == 2 and columns["stopped_since"] is None
    assert columns["due_on"] == date(2026, 11, 25)
    with pytest.raises(ClockRefused, match="没有停止"):
        end_stop(by=by, at=days_later(3), case=case)


def test_a_contract_may_let_the_clock_run_through_corrections(contract: Contract) -> None:
    contract.profile = {"limits": {"corrections_stop_clock": {"value": "false", "clause": "合同 § 3"}}}
    contract.save()
    case, by = running(contract, date(2026, 11, 23)), member(Role.CLERK, contract)
    case.refresh_from_db()

    assert begin_stop(by=by, at=days_later(1), case=case, reason=ClockReason.CORRECTION, name="补正") == {}
    columns = end_stop(by=by, at=days_later(3), case=case)
    assert columns["stopped_days"] == 0 and columns["due_on"] == date(2026, 11, 23)


# -- policy ---------------------------------------------------------------------------------------------------------
def test_the_contract_s_own_limits_hold_before_defaults(contract: Contract) -> None:
    contract.profile = {
        "limits": {"correction_days": {"value": 10, "clause": "001 § 1.6"}},
        "hours": {"sessions": [{"ends_at": "12:00"}, {"ends_at": "17:30"}], "clause": "001 § 2"},
    }
    policy = policy_of(contract)
    lines = {line.name: line for line in policy_lines(policy)}

    assert (policy.correction_days, policy.told_within_days) == (10, 5)
    assert (lines["correction_days"].source, lines["correction_days"].is_stated) == ("001 § 1.6", True)
    assert lines["closes_at"].value == "17:30"
    assert not lines["told_within_days"].is_stated


def test_a_gap_never_lasts_longer_than_the_promise() -> None:
    assert [gap_limit(Policy(), days) for days in (3, 20, 0)] == [3, 5, 5]


def test_the_horizon_reaches_a_working_day_ahead() -> None:
    horizon = horizon_of(Policy(), date(2026, 11, 13))  # a Friday

    assert horizon.warn_on == date(2026, 11, 16)
    assert horizon.untold_on == date(2026, 11, 9)


# -- warnings -------------------------------------------------------------------------------------------------------
def test_each_term_is_warned_about_once(contract: Contract) -> None:
    late, soon = running(contract, date(2026, 11, 13)), running(contract, date(2026, 11, 17))
    running(contract, date(2026, 12, 17))
    running(contract, date(2026, 11, 13), stopped_since=date(2026, 11, 10))
    untold = make_case(contract, at=MONDAY)
    gap = running(contract, date(2026, 12, 17), gap_due_on=date(2026, 11, 16))

    assert remind_due(at=days_later(7)) == (4, 0)
    assert remind_due(at=days_later(7)) == (0, 0)

    told = {(row.case_id, row.kind) for row in DueNotice.objects.all()}
    assert told == {
        (late.pk, DueKind.LATE), (soon.pk, DueKind.WARN), (untold.pk, DueKind.UNTOLD), (gap.pk, DueKind.GAP)
    }  # fmt: skip
    assert AuditEvent.objects.filter(action="case.remind_due").count() == 1


def test_a_warning_is_settled_when_its_reason_is_gone(contract: Contract) -> None:
    case = running(contract, date(2026, 11, 17))
    remind_due(at=days_later(7))

    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 30))
    assert remind_due(at=days_later(7)) == (0, 1)
    Case.objects.filter(pk=case.pk).update(due_on=date(2026, 11, 17))
    assert remind_due(at=days_later(7)) == (1, 0)
    Case.objects.filter(pk=case.pk).update(state="decided", decided_at=MONDAY, concluded_as="granted")
    assert remind_due(at=days_later(8)) == (0, 1)
    assert DueNotice.objects.count() == 1


def test_an_overdue_special_step_is_warned_about(contract: Contract) -> None:
    case, by = running(contract, date(2026, 12, 17)), member(Role.SUPERVISOR, contract)
    begin_stop(by=by, at=MONDAY, case=case, reason=ClockReason.SPECIAL_STEP, name="现场核查", limit_days=2)

    assert remind_due(at=days_later(1)) == (0, 0)
    assert remind_due(at=days_later(2)) == (1, 0)
    assert DueNotice.objects.get().kind == DueKind.STOP


# -- counted anew ---------------------------------------------------------------------------------------------------
def test_a_new_holiday_moves_the_terms_it_touches(contract: Contract) -> None:
    touched = running(contract, date(2026, 11, 23))
    pushed = running(contract, date(2026, 11, 23))
    Case.objects.filter(pk=pushed.pk).update(session=None, window=None, channel="online")
    short = make_item(contract, promised_days=1, statutory_days=1)
    untouched = make_case(contract, "accepted", item=short, at=MONDAY)
    WorkDay.objects.create(date=date(2026, 11, 12), kind=DayKind.HOLIDAY, name="临时放假", source="通知")

    assert recompute_due(at=MONDAY) == 2
    assert recompute_due(at=MONDAY) == 0

    for case in (touched, pushed, untouched):
        case.refresh_from_db()
    assert (touched.due_on, pushed.due_on) == (date(2026, 11, 24), date(2026, 11, 24))
    assert untouched.due_on == date(2026, 11, 10) and not untouched.events.exists()
    assert touched.events.get().facts == {"due_before": "2026-11-23", "due_on": "2026-11-24"}
    assert clock_of(touched, MONDAY.date()).days_left == 10


def test_the_jobs_say_what_they_did(contract: Contract) -> None:
    assert "0" in remind_job()
    assert "0" in recompute_job()
