"""Ratios, the forecast and the money of certificates, on the tender's own figures."""

from datetime import date
from decimal import Decimal

import pytest

from contracts.profile_schema import load_profile
from contracts.profile_schema.work import Certification
from staffing.rules.certificates import Holder, Offer, Paper, people_short, reckon, stake_of

DAY, END = date(2023, 6, 1), date(2023, 12, 31)
FIVE, FOUR = Paper(5, date(2022, 1, 1)), Paper(4, date(2022, 1, 1))


def demand(key: str) -> Certification:
    return next(each for each in load_profile("haikou").certification if each.key == key)


def staff(holding: int, total: int, paper: Paper = FIVE) -> list[Holder]:
    return [Holder(number, False, (paper,) if number < holding else ()) for number in range(total)]


@pytest.mark.parametrize(
    ("holding", "total", "short"),
    [
        pytest.param(57, 114, 0, id="002 § ★2 half of 114"),
        pytest.param(56, 114, 1, id="002 § ★2 one under half"),
        pytest.param(57, 113, 0, id="002 § ★2 half of 113 is 57"),
        pytest.param(56, 113, 1, id="002 § ★2 56.5 is not 56"),
        pytest.param(0, 0, 0, id="nobody"),
    ],
)
def test_a_share_asks_for_whole_people(holding: int, total: int, short: int) -> None:
    assert reckon(demand("year1_level5"), staff(holding, total), DAY, END, []).short == short


@pytest.mark.parametrize(
    ("paper", "short", "forecast"),
    [
        pytest.param(FOUR, 0, 0, id="a lower number serves too"),
        pytest.param(
            Paper(5, date(2022, 1, 1), DAY), 0, 1, id="good through its last day, gone by the deadline"
        ),
        pytest.param(Paper(5, date(2022, 1, 1), date(2023, 5, 31)), 1, 1, id="ended yesterday"),
        pytest.param(Paper(5, date(2023, 6, 2)), 1, 0, id="issued tomorrow"),
    ],
)
def test_a_certificate_serves_on_a_day(paper: Paper, short: int, forecast: int) -> None:
    found = reckon(demand("year2_level5"), staff(1, 1, paper), DAY, END, [])

    assert (found.short, found.forecast) == (short, forecast)


@pytest.mark.parametrize(
    ("offer", "best", "examined"),
    [
        pytest.param(Offer(5, date(2023, 9, 1), 3), 7, True, id="three places"),
        pytest.param(Offer(5, date(2023, 9, 1)), 0, True, id="no limit"),
        pytest.param(Offer(5, date(2023, 9, 1), 3, held=False), 10, False, id="it fell out"),
        pytest.param(Offer(4, date(2023, 9, 1), 3), 10, False, id="another level"),
        pytest.param(Offer(5, date(2024, 1, 1), 3), 10, False, id="after the deadline"),
        pytest.param(Offer(5, date(2023, 5, 1), 3), 10, True, id="over already"),
    ],
)
def test_what_depends_on_exams_is_said(offer: Offer, best: int, examined: bool) -> None:
    found = reckon(demand("year2_level5"), staff(0, 10), DAY, END, [offer])

    assert (found.forecast, found.best, found.examined) == (10, best, examined)


def test_a_leader_without_any_certificate_counts_once() -> None:
    """002 § ★2 year two: everybody level five, leaders level four."""
    holders = [Holder(1, True), Holder(2, True, (FIVE,)), Holder(3, False), Holder(4, False, (FIVE,))]

    rows = [reckon(demand(key), holders, DAY, END, []) for key in ("year2_level5", "year2_level4")]

    assert [row.short for row in rows] == [2, 2] and [row.meant for row in rows] == [4, 2]
    assert people_short(rows) == people_short(rows, forecast=True) == 3


def test_one_person_costs_what_the_tender_says() -> None:
    """11,265,500 × 10 % × 0.5 % = 5,632.75, down to zero and no further. 002 § 五(二)注2."""
    stake = stake_of(Decimal("11265500"), Decimal("0.10"), Decimal("0.005"))

    assert (stake.each, stake.most) == (Decimal("5632.75"), Decimal("1126550.00"))
    assert stake.of(3) == Decimal("16898.25") and stake.of(201) == stake.most


def test_a_ratio_is_never_rounded_up() -> None:
    assert reckon(demand("year2_level5"), staff(1999, 2000), DAY, END, []).percent == Decimal("99.9")
