"""An approved leave's shifts go to the substitute by themselves and come back when the leave ends."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.leaves import LeaveRefused, ask_leave, cancel_leave, cut_leave, decide_leave
from staffing.actions.roster import RosterRefused, Why
from staffing.actions.roster_weeks import copy_week
from staffing.actions.swaps import SwapRefused, ask_swap
from staffing.enums import EndKind, LeaveKind, PostKind, RequestState, Verdict
from staffing.models import AttendanceMonth, Leave, Person, PostPlace, RosterChange, Shift
from staffing.queries.attendance import judged_days
from staffing.queries.leave_cover import able
from staffing.queries.leaves import stretch_of
from staffing.queries.on_post import on_post
from staffing.queries.roster import week_data
from staffing.queries.roster_screen import sheet
from staffing.rules.leaves import Stretch
from staffing.rules.roster import shortfalls
from tests.factories.contracts import member
from tests.factories.staffing import LONG_AGO, make_post, make_venue
from tests.staffing.attendance_rows import punches
from tests.staffing.roster_hall import MONDAY, TUESDAY, Hall

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime.fromisoformat("2026-11-28T10:00"))
FRIDAY, WEDNESDAY = MONDAY + timedelta(days=4), MONDAY + timedelta(days=2)
WEEK = timedelta(days=7)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    """Published: 林一 and 林二 all week at their windows, 林三 of the same post and the float not planned."""
    hall = Hall.of(contract)
    hall.full_week()
    hall.publish()
    return hall


def asked(hall: Hall, name: str = "林一", first: Any = MONDAY, last: Any = TUESDAY, **values: Any) -> Leave:
    person = hall.people[name]
    stretch = Stretch(first, values.pop("from_half", 1), last, values.pop("to_half", 2))
    return ask_leave(
        by=person.user,
        at=NOW,
        person=person,
        kind=LeaveKind.PERSONAL,
        stretch=stretch,
        reason="家事",
        **values,
    )


def approved(hall: Hall, row: Leave, substitute: str | None = None) -> Leave:
    person = hall.people[substitute] if substitute else None
    return decide_leave(by=hall.supervisor, at=NOW, leave=row, approve=True, substitute=person)


def gone(person: Person, day: Any) -> None:
    """Their last day at the post."""
    ended = {"ended_at": NOW, "ended_by": person.recorded_by, "end_kind": EndKind.RESIGNED}
    person.engagements.update(ends_on=day, **ended)


def seats(hall: Hall, name: str) -> list[tuple[Any, ...]]:
    """Shape: day, session, window, kind, who is covered."""
    rows = Shift.objects.filter(person=hall.people[name]).order_by("starts_at")
    return list(rows.values_list("day", "session__key", "window__number", "kind", "covers__name"))


def test_the_substitute_takes_every_place_of_the_leave(hall: Hall) -> None:
    approved(hall, asked(hall, last=TUESDAY, to_half=1), "林三")

    assert seats(hall, "林三") == [
        (MONDAY, "am", "01", "substitute", "林一"),
        (MONDAY, "pm", "01", "substitute", "林一"),
        (TUESDAY, "am", "01", "substitute", "林一"),
    ]
    assert [row[3] for row in seats(hall, "林一")] == ["leave"] * 3 + ["regular"] * 7
    assert shortfalls(hall.data().plan) == []
    rows = RosterChange.objects.all()
    assert {(row.person.name, row.step, row.approved_by) for row in rows} == {
        ("林一", "moved", hall.supervisor), ("林三", "covered", hall.supervisor),
    }  # fmt: skip
    assert len(rows) == 6 and {row.reason for row in rows} == {"林一请假（事假），由林三顶岗"}


def test_a_leave_without_a_substitute_is_refused_where_a_window_would_be_empty(hall: Hall) -> None:
    with pytest.raises(LeaveRefused, match="空岗：周一上午 01 号窗口没有人"):
        approved(hall, asked(hall))
    assert seats(hall, "林一")[0][3] == "regular"


def test_two_leaves_are_not_both_granted_from_one_spare(contract: Contract) -> None:
    """Who is on leave already does not count as standing."""
    hall = Hall.of(contract)
    crowd, venue = make_post(contract, kind=PostKind.GUIDE), make_venue(contract)
    PostPlace.objects.create(post=crowd, venue=venue, minimum={"am": 1}, effective_on=LONG_AGO)
    for name in ("引一", "引二"):
        hall.hire(name, crowd)
    hall.plan(*(hall.cell(name, present=True) for name in ("引一", "引二")))
    first, second = (asked(hall, name, last=MONDAY, to_half=1) for name in ("引一", "引二"))
    approved(hall, first)

    with pytest.raises(LeaveRefused, match="应有 1 人，只有 0 人"):
        approved(hall, second)


@pytest.mark.parametrize(
    ("prepare", "told"),
    [
        pytest.param(lambda hall: hall.plan(hall.cell("林三", TUESDAY, present=True), why=Why("增援")),
                     "12-01 周二上午：已排在综合窗口，不能同时在两处", id="in another place"),
        pytest.param(lambda hall: hall.leave("林三", day=TUESDAY), "林三 12-01 至 12-01 自己请假", id="own leave"),
        pytest.param(lambda hall: gone(hall.people["林三"], MONDAY),
                     "12-01 周二上午：这一天不在岗", id="gone by then"),
    ],
)  # fmt: skip
def test_who_may_not_stand_there_is_told_with_day_session_and_reason(
    hall: Hall, prepare: Any, told: str
) -> None:
    prepare(hall)
    row = asked(hall)
    with pytest.raises(LeaveRefused, match=told):
        approved(hall, row, "林三")
    assert not Shift.objects.filter(covers__isnull=False).exists()
    row.refresh_from_db()
    assert row.state == RequestState.ASKED


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        pytest.param(
            {"daily_hours": 6}, "11-30 周一下午：这一天将达 6.5 小时，超过每天 6 小时", id="hours a day"
        ),
        pytest.param(
            {"weekly_hours": 10}, "12-01 周二下午：本周将达 13 小时，超过每周 10 小时", id="hours a week"
        ),
    ],
)
def test_a_substitute_keeps_the_hours(hall: Hall, hours: Any, told: str) -> None:
    Contract.objects.filter(pk=hall.contract.pk).update(profile={"hours": hours})
    row = asked(hall)
    with pytest.raises(LeaveRefused, match=told):
        approved(hall, Leave.objects.get(pk=row.pk), "林三")


def test_an_ab_second_of_another_post_may_stand_in(hall: Hall) -> None:
    hall.hire("周乙", make_post(hall.contract))
    with pytest.raises(LeaveRefused, match="周乙不是这个岗位"):
        asked(hall, substitute=hall.people["周乙"])
    hall.pair("林一", "周乙")

    approved(hall, asked(hall, substitute=hall.people["周乙"]))

    assert {row[3:] for row in seats(hall, "周乙")} == {("substitute", "林一")} and len(
        seats(hall, "周乙")
    ) == 4


def test_a_float_waiting_at_its_post_goes_and_comes_back(hall: Hall) -> None:
    hall.plan(hall.cell("机动员", present=True), why=Why("备勤"))
    row = approved(hall, asked(hall, last=MONDAY), "机动员")
    assert [each[2:] for each in seats(hall, "机动员")] == [
        ("01", "float", "林一"),
        ("01", "substitute", "林一"),
    ]

    cancel_leave(by=hall.supervisor, at=NOW, leave=row, note="没有休")

    assert [each[1:] for each in seats(hall, "机动员")] == [("am", None, "regular", None)]
    assert {each[3] for each in seats(hall, "林一")} == {"regular"}


def test_a_leave_given_back_gives_the_shifts_back(hall: Hall) -> None:
    before = seats(hall, "林一")
    row = approved(hall, asked(hall), "林三")
    cancel_leave(by=hall.supervisor, at=NOW, leave=row, note="没有休")
    assert seats(hall, "林一") == before and seats(hall, "林三") == []


def test_a_leave_cut_short_gives_back_the_rest(hall: Hall) -> None:
    row = approved(hall, asked(hall, last=WEDNESDAY), "林三")

    cut = cut_leave(by=hall.supervisor, at=NOW, leave=row, back_on=TUESDAY, back_half=2, note="提前回来")

    assert (cut.to_on, cut.to_half, cut.half_days, cut.state) == (TUESDAY, 1, 3, RequestState.APPROVED)
    assert cut.decision_note == "提前回来（原请至 12-02，提前返岗）"
    assert [row[:2] for row in seats(hall, "林三")] == [(MONDAY, "am"), (MONDAY, "pm"), (TUESDAY, "am")]
    assert [row[3] for row in seats(hall, "林一")][:5] == ["leave"] * 3 + ["regular"] * 2


@pytest.mark.parametrize(("day", "half"), [(MONDAY, 1), (WEDNESDAY, 1), (MONDAY - timedelta(days=1), 2)])
def test_a_leave_is_cut_inside_itself_only(hall: Hall, day: Any, half: int) -> None:
    row = approved(hall, asked(hall), "林三")
    with pytest.raises(LeaveRefused, match="返岗时间"):
        cut_leave(by=hall.supervisor, at=NOW, leave=row, back_on=day, back_half=half, note="回来")
    with pytest.raises(LeaveRefused, match="别人登记"):
        cut_leave(by=hall.people["林一"].user, at=NOW, leave=row, back_on=TUESDAY, back_half=1, note="回来")


def test_a_seat_taken_meanwhile_keeps_the_leave(hall: Hall) -> None:
    row = approved(hall, asked(hall, last=MONDAY, to_half=1), "林三")
    hall.plan(hall.cell("林三"), hall.cell("机动员", window=1), why=Why("换机动"))
    with pytest.raises(LeaveRefused, match="一个窗口只排一人"):
        cancel_leave(by=hall.supervisor, at=NOW, leave=row, note="没有休")
    row.refresh_from_db()
    assert row.state == RequestState.APPROVED


def test_the_draft_of_a_week_follows_too(contract: Contract) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    approved(hall, asked(hall), "林三")
    assert len(seats(hall, "林三")) == 4 and not RosterChange.objects.exists()
    hall.publish()
    assert shortfalls(hall.data().plan) == []


def test_attendance_and_the_on_post_rate_see_who_really_stood_there(hall: Hall) -> None:
    approved(hall, asked(hall, last=MONDAY, to_half=1), "林三")
    punches(hall.people["林三"], "08:15", "12:01", day=MONDAY)
    later = NOW + timedelta(days=5)

    lines = judged_days(hall.contract, MONDAY, MONDAY, now=later)

    verdicts = {(line.person_id, line.session_id): line.judged.verdict for line in lines}
    assert verdicts[hall.people["林一"].pk, hall.am.pk] == Verdict.LEAVE
    assert verdicts[hall.people["林三"].pk, hall.am.pk] == Verdict.PRESENT
    times = [row for row in on_post(hall.contract, MONDAY, MONDAY, now=later).short if row.session == hall.am]
    assert [row.window.number for row in times] == ["02"]


def test_on_the_roster_the_leave_stands_beside_the_substitute(hall: Hall) -> None:
    approved(hall, asked(hall, last=MONDAY, to_half=1), "林三")
    laid = sheet(hall.data(), None)
    cells = {row.member.person.name: row.cells[0] for group in laid.groups for row in group.rows}
    assert (cells["林一"].text, cells["林一"].title) == ("假", "事假") and cells["林三"].text == "01替"
    assert laid.faults == {} and laid.columns[0].told == "2/2"
    hours = {row.member.person.name: row.hours for group in laid.groups for row in group.rows}
    assert (hours["林一"], hours["林三"]) == ("29/40", "3.5/40")


def test_a_leave_is_not_swapped_and_not_copied(hall: Hall) -> None:
    approved(hall, asked(hall, last=MONDAY, to_half=1), "林三")
    mine, other = (
        Shift.objects.get(person=hall.people[name], day=MONDAY, session=hall.am) for name in ("林一", "林二")
    )
    with pytest.raises(SwapRefused, match="请假"):
        ask_swap(by=other.person.user, at=NOW, contract=hall.contract, shift=other, other=mine, reason="有事")

    copy_week(by=hall.supervisor, at=NOW, contract=hall.contract, monday=MONDAY + WEEK, source=MONDAY)

    plan = week_data(hall.contract, MONDAY + WEEK).plan
    assert shortfalls(plan) == [] and not list(plan.of(hall.people["林三"].pk))


def test_a_swap_in_hand_comes_first(hall: Hall) -> None:
    mine, other = (
        Shift.objects.get(person=hall.people[name], day=MONDAY, session=hall.am) for name in ("林一", "林二")
    )
    row = asked(hall, last=MONDAY)
    ask_swap(by=mine.person.user, at=NOW, contract=hall.contract, shift=mine, other=other, reason="有事")
    with pytest.raises(RosterRefused, match="换班还没有处理"):
        approved(hall, row, "林三")


def test_a_filed_month_gets_no_new_shifts(hall: Hall) -> None:
    row = asked(hall)
    AttendanceMonth.objects.create(
        contract=hall.contract, month=TUESDAY.replace(day=1), lines=[], digest="0" * 64, filed_at=NOW,
        filed_by=hall.supervisor,
    )  # fmt: skip
    with pytest.raises(LeaveRefused, match="2026-12 的考勤已报采购人"):
        approved(hall, row, "林三")


def test_those_who_can_stand_in_are_named_seconds_first(hall: Hall) -> None:
    hall.hire("周乙", make_post(hall.contract))
    hall.pair("林一", "周乙")
    hall.plan(hall.cell("机动员", window=None, present=True), why=Why("备勤"))
    stretch = stretch_of(asked(hall))

    assert [each.name for each in able(hall.people["林一"], stretch)] == ["周乙", "林三", "机动员"]
    nobody: list[Person] = able(hall.people["林三"], stretch)
    assert nobody == []


def test_a_team_leader_decides_and_the_shifts_follow(hall: Hall) -> None:
    row = decide_leave(
        by=hall.leader, at=NOW, leave=asked(hall), approve=True, substitute=hall.people["机动员"]
    )
    assert row.decided_by == hall.leader and len(seats(hall, "机动员")) == 4
    with pytest.raises(LeaveRefused, match="班组长或大厅主管"):
        cancel_leave(by=member(Role.CLERK, hall.contract), at=NOW, leave=row, note="没有休")
