"""Indicators counted from rows, what the contractor's people see of them, windows without ratings."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_session
from tests.windows.rating_people import ALL_THE_WAY, PHONE, Hall
from windows.actions.rating_rulings import rule_on_rating
from windows.enums import CaseState, RatingChannel, RatingSource
from windows.queries.ratings import (
    counts_by,
    good_levels,
    indicator_table,
    reach_whole,
    windows_without_ratings,
)
from windows.rules.ratings import Counts, Rate


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def today() -> date:
    return timezone.localdate()


def month() -> date:
    return today().replace(day=1)


def counts(hall: Hall, by: str = "window") -> dict[object, Counts]:
    return counts_by(reach_whole(hall.contract, month(), today(), today()), by)


def morning(hall: Hall, **values: object) -> object:
    """A case of this month's first moments, so that no test depends on the hour it runs at."""
    return hall.case(at=timezone.make_aware(datetime.combine(month(), time(0, 1))), **values)


def test_what_is_counted(hall: Hall) -> None:
    for level in (5, 4, 3):
        hall.rate(level, case=morning(hall))
    hall.rate(5, case=morning(hall), source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)
    hall.go(hall.bad(case=morning(hall)), *ALL_THE_WAY)
    hall.bad(case=morning(hall), real_name=False)
    morning(hall)
    morning(hall, state=CaseState.VOID)

    found = counts(hall)[hall.session.window_id]

    assert (found.rateable, found.rated, found.rated_actively) == (7, 6, 5)
    assert dict(found.active) == {5: 1, 4: 1, 3: 1, 1: 2} and dict(found.default) == {5: 1}
    assert (found.bad_in_time, found.bad_pending, found.real_bad, found.called_back) == (1, 1, 1, 1)
    for by, key in (("clerk", hall.clerk.pk), ("department", hall.item.department_id), ("month", month())):
        assert counts(hall, by) == {key: found}


def test_an_excluded_rating_takes_its_visit_out(hall: Hall) -> None:
    hall.rate(5, case=morning(hall))
    bad = hall.bad(case=morning(hall)).rating
    rule_on_rating(
        by=hall.assessor,
        at=timezone.now(),
        rating=bad,
        outcome="exclude",
        reason="恶意评价",
        seen="valid",
        key="a-key-1",
    )

    found = counts(hall)[hall.session.window_id]

    assert (found.rateable, found.rated, found.excluded, found.valid) == (1, 1, 1, 1)
    assert found.bad_in_time == found.real_bad == 0


def test_a_default_that_gave_way_is_not_counted_twice(hall: Hall) -> None:
    case = morning(hall)
    hall.rate(5, case=case, source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)
    hall.rate(4, case=case)

    found = counts(hall)[hall.session.window_id]
    assert (found.rateable, found.rated, dict(found.active), dict(found.default)) == (1, 1, {4: 1}, {})


def test_the_contractor_sees_no_small_figures_and_none_of_today(hall: Hall) -> None:
    before = timezone.make_aware(datetime.combine(today() - timedelta(days=1), time(12)))
    small = replace(hall, session=make_session(hall.contract))
    for where, times in ((hall, 6), (small, 2)):
        for _ in range(times):
            where.rate(5, case=where.case(at=before - timedelta(hours=3)), at=before)
    hall.rate(1, case=hall.case(at=before - timedelta(hours=3)))

    def table(user: object) -> dict[object, tuple[int, bool]]:
        made = indicator_table(
            user, hall.contract, "window", timezone.localdate(before).replace(day=1), today()
        )
        return {line.key: (line.counts.valid, line.shown) for line in [*made.lines, made.total]}

    window, other = hall.session.window_id, small.session.window_id
    assert table(hall.assessor) == {window: (7, True), other: (2, True), None: (9, True)}
    # the two of the small window alone would follow from the total: both rows are hidden
    assert (
        table(hall.clerk) == table(hall.director) == {window: (0, False), other: (0, False), None: (8, True)}
    )


def test_a_liaison_counts_the_department_only(hall: Hall) -> None:
    stranger = Hall.of(hall.contract)
    hall.rate(5, case=morning(hall))
    stranger.rate(5, case=morning(stranger))

    assert indicator_table(hall.liaison, hall.contract, "window", month(), today()).total.counts.valid == 1
    assert indicator_table(hall.assessor, hall.contract, "window", month(), today()).total.counts.valid == 2


def test_months_and_the_same_number_of_queries(hall: Hall, queries: CaptureQueriesContext) -> None:
    for _ in range(3):
        other = replace(hall, session=make_session(hall.contract))
        other.rate(5, case=morning(other))
    with queries:
        table = indicator_table(hall.assessor, hall.contract, "window", month(), today())
    assert len(table.lines) == 3 and len(queries) <= 8

    trend = indicator_table(hall.assessor, hall.contract, "month", month(), today())
    assert [line.label for line in trend.lines] == [f"{month():%Y-%m}"]
    assert trend.total.figures.rated == Rate(3, 3)


def test_windows_without_ratings(hall: Hall, other_contract: Contract) -> None:
    quiet, idle = replace(hall, session=make_session(hall.contract)), make_session(hall.contract)
    hall.rate(5, case=morning(hall))
    morning(quiet)
    quiet.rate(5, case=morning(quiet), source=RatingSource.DEFAULT, channel=RatingChannel.PLATFORM)
    Hall.of(other_contract).case()

    found = windows_without_ratings(hall.contract, today())

    assert [(each.window, each.cases, each.default) for each in found] == [(quiet.session.window, 2, 1)]
    assert found[0].clerks == (hall.session.clerk.name,) or found[0].clerks == (quiet.session.clerk.name,)
    assert idle.window not in [each.window for each in found]
    hall.rate(4, case=morning(quiet), contact=PHONE)
    assert windows_without_ratings(hall.contract, today()) == []


@pytest.mark.parametrize(
    ("value", "levels"), [("5,4", {5, 4}), ("", {5, 4, 3}), (None, {5, 4, 3}), ("很好", {5, 4, 3})]
)
def test_good_levels_come_from_the_contract(contract: Contract, value: str | None, levels: set[int]) -> None:
    contract.profile = {"limits": {"good_levels": {"value": value}}}

    assert good_levels(contract) == levels
