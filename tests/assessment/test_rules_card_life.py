"""The card's life as pure rules: the table of transitions, who signs, when a window closes, what an objection needs."""

from datetime import date
from itertools import product

import pytest

from assessment.enums import CardState, Effect, Ruling, SignatureStep
from assessment.rules.card_life import TRANSITIONS, may_close, may_sign, transition, window_open
from assessment.rules.comparison import Change, compare
from assessment.rules.objections import (
    REFUSALS,
    correction_waits_for,
    needs_correction,
    refusal,
    ruling_problem,
)
from assessment.rules.scoring import score_card
from tests.factories.assessment import RUBRIC

LAST = date(2023, 4, 14)
LISTED = {
    ("assess", "draft"): ("assessed", "scorecard.edit"),
    ("review", "assessed"): ("reviewed", "scorecard.review"),
    ("approve", "reviewed"): ("approved", "scorecard.approve"),
    ("return", "assessed"): ("draft", "scorecard.review"),
    ("return", "reviewed"): ("assessed", "scorecard.approve"),
    ("close", "approved"): ("closed", "scorecard.approve"),
}


@pytest.mark.parametrize(
    ("name", "source"), list(product(sorted({name for name, _ in LISTED}), CardState.values))
)
def test_only_listed_transitions_exist(name: str, source: str) -> None:
    found = transition(name, source)

    assert (found and (found.target, found.permission)) == LISTED.get((name, source))


def test_each_signature_asks_for_the_password_and_each_return_clears_one() -> None:
    signing = [each for each in TRANSITIONS if each.signs]

    assert [each.signs for each in signing] == SignatureStep.values
    assert all(each.step_up for each in signing)
    assert {each.clears for each in TRANSITIONS if each.name == "return"} == {"assess", "review"}


def test_nobody_signs_twice() -> None:
    assert may_sign(3, {1, 2})
    assert not may_sign(2, {1, 2})


@pytest.mark.parametrize(
    ("day", "open_still"),
    [(date(2023, 4, 13), True), (LAST, True), (date(2023, 4, 15), False)],
    ids=["before", "last day", "after"],
)
def test_the_window_includes_its_last_day(day: date, open_still: bool) -> None:
    assert window_open(day, LAST) is open_still


@pytest.mark.parametrize(
    ("day", "waiting", "corrected", "closes"),
    [
        (LAST, 0, False, False),
        (date(2023, 4, 15), 0, False, True),
        (date(2023, 4, 15), 1, False, False),
        (LAST, 0, True, True),
        (LAST, 1, True, False),
    ],
    ids=["window open", "over", "objection waits", "corrected", "corrected but one waits"],
)
def test_closing_waits_for_window_and_rulings(day: date, waiting: int, corrected: bool, closes: bool) -> None:
    assert may_close(day, LAST, waiting, corrected) is closes


FINE = {
    "today": LAST, "state": "approved", "objection_until": LAST, "effect": Effect.DEDUCTION,
    "withdrawn": False, "objected": False, "changed": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({}, ""),
        ({"effect": Effect.DEMERIT}, ""),
        ({"state": "reviewed"}, "state"),
        ({"state": "closed"}, "state"),
        ({"objection_until": None}, "state"),
        ({"today": date(2023, 4, 15)}, "closed"),
        ({"withdrawn": True}, "withdrawn"),
        ({"effect": Effect.BONUS}, "bonus"),
        ({"objected": True}, "again"),
        ({"changed": False}, "unchanged"),
    ],
)
def test_an_entry_may_be_objected_to_or_the_reason_is_named(changes: dict[str, object], key: str) -> None:
    assert refusal(**{**FINE, **changes}) == key  # type: ignore[arg-type]
    assert key in ("", *REFUSALS)


@pytest.mark.parametrize(
    ("ruling", "count", "problem"),
    [
        ("upheld", None, ""), ("rejected", None, ""), ("partly", 1, ""), ("partly", 2, ""),
        ("partly", None, "count"), ("partly", 0, "range"), ("partly", 3, "range"), ("partly", 4, "range"),
        ("upheld", 1, "surplus"), ("rejected", 1, "surplus"), ("", None, "unknown"), ("maybe", None, "unknown"),
    ],
)  # fmt: skip
def test_a_ruling_on_three_counts(ruling: str, count: int | None, problem: str) -> None:
    assert ruling_problem(ruling, 3, count) == problem


def test_a_rejection_needs_no_correction() -> None:
    assert [needs_correction(ruling) for ruling in (Ruling.UPHELD, Ruling.PARTLY, Ruling.REJECTED)] == [
        True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "waiting", "reason"),
    [
        (LAST, 1, "rulings"),
        (date(2023, 4, 15), 1, "rulings"),
        (LAST, 0, "window"),
        (date(2023, 4, 15), 0, ""),
    ],
)
def test_a_correction_waits_for_rulings_then_for_the_window(day: date, waiting: int, reason: str) -> None:
    assert correction_waits_for(day, LAST, waiting) == reason


def test_comparing_names_what_moved() -> None:
    from assessment.rules import Entry

    codes = [each.code for each in RUBRIC.criteria]
    before = score_card(RUBRIC, [Entry("3.10", count=3), Entry("3.26")], {})
    after = score_card(RUBRIC, [Entry("3.10", count=1), Entry("3.26")], {})

    found = compare(codes, before, after)

    assert [(line.code, line.differs) for line in found.lines] == [("3.10", True), ("3.26", False)]
    assert (found.lines[0].count_before, found.lines[0].count_after) == (3, 1)
    assert [group.code for group in found.groups if group.differs] == ["3a"] or found.total.moved > 0
    assert found.total == Change("", before.total, after.total)
    assert found.total.moved == sum(group.moved for group in found.groups)
