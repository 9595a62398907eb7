"""Counting days: every event on its own day, late events count the day again, sums over months, live today."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item, make_session
from windows.actions.moves import move_case
from windows.actions.tallies import count_closed_days, count_day, mark_days
from windows.enums import CaseState, ItemKind, TallyDimension, TallySpan
from windows.models import Case, CaseEvent, Tally, TallyDay
from windows.queries.ledger_filters import day_start
from windows.queries.tallies import (
    figures_between,
    figures_by_time,
    figures_of_day,
    figures_of_days,
    live_days,
    received_total,
    uncounted,
)
from windows.rules.tallies import NAMES, Figures, total

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 18)
WHOLE = TallyDimension.ALL


def at(day: date, hour: int = 10) -> datetime:
    return day_start(day) + timedelta(hours=hour)


def case(contract: Contract, state: str, on: date, **days: Any) -> Case:
    """A case whose events lie on the days named; its other columns as the factory makes them."""
    times = {name: at(day) for name, day in days.items() if name.endswith("_at")}
    rest = {name: value for name, value in days.items() if not name.endswith("_at")}
    return make_case(contract, state, at=at(on), **times, **rest)


@pytest.fixture
def lived(contract: Contract) -> Contract:
    """One case of each fate, spread over three days."""
    monday, tuesday, wednesday = date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 11)
    make_session(contract)
    spot = make_item(contract, kind=ItemKind.ON_SPOT)
    special = make_item(contract, special_steps=[{"name": "现场核查", "days": 5}])
    plain = make_item(contract)
    case(
        contract,
        "issued",
        monday,
        item=spot,
        accepted_at=monday,
        decided_at=monday,
        issued_at=monday,
        due_on=monday,
    )
    case(contract, "issued", monday, item=plain, accepted_at=monday, decided_at=tuesday, issued_at=wednesday,
         due_on=wednesday, delivery="post")  # fmt: skip
    case(contract, "decided", monday, item=special, accepted_at=tuesday, decided_at=wednesday, due_on=tuesday,
         late_days=1, concluded_as="denied")  # fmt: skip
    case(contract, "not_accepted", tuesday, item=plain, closed_at=tuesday)
    case(contract, "withdrawn", tuesday, item=plain, closed_at=wednesday, refusal_kind="")
    case(contract, "void", wednesday, item=plain, closed_at=wednesday, refusal_kind="")
    told = case(contract, "correcting", wednesday, item=plain)
    CaseEvent.objects.create(
        case=told,
        contract=contract,
        at=at(wednesday, 11),
        action="tell_once",
        from_state="registered",
        to_state="correcting",
    )
    return contract


def day_total(contract: Contract, day: date) -> Figures:
    return total(figures_of_day(contract, day, [WHOLE])[WHOLE].get(0, {}).values())


def test_every_event_counts_on_its_own_day(lived: Contract) -> None:
    monday = day_total(lived, date(2026, 3, 9))
    tuesday = day_total(lived, date(2026, 3, 10))
    wednesday = day_total(lived, date(2026, 3, 11))

    assert monday == Figures(received=3, accepted=2, decided=1, on_time=1, issued_counter=1)
    assert tuesday == Figures(received=2, accepted=1, decided=1, early=1, refused=1)
    assert wednesday == Figures(
        received=2, decided=1, denied=1, late=1, issued_post=1, withdrawn=1, voided=1, told=1
    )


def test_many_days_at_once_are_counted_as_each_by_itself(lived: Contract) -> None:
    first, last = date(2026, 3, 1), date(2026, 3, 31)

    many = figures_of_days(lived, first, last, TallyDimension.values)

    single = {
        day: found
        for day in (first + timedelta(days=step) for step in range(31))
        if any((found := figures_of_day(lived, day, TallyDimension.values)).values())
    }
    assert many == single and len(single) == 3


def test_kinds_are_told_apart(lived: Contract) -> None:
    kinds = figures_of_day(lived, date(2026, 3, 9), [WHOLE])[WHOLE][0]

    assert {kind: figures.received for kind, figures in kinds.items()} == {
        "on_spot": 1,
        "promised": 1,
        "special": 1,
    }


def test_a_day_begins_and_ends_at_midnight_of_the_hall(contract: Contract) -> None:
    day = date(2026, 3, 9)
    make_case(contract, at=day_start(day))
    make_case(contract, at=day_start(day) - timedelta(seconds=1))
    make_case(contract, at=day_start(day + timedelta(days=1)) - timedelta(seconds=1))

    assert day_total(contract, day).received == 2


def test_closed_days_are_counted_once_and_months_add_up(lived: Contract) -> None:
    counted = count_closed_days(at=at(TODAY), contract=lived, today=TODAY)

    assert counted == 9  # from the first case to yesterday, weekends and empty days among them
    assert count_closed_days(at=at(TODAY), contract=lived, today=TODAY) == 0
    assert uncounted(lived, None, TODAY, TODAY).hold
    month = Tally.objects.filter(span=TallySpan.MONTH, dimension=WHOLE)
    assert sum(row.received for row in month) == 7
    assert {row.starts_on for row in month} == {date(2026, 3, 1)}


@pytest.mark.parametrize("dimension", TallyDimension.values)
def test_every_dimension_adds_up_to_the_whole(lived: Contract, dimension: str) -> None:
    count_closed_days(at=at(TODAY), contract=lived, today=TODAY)

    kept = figures_between(lived, date(2026, 3, 1), TODAY, dimension, live={})
    whole = total(figures for kinds in kept.values() for figures in kinds.values())

    assert whole == total(day_total(lived, date(2026, 3, day)) for day in (9, 10, 11))


def test_a_late_event_has_its_day_counted_again(lived: Contract) -> None:
    count_closed_days(at=at(TODAY), contract=lived, today=TODAY)
    late = date(2026, 3, 10)
    make_case(lived, at=at(late))
    mark_days(contract=lived, days=[late, TODAY], today=TODAY)

    assert uncounted(lived, None, TODAY, TODAY).stale == [late]
    assert count_closed_days(at=at(TODAY), contract=lived, today=TODAY) == 1
    assert figures_by_time(lived, late, late, WHOLE, live={})[late].received == 3
    assert sum(row.received for row in Tally.objects.filter(span="month", dimension=WHOLE)) == 8


def test_a_step_that_takes_an_old_event_back_marks_its_day(lived: Contract) -> None:
    count_closed_days(at=at(TODAY), contract=lived, today=TODAY)
    issued = Case.objects.filter(delivery="post").get()

    move_case(
        by=None,
        at=at(TODAY),
        case=issued,
        to=CaseState.READY,
        action="reopen",
        issued_at=None,
        ready_at=at(TODAY),
    )

    assert uncounted(lived, None, TODAY, TODAY).stale == [date(2026, 3, 11)]


def test_a_late_decision_keeps_by_how_many_days(contract: Contract) -> None:
    friday = date(2026, 3, 13)
    waiting = case(contract, "transferred", date(2026, 3, 2), due_on=friday)

    decided = move_case(
        by=None, at=at(TODAY), case=waiting, to=CaseState.DECIDED, action="grant", decided_at=at(TODAY),
        concluded_as="granted",
    )  # fmt: skip

    assert Case.objects.get(pk=decided.pk).late_days == 3


def test_days_nobody_counted_are_counted_from_the_cases(lived: Contract) -> None:
    today = date(2026, 3, 12)
    days = uncounted(lived, None, today, today)
    live = live_days(lived, days, [WHOLE], today)

    assert days.missing == [date(2026, 3, day) for day in (9, 10, 11)]
    kept = figures_between(lived, date(2026, 3, 1), today, WHOLE, live=live)
    assert total(kept[0].values()).received == 7


def test_counting_the_same_day_again_changes_nothing(lived: Contract) -> None:
    day = date(2026, 3, 10)
    count_day(at=at(TODAY), contract=lived, day=day)
    before = list(
        Tally.objects.order_by("dimension", "key", "kind", "span").values_list("dimension", "key", *NAMES)
    )

    count_day(at=at(TODAY), contract=lived, day=day)

    after = list(
        Tally.objects.order_by("dimension", "key", "kind", "span").values_list("dimension", "key", *NAMES)
    )
    assert after == before
    assert TallyDay.objects.get(day=day).is_dirty is False


def test_total_received_is_exact_where_the_days_hold(lived: Contract) -> None:
    reader = member(Role.SUPERVISOR, lived)
    make_case(lived, at=at(TODAY))

    def asked(**conditions: Any) -> int | None:
        return received_total(reader, lived, None, None, conditions, TODAY)

    assert asked() is None
    count_closed_days(at=at(TODAY), contract=lived, today=TODAY)
    item = Case.objects.filter(kind="on_spot").get().item
    assert asked() == Case.objects.filter(contract=lived).count() == 8
    assert asked(kind="on_spot") == 1 and asked(item=item) == 1 and asked(item=item, kind="promised") == 0
    assert asked(state="issued") is None
    assert received_total(reader, lived, date(2026, 3, 10), date(2026, 3, 11), {}, TODAY) == 4
    mark_days(contract=lived, days=[date(2026, 3, 10)], today=TODAY)
    assert asked() is None


def test_total_received_of_a_liaison_is_their_departments(lived: Contract) -> None:
    ours = Case.objects.filter(kind="on_spot").get()
    liaison = member(Role.LIAISON, lived, department=ours.department)
    count_closed_days(at=at(TODAY), contract=lived, today=TODAY)

    assert received_total(liaison, lived, None, None, {}, TODAY) == 1
    assert received_total(liaison, lived, None, None, {"item": ours.item}, TODAY) is None


def test_nothing_is_counted_before_the_first_case(contract: Contract) -> None:
    assert count_closed_days(at=timezone.now(), contract=contract, today=TODAY) == 0
    assert uncounted(contract, None, TODAY, TODAY).hold
