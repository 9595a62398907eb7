"""Figures of closed days' ratings: always what the rows say, whatever happens to a rating afterwards."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test.utils import CaptureQueriesContext

from contracts.models import Contract
from tests.windows.rating_oracle import Town, by_hand
from tests.windows.rating_people import Hall
from windows.actions import rating_tallies
from windows.actions.rating_rulings import rule_on_rating
from windows.actions.rating_tallies import count_rating_days, mark_rating_days
from windows.enums import RatingSource
from windows.jobs import ledgers
from windows.models import RatingDay, RatingDayMark, RatingTally
from windows.queries.ledger_filters import day_start
from windows.queries.rating_rows import BY
from windows.queries.rating_tallies import held_days, spans_of, uncounted_days
from windows.queries.ratings import Reach, counts_by, reach_of, reach_whole

FIRST, TODAY = date(2026, 2, 20), date(2026, 3, 18)
NOW = day_start(TODAY) + timedelta(hours=10)


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def on(day: date, hour: int = 10) -> datetime:
    return day_start(day) + timedelta(hours=hour)


def reaches(town: Town, today: date) -> dict[str, tuple[Reach, dict[str, Any]]]:
    """Who looks, and what their figures are made of."""
    one, contract = town.places[0], town.contract
    last = today + timedelta(days=10)
    return {
        "whole": (reach_whole(contract, FIRST, last, today), {}),
        "assessor": (reach_of(one.assessor, contract, FIRST, last, today), {}),
        "contractor": (reach_of(one.director, contract, FIRST, last, today), {"until": day_start(today)}),
        "liaison": (
            reach_of(one.liaison, contract, FIRST, last, today), {"department": one.item.department_id},
        ),
        "month end": (
            replace(reach_whole(contract, FIRST, date(2026, 2, 28), today), until=day_start(date(2026, 3, 1))),
            {"until": day_start(date(2026, 3, 1))},
        ),
    }  # fmt: skip


def check(town: Town, today: date) -> None:
    for name, (reach, narrowed) in reaches(town, today).items():
        for by in BY:
            rows = counts_by(replace(reach, whole=None), by)
            assert rows == by_hand(by, town.contract, reach.first, reach.last, today, **narrowed), (name, by)
            assert counts_by(reach, by) == rows, (name, by)


@pytest.mark.parametrize("seed", range(4))
def test_figures_are_those_of_the_rows_whatever_happens(contract: Contract, seed: int) -> None:
    town = Town.of(contract, seed)
    for _ in range(28):
        day = FIRST + timedelta(days=town.chance.randrange((TODAY - FIRST).days + 1))
        town.visit(day, on(day, 18))
        if town.chance.random() < 0.2:
            town.call(day, on(day, 18))
    check(town, TODAY)
    assert count_rating_days(at=NOW, contract=contract) > 20
    check(town, TODAY)

    for turn in range(24):
        town.happen(NOW)
        if turn % 4 == 0:
            town.visit(TODAY - timedelta(days=turn), NOW)
        if turn % 6 == 5:
            check(town, TODAY)

    assert count_rating_days(at=NOW, contract=contract) > 0
    assert not RatingDayMark.objects.exists()
    check(town, TODAY)
    tomorrow = TODAY + timedelta(days=1)
    check(town, tomorrow)
    count_rating_days(at=on(tomorrow), contract=contract)
    check(town, tomorrow)
    # terms run out by themselves, without anything happening to the rating
    check(town, TODAY + timedelta(days=60))


def test_closed_days_are_read_from_their_figures(hall: Hall) -> None:
    for day in (FIRST, TODAY):
        hall.rate(5, case=hall.case(at=on(day)), at=on(day, 11))
    count_rating_days(at=NOW, contract=hall.contract)
    reach = reach_whole(hall.contract, FIRST, TODAY, TODAY)

    RatingTally.objects.filter(day=FIRST).update(visits=3)

    for by in BY:
        assert sum(counts.rateable for counts in counts_by(reach, by).values()) == 4
    RatingDayMark.objects.create(contract=hall.contract, day=FIRST)
    assert sum(counts.rateable for counts in counts_by(reach, "window").values()) == 2


def test_only_days_that_closed_are_counted_and_each_once(hall: Hall) -> None:
    hall.rate(5, case=hall.case(at=on(TODAY - timedelta(days=3))), at=NOW)
    midnight = day_start(TODAY)

    assert count_rating_days(at=midnight + timedelta(minutes=2), contract=hall.contract) == 2
    assert count_rating_days(at=midnight + timedelta(minutes=6), contract=hall.contract) == 1
    assert count_rating_days(at=NOW, contract=hall.contract) == 0
    assert uncounted_days(hall.contract, TODAY + timedelta(days=1)) == [TODAY]


def test_what_touches_a_day_while_it_is_counted_leaves_it_marked(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = TODAY - timedelta(days=1)
    hall.rate(5, case=hall.case(at=on(yesterday)), at=on(yesterday, 11))
    mark_rating_days(contract=hall.contract, days=[yesterday, TODAY], today=TODAY)
    count = rating_tallies.sums_by_day

    def counting(*arguments: Any) -> Any:
        if arguments[2] == "window":
            mark_rating_days(contract=hall.contract, days=[yesterday], today=TODAY)
        return count(*arguments)

    monkeypatch.setattr(rating_tallies, "sums_by_day", counting)
    count_rating_days(at=NOW, contract=hall.contract)

    assert held_days(hall.contract, FIRST, TODAY, TODAY) == set()
    assert uncounted_days(hall.contract, TODAY) == [yesterday]


def test_an_appeal_that_is_overturned_much_later_counts_its_day_again(hall: Hall) -> None:
    rating = hall.rate(1, case=hall.case(at=on(FIRST)), at=on(FIRST, 12))
    count_rating_days(at=NOW, contract=hall.contract)
    reach = reach_whole(hall.contract, FIRST, TODAY, TODAY)
    counted = []
    for outcome, seen in (("exclude", "valid"), ("restore", "excluded")):
        rule_on_rating(
            by=hall.assessor, at=NOW, rating=rating, outcome=outcome, reason="复核", seen=seen, key=outcome
        )
        assert uncounted_days(hall.contract, TODAY) == [FIRST]
        count_rating_days(at=NOW, contract=hall.contract)
        counted.append(counts_by(reach, "month")[date(2026, 2, 1)])

    assert [(each.excluded, each.rateable, each.of({1})) for each in counted] == [(1, 0, 0), (0, 1, 1)]


def test_a_rating_of_today_for_an_older_day_stays_hidden_from_the_contractor(hall: Hall) -> None:
    yesterday = TODAY - timedelta(days=1)
    cases = [hall.case(at=on(yesterday, hour)) for hour in (9, 10)]
    hall.rate(5, case=cases[0], at=on(yesterday, 12))
    hall.rate(1, case=cases[1], at=NOW)
    count_rating_days(at=NOW, contract=hall.contract)

    def valid(user: Any) -> int:
        counts = counts_by(reach_of(user, hall.contract, FIRST, TODAY, TODAY), "window")
        return sum(each.valid for each in counts.values())

    assert (valid(hall.assessor), valid(hall.director)) == (2, 1)


def test_a_silence_that_gave_way_counts_its_own_day_again(hall: Hall) -> None:
    case = hall.case(at=on(FIRST))
    hall.rate(5, case=case, at=on(FIRST, 12), source=RatingSource.DEFAULT, channel="platform")
    count_rating_days(at=NOW, contract=hall.contract)

    hall.rate(4, case=case, at=NOW)

    assert uncounted_days(hall.contract, TODAY) == [FIRST]


def test_the_nightly_job_counts_contracts_that_have_ratings_only(
    hall: Hall, other_contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    Town.of(other_contract, 1).call(TODAY - timedelta(days=1), NOW)
    monkeypatch.setattr(ledgers.timezone, "now", lambda: NOW)

    ledgers.count_days()

    assert list(RatingDay.objects.values_list("contract", "day")) == [
        (other_contract.pk, TODAY - timedelta(days=1))
    ]


def test_figures_take_the_same_queries_however_many_days_there_are(
    hall: Hall, queries: CaptureQueriesContext
) -> None:
    for back in (1, 2, 3, 8, 20):
        day = TODAY - timedelta(days=back)
        hall.rate(1, case=hall.case(at=on(day)), at=on(day, 11))
    count_rating_days(at=NOW, contract=hall.contract)
    RatingDayMark.objects.create(contract=hall.contract, day=TODAY - timedelta(days=2))
    RatingDayMark.objects.create(contract=hall.contract, day=TODAY - timedelta(days=8))

    with queries:
        counts_by(reach_whole(hall.contract, FIRST, TODAY, TODAY), "window")

    assert len(queries) <= 6


def test_days_that_follow_each_other_are_one_span() -> None:
    days = [date(2026, 2, 27), date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 4)]

    assert spans_of(days) == [(days[0], days[2]), (days[3], days[3])]


@pytest.mark.parametrize("columns", [{"dimension": "item", "key": 1}, {"dimension": "all", "key": 1}])
def test_the_database_keeps_to_what_is_counted(contract: Contract, columns: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RatingTally.objects.create(contract=contract, day=TODAY, **columns)


def test_a_day_is_counted_once(contract: Contract) -> None:
    for _ in range(2):
        RatingDay.objects.get_or_create(contract=contract, day=TODAY, defaults={"counted_at": NOW})

    with pytest.raises(IntegrityError), transaction.atomic():
        RatingDay.objects.create(contract=contract, day=TODAY, counted_at=NOW)
