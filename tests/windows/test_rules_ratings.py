"""The rules of ratings: codes, indicators, the score, what few ratings would tell, flags, the life of a follow-up."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from windows.rules.rating_codes import BY_CODE, LEVELS, REASONS, is_bad, reasons_of, strangers, wordings
from windows.rules.rating_flags import Facts, compared_text, flags_of
from windows.rules.rating_life import STEPS, TRANSITIONS, Deadlines, due_next, steps_open, waiting_for
from windows.rules.ratings import Counts, Rate, hidden_keys, indicators, read_levels, score, summed

NOON = datetime(2026, 3, 6, 12, tzinfo=UTC)
some = st.dictionaries(st.sampled_from(LEVELS), st.integers(0, 50))


# -- codes ----------------------------------------------------------------------------------------------------------
def test_forty_national_codes_in_both_languages() -> None:
    assert len(REASONS) == len(BY_CODE) == 40
    assert [len(reasons_of(level)) for level in LEVELS] == [8] * 5
    assert all(reason.chinese and reason.english.isascii() for reason in REASONS)
    assert wordings(["517", "x"], "en-gb") == ["Friendly and efficient service", "x"]
    assert wordings(["214"], "zh-hans") == ["服务态度生硬"]
    assert strangers(["517", "413", "9"], 5) == ["413", "9"]
    assert [level for level in LEVELS if is_bad(level)] == [2, 1]


# -- the score ------------------------------------------------------------------------------------------------------
@given(some, st.integers(0, 50), st.sampled_from(LEVELS), st.sampled_from(LEVELS))
def test_a_better_rating_never_scores_less(
    given_: dict[int, int], unrated: int, one: int, other: int
) -> None:
    better, worse = max(one, other), min(one, other)

    assert plus(given_, better, unrated) >= plus(given_, worse, unrated)


@given(some, st.integers(0, 50), st.sampled_from(LEVELS))
def test_no_rating_scores_less_than_a_missing_one(given_: dict[int, int], unrated: int, level: int) -> None:
    missing = score(given_, unrated=unrated + 1)

    assert missing is not None
    assert plus(given_, level, unrated) >= missing


@given(some, st.integers(0, 50), st.sampled_from(LEVELS))
def test_leaving_an_excluded_visit_out_is_between_the_best_and_the_worst(
    given_: dict[int, int], unrated: int, level: int
) -> None:
    without = score(given_, unrated=unrated)

    if without is not None:
        assert plus(given_, 1, unrated) <= without <= plus(given_, 5, unrated)


def plus(counts: dict[int, int], level: int, unrated: int) -> Fraction:
    found = score({**counts, level: counts.get(level, 0) + 1}, unrated=unrated)
    assert found is not None
    return found


def test_scores_by_hand() -> None:
    assert score({5: 1}, unrated=0) == 100
    assert score({5: 1, 4: 1, 3: 1, 2: 1, 1: 1}, unrated=0) == Fraction(265, 5)
    assert score({5: 1}, unrated=3) == 25
    assert score({}, unrated=0) is None


# -- indicators -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("source", ["facts.md § 1.11"])
def test_indicators_by_hand(source: str) -> None:
    counts = Counts(
        rateable=20, rated=12, rated_actively=9, active={5: 4, 4: 2, 3: 1, 2: 1, 1: 1}, default={5: 3}, bad_in_time=1,
        real_bad=2, called_back=1,
    )  # fmt: skip

    found = indicators(counts)

    assert found.rated == Rate(12, 20) and found.rated_actively == Rate(9, 20)
    assert found.good == Rate(10, 12) and found.good_actively == Rate(7, 9)
    assert found.bad == Rate(2, 12)
    assert found.rectified == Rate(1, 2) and found.called_back == Rate(1, 2)
    assert found.good.value == Fraction(5, 6) and Rate(0, 0).value is None


def test_the_numerator_set_is_a_setting() -> None:
    counts = Counts(active={5: 1, 4: 1, 3: 2})

    assert indicators(counts, read_levels("5、4")).good == Rate(2, 4)
    for text in ("", "6", "五"):
        with pytest.raises(ValueError):
            read_levels(text)


@given(
    st.lists(
        st.builds(Counts, rateable=st.integers(0, 9), active=some, default=some, excluded=st.integers(0, 9)),
        max_size=5,
    )
)
def test_the_sum_is_the_sum_of_all(many: list[Counts]) -> None:
    whole = summed(many)

    assert whole.valid == sum(each.valid for each in many)
    assert (whole.rateable, whole.excluded) == (sum(e.rateable for e in many), sum(e.excluded for e in many))


# -- what few ratings would tell ------------------------------------------------------------------------------------
@given(st.dictionaries(st.integers(0, 9), st.integers(0, 30)))
def test_no_small_row_is_shown_or_can_be_subtracted(sizes: dict[int, int]) -> None:
    hidden = hidden_keys(sizes)
    shown = [size for key, size in sizes.items() if key not in hidden]

    assert all(size == 0 or size >= 5 for size in shown)
    left = sum(sizes[key] for key in hidden)
    assert left == 0 or left >= 5 or not any(shown)


# -- flags ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, {}),
        ({"claimed_at": NOON - timedelta(hours=2)}, {"before_case": 1}),
        ({"steps": (NOON - timedelta(seconds=29),)}, {"too_soon": 29}),
        ({"steps": (NOON - timedelta(seconds=30),)}, {}),
        ({"steps": (NOON + timedelta(seconds=9),)}, {}),
        ({"by_device": 3}, {"same_device": 3}),
        ({"by_device": 2, "by_address": 7, "by_text": 2}, {}),
        ({"by_address": 8, "by_text": 3}, {"same_address": 8, "same_text": 3}),
        ({"from_workstation": True}, {"workstation": 1}),
    ],
)
def test_flags(facts: dict[str, object], found: dict[str, int]) -> None:
    usual = {"claimed_at": NOON, "recorded_at": NOON, "began_at": NOON - timedelta(hours=1)}

    assert flags_of(Facts(**{**usual, **facts})) == found  # type: ignore[arg-type]


def test_texts_are_compared_without_their_dress() -> None:
    assert compared_text("服务 态度，ＧＯＯＤ！") == compared_text("服务态度good")
    assert compared_text("很好。") == ""


# -- the life of a follow-up ----------------------------------------------------------------------------------------
def test_every_step_is_a_transition() -> None:
    for step in STEPS:
        assert all(step.to in TRANSITIONS[origin] for origin in step.origins), step


@pytest.mark.parametrize("real_name", [True, False])
def test_the_usual_way_ends(real_name: bool) -> None:
    state, taken = "opened", []
    while step := next(
        iter(steps_open(state, real_name=real_name, side="government", is_assessor=True)), None
    ):
        taken.append(step.name)
        state = step.to

    assert state == "closed"
    assert ("contact" in taken) == ("call_back" in taken) == real_name
    assert waiting_for("closed", real_name=real_name) == ""


def test_deadlines() -> None:
    due, today = date(2026, 3, 9), date(2026, 3, 10)
    fresh = Deadlines(due, date(2026, 3, 27), None, None, "opened")

    assert fresh.contact_late(today) and not fresh.contact_late(due) and not fresh.rectify_late(today)
    assert due_next(fresh, "opened") == due and due_next(fresh, "rectifying") == date(2026, 3, 27)
    assert due_next(fresh, "fed_back") is None
    late = Deadlines(due, due, due, today, "rectified")
    assert late.rectify_late(due) and not late.in_time and not late.contact_late(today)
    assert Deadlines(due, due, due, due, "closed").in_time
    assert not Deadlines(due, due, None, None, "dropped").contact_late(today)
