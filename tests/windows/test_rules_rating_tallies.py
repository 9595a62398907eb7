"""Figures of a day's ratings: what one rating adds, and how the counts come of the sums."""

from collections import Counter

import pytest

from windows.rules.rating_tallies import NAMES, counts_of, figures_of
from windows.rules.ratings import Counts


@pytest.mark.parametrize(
    ("level", "source", "excluded", "visits", "found"),
    [
        (5, "active", False, 2, {"active_5": 3, "rated": 2, "rated_actively": 2}),
        (1, "active", False, 0, {"active_1": 3, "rated": 0, "rated_actively": 0}),
        (4, "default", False, 3, {"default_4": 3, "rated": 3}),
        (1, "active", True, 2, {"excluded": 3, "excluded_visits": 2}),
    ],
)
def test_what_ratings_of_one_kind_add(
    level: int, source: str, excluded: bool, visits: int, found: dict[str, int]
) -> None:
    figures = figures_of(level=level, source=source, excluded=excluded, ratings=3, visits=visits)

    assert figures == found and set(figures) <= set(NAMES)


def test_counts_are_the_sums_of_days() -> None:
    days = [
        {"visits": 5, "rated": 2, "rated_actively": 1, "active_5": 1, "default_4": 1},
        {"visits": 3, "rated": 1, "rated_actively": 1, "active_1": 1},
        {"real_bad": 1, "called_back": 1, "bad_in_time": 1},
        {"excluded": 2, "excluded_visits": 1, "bad_pending": 4, "active_2": 0},
    ]  # fmt: skip
    sums: Counter[str] = Counter()
    for day in days:
        sums.update(day)

    assert counts_of(sums) == Counts(
        rateable=7, rated=3, rated_actively=2, active={5: 1, 1: 1}, default={4: 1}, excluded=2, bad_in_time=1,
        bad_pending=4, real_bad=1, called_back=1,
    )  # fmt: skip
    assert counts_of({}) == Counts()
