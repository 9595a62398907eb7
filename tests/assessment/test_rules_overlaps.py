from datetime import date

import pytest

from assessment.rules.overlaps import Doubling, Fact, doublings
from tests.assessment.rule_samples import haikou

HAIKOU = haikou()
NINTH, TENTH = date(2023, 3, 9), date(2023, 3, 10)
PAIRS = [
    ("3.1", "3.29"),
    ("3.2", "3.29"),
    ("3.3", "3.31"),
    ("3.4", "3.31"),
    ("3.27", "4.1"),
    ("3.8", "3.50"),
    ("3.8", "7.15"),
    ("3.50", "7.15"),
    ("3.10", "3.17"),
    ("3.12", "3.15"),
    ("3.12", "3.43"),
    ("3.15", "3.43"),
    ("3.6", "3.47"),
]


def fact(entry: int, code: str, on: date | None = NINTH, subject: str = "窗口 05", reason: str = "") -> Fact:
    return Fact(entry, code, on, subject, reason)


@pytest.mark.parametrize(("one", "other"), PAIRS, ids=[f"rules.md-2:{a}/{b}" for a, b in PAIRS])
def test_doublings_name_each_overlapping_pair_of_the_tender(one: str, other: str) -> None:
    found = doublings(HAIKOU, [fact(1, one), fact(2, other)])

    assert [(each.first, each.second) for each in found] == [(1, 2)]
    assert found[0].note


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        pytest.param(fact(1, "3.10"), fact(2, "3.17"), True, id="same day and place"),
        pytest.param(fact(1, "3.10"), fact(2, "3.17", on=TENTH), False, id="another day"),
        pytest.param(fact(1, "3.10"), fact(2, "3.17", subject="窗口 06"), False, id="another place"),
        pytest.param(fact(1, "3.10"), fact(2, "3.17", on=None), True, id="a missing day tells nothing apart"),
        pytest.param(fact(1, "3.10"), fact(2, "3.17", subject=""), True, id="a missing place neither"),
        pytest.param(
            fact(1, "3.10", subject="Li  Ting"),
            fact(2, "3.17", subject=" li ting"),
            True,
            id="blanks and case",
        ),
        pytest.param(fact(1, "3.10"), fact(2, "3.10"), False, id="one criterion twice is two facts"),
        pytest.param(fact(1, "3.10"), fact(2, "3.26"), False, id="criteria that do not overlap"),
        pytest.param(fact(1, "3.10", reason="两人"), fact(2, "3.17"), False, id="reason on the first"),
        pytest.param(fact(1, "3.10"), fact(2, "3.17", reason="两人"), False, id="reason on the second"),
    ],
)
def test_doublings_tell_facts_apart(first: Fact, second: Fact, same: bool) -> None:
    assert bool(doublings(HAIKOU, [first, second])) is same


def test_doublings_of_three_entries_are_told_pair_by_pair_and_once() -> None:
    found = doublings(HAIKOU, [fact(1, "3.12"), fact(2, "3.15"), fact(3, "3.43"), fact(4, "3.12", on=TENTH)])

    assert [(each.first, each.second) for each in found] == [(1, 2), (1, 3), (2, 3)]
    assert len(set(found)) == len(found)


def test_a_criterion_alone_in_its_overlap_doubles_nothing() -> None:
    assert HAIKOU.overlapping("1.10"), "the note beside 1.10 is kept"
    assert doublings(HAIKOU, [fact(1, "1.10"), fact(2, "1.10")]) == ()


def test_nothing_recorded_doubles_nothing() -> None:
    assert doublings(HAIKOU, []) == ()
    assert Doubling(1, 2, "") != Doubling(2, 1, "")
