"""Vacancies from engagements, the oldest filled first, with their three clocks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from staffing.rules.vacancies import Held, Terms, Vacancy, clocks, overdue_on_record, vacancies

FIRST = date(2023, 1, 1)
SPRING = {date(2024, 2, day): False for day in range(10, 18)} | {date(2024, 2, 18): True}


def d(text: str) -> date:
    return date.fromisoformat(text)


def held(number: int, starts: str = "2023-01-01", ends: str = "") -> Held:
    return Held(number, d(starts), d(ends) if ends else None)


def spans(gaps: list[Vacancy]) -> list[tuple[str, str]]:
    return [(str(gap.opened_on), str(gap.filled_on or "")) for gap in gaps]


def test_a_vacancy_opens_the_day_after_and_ends_with_the_successor() -> None:
    (gap,) = vacancies([held(1), held(2, ends="2023-03-12"), held(3, "2023-03-20")], 2, FIRST)

    assert spans([gap]) == [("2023-03-13", "2023-03-20")]
    assert gap.left and gap.left.number == 2 and gap.came and gap.came.number == 3


def test_a_successor_of_the_next_morning_leaves_no_vacancy() -> None:
    assert not vacancies([held(1, ends="2023-03-12"), held(2, "2023-03-13")], 1, FIRST)


def test_one_too_many_may_leave() -> None:
    assert not vacancies([held(1), held(2, ends="2023-03-12")], 1, FIRST)


def test_the_oldest_vacancy_is_filled_first() -> None:
    rows = [
        held(1, ends="2023-03-01"),
        held(2, ends="2023-03-10"),
        held(3, "2023-03-15"),
        held(4, "2023-04-02"),
    ]

    gaps = vacancies(rows, 2, FIRST)

    assert spans(gaps) == [("2023-03-02", "2023-03-15"), ("2023-03-11", "2023-04-02")]


def test_two_who_leave_together_leave_two_vacancies() -> None:
    rows = [held(1, ends="2023-03-12"), held(2, ends="2023-03-12"), held(3, "2023-03-20")]

    assert spans(vacancies(rows, 2, FIRST)) == [("2023-03-13", "2023-03-20"), ("2023-03-13", "")]


def test_what_was_never_filled_runs_from_the_start() -> None:
    gaps = vacancies([held(1), held(2, "2023-01-20")], 3, FIRST)

    assert spans(gaps) == [("2023-01-01", "2023-01-20"), ("2023-01-01", "")]
    assert all(gap.starting for gap in gaps)


def test_a_post_given_up_lacks_nobody() -> None:
    assert spans(vacancies([held(1, ends="2023-03-12")], 1, FIRST, d("2023-06-01"))) == [
        ("2023-03-13", "2023-06-01")
    ]


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        pytest.param("2023-03-02", "2023-04-02", id="002 表1 1.4: one month"),
        pytest.param("2023-01-31", "2023-02-28", id="民法典 202: a month without a 31st"),
        pytest.param("2024-01-31", "2024-02-29", id="民法典 202: leap year"),
        pytest.param("2023-12-31", "2024-01-31", id="002 表1 1.4: over the year"),
    ],
)
def test_the_scorecards_month_ends_on_the_same_day(opened: str, due: str) -> None:
    (clock,) = clocks(Vacancy(d(opened), left=held(1)), Terms(months=1), d(opened))

    assert (clock.key, clock.due_on) == ("scorecard", d(due))


@pytest.mark.parametrize(
    ("day_type", "due"),
    [
        pytest.param("calendar_days", "2024-02-20", id="002 § 八(七): 15 calendar days"),
        pytest.param("working_days", "2024-03-01", id="002 § 八(七): 15 working days over Spring Festival"),
    ],
)
def test_the_damages_days_are_counted_as_decided(day_type: str, due: str) -> None:
    """8 days of holiday from 10 February, the 18th is a make-up workday."""
    terms = Terms(days=15, day_type=day_type, calendar=SPRING)

    (clock,) = clocks(Vacancy(d("2024-02-05"), left=held(1)), terms, d("2024-02-05"))

    assert (clock.key, clock.due_on) == ("damages", d(due))


def test_the_three_clocks_stand_side_by_side() -> None:
    terms = Terms(months=1, days=15, staffed_by=d("2023-01-31"), calendar={})
    lost, never = Vacancy(d("2023-03-02"), left=held(1)), Vacancy(FIRST, starting=True)

    found = clocks(lost, terms, d("2023-03-20"))

    assert [(clock.key, clock.days_left, clock.late) for clock in found] == [
        ("damages", -3, True), ("scorecard", 13, False),
    ]  # fmt: skip
    assert [(clock.key, clock.days_left) for clock in clocks(never, terms, d("2023-02-02"))] == [
        ("staffing", -2)
    ]


def test_a_filled_vacancy_keeps_what_its_clock_came_to() -> None:
    gap = Vacancy(d("2023-03-02"), d("2023-03-17"), left=held(1), came=held(2, "2023-03-17"))

    (clock,) = clocks(gap, Terms(days=15), d("2023-12-01"))

    assert clock.due_on == d("2023-03-17") and not clock.late and not clock.running


def known(opened_known: str, came_known: str) -> Vacancy:
    left = Held(1, FIRST, d("2023-03-01"), FIRST, d(opened_known))
    came = Held(2, d("2023-03-20"), None, d(came_known))
    return Vacancy(d("2023-03-02"), d("2023-03-20"), left=left, came=came)


@pytest.mark.parametrize(
    ("gap", "found"),
    [
        pytest.param(known("2023-03-01", "2023-03-20"), (False, None), id="written down at once"),
        pytest.param(
            known("2023-03-01", "2023-04-02"), (False, None), id="written down before the term ended"
        ),
        pytest.param(
            known("2023-03-01", "2023-04-20"), (True, d("2023-04-20")), id="back-filled after the term"
        ),
        pytest.param(
            known("2023-05-01", "2023-05-01"), (False, None), id="both written down together, later"
        ),
    ],
)
def test_back_filling_does_not_undo_what_was_on_record(gap: Vacancy, found: tuple[bool, date | None]) -> None:
    assert overdue_on_record(gap, d("2023-04-02"), d("2023-06-01")) == found


def test_who_leaves_on_friday_may_be_followed_on_monday() -> None:
    friday_to_monday = Vacancy(d("2024-03-09"), d("2024-03-11"))

    assert not friday_to_monday.touches_workday(d("2024-06-01"), {})
    assert friday_to_monday.touches_workday(d("2024-06-01"), {d("2024-03-10"): True})


DAYS = st.integers(0, 60)


@given(st.lists(st.tuples(DAYS, st.none() | st.integers(0, 30)), max_size=12), st.integers(0, 6))
def test_every_day_lacks_exactly_those_who_are_missing(
    rows: list[tuple[int, int | None]], required: int
) -> None:
    people = [
        Held(n, FIRST + timedelta(begin), None if length is None else FIRST + timedelta(begin + length))
        for n, (begin, length) in enumerate(rows)
    ]
    gaps = vacancies(people, required, FIRST)

    for day in (FIRST + timedelta(n) for n in range(100)):
        there = sum(
            each.starts_on <= day and (each.ends_on is None or each.ends_on >= day) for each in people
        )
        assert sum(gap.open_on(day) for gap in gaps) == max(0, required - there)
