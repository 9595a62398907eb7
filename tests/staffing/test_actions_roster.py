"""Planning a week in the database: what is written, refused, published, logged."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.errors import Stale
from staffing.actions.roster import NameNeeded, RosterRefused, Why
from staffing.actions.roster_log import gap_key
from staffing.actions.roster_weeks import Answer, NothingThere, apply_pattern, copy_week, publish_week
from staffing.models import (
    AttendanceMonth,
    PostPlace,
    RosterChange,
    RosterGap,
    RosterWeek,
    Shift,
    ShiftPattern,
)
from staffing.queries.roster_cover import cover_after
from staffing.rules.roster import shortfalls
from tests.factories.contracts import ContractFactory, OrganisationFactory
from tests.factories.staffing import LONG_AGO
from tests.staffing.roster_hall import MONDAY, TUESDAY, Hall

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def everybody_answers(hall: Hall) -> dict[Any, Answer]:
    answer = Answer(hall.people["林三"], "人手不足，引导到另一窗口")
    return {gap_key(each): answer for each in shortfalls(hall.data().plan)}


def published(hall: Hall) -> RosterWeek:
    hall.full_week()
    return hall.publish()


def test_a_cell_is_set_moved_and_cleared(hall: Hall) -> None:
    hall.plan(hall.cell("林一", window=1))
    shift = Shift.objects.get()
    assert (shift.window, shift.post, shift.kind) == (hall.windows[0], hall.post, "regular")
    assert timezone.localtime(shift.starts_at).strftime("%H:%M") == "08:30"

    hall.plan(hall.cell("林一", window=2))
    assert Shift.objects.get().pk == shift.pk and Shift.objects.get().window == hall.windows[1]

    hall.plan(hall.cell("林一"))
    assert not Shift.objects.exists() and RosterWeek.objects.get().version == 4


def test_two_people_change_windows_in_one_step(hall: Hall) -> None:
    hall.plan(hall.cell("林一", window=1), hall.cell("林二", window=2))

    hall.plan(hall.cell("林一", window=2), hall.cell("林二", window=1))

    seats = Shift.objects.order_by("window__number").values_list("person__name", flat=True)
    assert list(seats) == ["林二", "林一"]


def test_all_or_nothing_and_what_can_be(hall: Hall) -> None:
    hall.leave("林二")
    wanted = hall.cell("林一", window=1), hall.cell("林二", window=2)

    with pytest.raises(RosterRefused, match="林二 周一上午：.*请假已获批准"):
        hall.plan(*wanted)
    assert not Shift.objects.exists()

    done = hall.plan(*wanted, whole=False)
    assert len(done.cells) == 1 and "林二" in done.refused[0]


def test_leave_that_is_only_asked_for_does_not_bar(hall: Hall) -> None:
    hall.leave("林一", state="asked")

    assert hall.plan(hall.cell("林一", window=1)).cells


def test_a_float_and_a_second_are_named_as_such(hall: Hall) -> None:
    other = hall.hire("导办", hall.post.__class__.objects.create(
        contract=hall.contract, code="guide", name="导办", kind="guide", role="clerk", headcount=1))  # fmt: skip
    with pytest.raises(RosterRefused, match="不是这个岗位"):
        hall.plan(hall.cell("导办", window=2))
    hall.pair("林一", "导办")

    hall.plan(hall.cell("机动员", window=1), hall.cell("导办", window=2))

    assert Shift.objects.get(window=hall.windows[0]).kind == "float"
    second = Shift.objects.get(person=other)
    assert (second.kind, second.covers) == ("substitute", hall.people["林一"])


def test_a_team_leader_plans_the_own_team(hall: Hall) -> None:
    hall.plan(hall.cell("林一", window=1), by=hall.leader)

    with pytest.raises(RosterRefused, match="机动员不在您的班组"):
        hall.plan(hall.cell("机动员", window=2), by=hall.leader)


def test_a_window_of_another_contract_is_refused(hall: Hall) -> None:
    foreign = Hall.of(ContractFactory(purchaser=OrganisationFactory()))
    change = hall.cell("林一", window=1)

    with pytest.raises(RosterRefused, match="没有这个窗口"):
        hall.plan(type(change)(change.person, change.day, change.session, foreign.windows[0].pk))


def test_a_month_with_the_purchaser_is_no_longer_changed(hall: Hall) -> None:
    AttendanceMonth.objects.create(
        contract=hall.contract, month=MONDAY.replace(day=1), lines=[], digest="0" * 64, filed_at=timezone.now(),
        filed_by=hall.supervisor,
    )  # fmt: skip

    with pytest.raises(RosterRefused, match="考勤已报采购人"):
        hall.plan(hall.cell("林一", window=1))
    assert hall.plan(hall.cell("林一", TUESDAY, window=1)).cells, "December is another month"


def test_a_week_begins_on_a_monday_inside_the_contract(hall: Hall) -> None:
    for day in (TUESDAY, MONDAY.replace(year=2035, month=12, day=3)):
        with pytest.raises(RosterRefused):
            copy_week(
                by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=day, source=day - WEEK
            )


# -- published ------------------------------------------------------------------------------------------------------
def test_an_open_window_needs_a_name(hall: Hall) -> None:
    hall.full_week()
    hall.plan(hall.cell("林二"))

    with pytest.raises(RosterRefused, match="周一上午 02 号窗口没有人"):
        hall.publish()
    week = publish_week(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY,
                        answers=everybody_answers(hall))  # fmt: skip

    gap = RosterGap.objects.get()
    assert (gap.window, gap.day, gap.responsible) == (hall.windows[1], MONDAY, hall.people["林三"])
    assert week.state == "published" and week.published_by == hall.supervisor


def test_a_place_below_its_least_number_needs_a_name_too(hall: Hall) -> None:
    hall.full_week()
    place = PostPlace.objects.create(
        post=hall.floats, venue=hall.windows[0].venue, minimum={"am": 1}, effective_on=LONG_AGO
    )

    publish_week(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY,
                 answers=everybody_answers(hall))  # fmt: skip

    assert {(gap.place, gap.window) for gap in RosterGap.objects.all()} == {(place, None)}
    assert RosterGap.objects.count() == 5


def test_an_empty_week_or_a_stale_look_is_not_published(hall: Hall) -> None:
    with pytest.raises(RosterRefused, match="没有排任何人"):
        hall.publish()
    hall.full_week()
    with pytest.raises(Stale):
        publish_week(
            by=hall.supervisor,
            at=timezone.now(),
            contract=hall.contract,
            monday=MONDAY,
            answers={},
            version=1,
        )
    hall.publish()
    with pytest.raises(RosterRefused, match="已经发布"):
        hall.publish()


def test_a_shift_that_became_wrong_bars_publishing(hall: Hall) -> None:
    hall.full_week()
    hall.leave("林一")

    with pytest.raises(RosterRefused, match="不合规.*林一 周一上午"):
        hall.publish()


def test_a_change_after_publishing_asks_why_and_is_logged(hall: Hall) -> None:
    published(hall)
    with pytest.raises(RosterRefused, match="写明调整原因"):
        hall.plan(hall.cell("林三", present=True))

    hall.plan(hall.cell("林三", present=True), why=Why("支援"))

    row = RosterChange.objects.get()
    assert (row.person, row.step, row.reason) == (hall.people["林三"], "added", "支援")
    assert (row.before, row.after, row.approved_by) == ("上午不排班", "上午 综合窗口", hall.supervisor)


def test_a_change_nobody_let_be_is_the_evidence_of_3_24(hall: Hall) -> None:
    published(hall)

    hall.plan(hall.cell("林一", window=2), hall.cell("林二", window=1), why=Why("自行换窗口", approved=False))

    rows = RosterChange.objects.order_by("pk")
    assert [row.approved_by for row in rows] == [None, None] and {row.step for row in rows} == {"moved"}


def test_a_published_window_is_not_left_without_a_name(hall: Hall) -> None:
    published(hall)
    with pytest.raises(NameNeeded, match="02 号窗口没有人"):
        hall.plan(hall.cell("林二"), why=Why("家中急事"))

    hall.plan(hall.cell("林二"), why=Why("家中急事", hall.people["林三"]))
    assert RosterGap.objects.get().responsible == hall.people["林三"]

    hall.plan(hall.cell("林三", window=2), why=Why("顶岗"))
    assert not RosterGap.objects.exists()


def test_a_training_below_the_minimum_needs_a_substitute(hall: Hall) -> None:
    published(hall)
    training = hall.cell("林二", training=True)
    with pytest.raises(RosterRefused, match="先找人顶岗"):
        hall.plan(training, why=Why("岗中培训", hall.people["林三"]))

    hall.plan(training, hall.cell("机动员", window=2), why=Why("岗中培训"))

    assert Shift.objects.get(person=hall.people["林二"], day=MONDAY, session=hall.am).kind == "training"


# -- whole weeks ----------------------------------------------------------------------------------------------------
def test_a_week_is_copied_and_what_cannot_be_is_told(hall: Hall) -> None:
    hall.full_week()
    hall.leave("林一", day=MONDAY + WEEK)

    done = copy_week(
        by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY + WEEK, source=MONDAY
    )

    assert len(done.cells) == 18 and len(done.refused) == 2 and "请假" in done.refused[0]
    again = copy_week(
        by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY + WEEK, source=MONDAY
    )
    assert not again.cells, "what stands there stays"


def test_nothing_is_copied_from_nothing_or_into_a_published_week(hall: Hall) -> None:
    with pytest.raises(NothingThere):
        copy_week(
            by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY, source=MONDAY - WEEK
        )
    published(hall)
    with pytest.raises(RosterRefused, match="已发布"):
        copy_week(
            by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY, source=MONDAY - WEEK
        )


def test_a_pattern_sets_its_sessions_and_clears_the_others(hall: Hall) -> None:
    hall.plan(hall.cell("林三", session=hall.pm, present=True))
    pattern = ShiftPattern.objects.create(
        contract=hall.contract, name="早班", grid={str(n): ["am"] for n in range(1, 6)}
    )

    apply_pattern(by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY, pattern=pattern,
                  people=[hall.people["林三"].pk])  # fmt: skip

    assert {row.session for row in Shift.objects.all()} == {hall.am} and Shift.objects.count() == 5


# -- what others ask ------------------------------------------------------------------------------------------------
def test_cover_after_a_leave_of_a_planned_week(hall: Hall) -> None:
    hall.full_week()
    person = hall.people["林二"]

    assert cover_after(hall.contract, person, MONDAY, MONDAY, to_half=1) == ["周一上午 02 号窗口没有人"]
    assert cover_after(hall.contract, person, MONDAY, MONDAY, substitute=hall.people["机动员"]) == []
    assert cover_after(hall.contract, hall.people["林三"], MONDAY, MONDAY) == []


def test_cover_after_a_leave_of_a_week_nobody_planned(hall: Hall) -> None:
    assert cover_after(hall.contract, hall.people["林二"], MONDAY, MONDAY + WEEK) == []
    hall.leave("林三", to_on=MONDAY + WEEK)

    told = cover_after(hall.contract, hall.people["林二"], MONDAY, TUESDAY)

    assert len(told) == 4 and told[0] == "周一上午 02 号窗口没有人"
