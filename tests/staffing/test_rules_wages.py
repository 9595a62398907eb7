"""The arithmetic of wages, the mean against the floor, on time and in full."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from staffing.rules.wages import (
    Amounts,
    Balance,
    Paid,
    contribution_paid,
    covers,
    due_may_move,
    mean,
    reaches,
    shown,
    wage_paid,
    wrong_sums,
)

DUE = date(2026, 6, 10)
AFTER = date(2026, 6, 11)
FLOOR = Decimal("4600.00")


def amounts(**values: str) -> Amounts:
    given = {
        "basic": "3000", "performance": "900", "allowance": "200", "overtime": "500", "gross": "4600",
        "own_insurance": "480", "own_fund": "230", "tax": "10", "deducted": "50", "net": "3830", **values,
    }  # fmt: skip
    return Amounts(**{key: Decimal(value) for key, value in given.items()})


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        pytest.param(amounts(), {}, id="comes out"),
        pytest.param(amounts(gross="4600.01", net="3830.01"), {"gross": Decimal(4600)}, id="a cent too much"),
        pytest.param(amounts(net="3840"), {"net": Decimal(3830)}, id="tax forgotten"),
        pytest.param(amounts(deducted="0"), {"net": Decimal(3880)}, id="deduction forgotten"),
        pytest.param(
            amounts(gross="4500"), {"gross": Decimal(4600), "net": Decimal(3730)}, id="both, net from the gross given"
        ),
    ],
)  # fmt: skip
def test_each_sum_is_checked(line: Amounts, wrong: dict[str, Decimal]) -> None:
    assert wrong_sums(line) == wrong


@pytest.mark.parametrize(
    ("grosses", "kept", "said"),
    [
        pytest.param(
            ["4600", "4600"], True, "4600.00", id="002 § 四(二)1(5)② 不得低于 4600: equal is enough"
        ),
        pytest.param(
            ["4600", "4599.99"], False, "4599.99", id="002 § 四(二)1(5)② half a cent below is below"
        ),
        pytest.param(["4600", "4600", "4599.99"], False, "4599.99", id="a third of a cent is not rounded up"),
        pytest.param(["9000", "200"], True, "4600.00", id="a mean, not each"),
    ],
)
def test_the_mean_is_exact(grosses: list[str], kept: bool, said: str) -> None:
    average = mean(map(Decimal, grosses))

    assert reaches(average, FLOOR) is kept and shown(average) == Decimal(said)


def test_of_nobody_there_is_no_mean() -> None:
    assert mean([]) is None and shown(None) is None
    assert reaches(None, FLOOR) is None and reaches(Fraction(1), None) is None


@pytest.mark.parametrize(
    ("paid", "on", "today", "found"),
    [
        pytest.param("3830", DUE, AFTER, Paid.ON_TIME, id="1.11 on the due day"),
        pytest.param("3830", AFTER, AFTER, Paid.LATE, id="1.11 a day late"),
        pytest.param("3829.99", DUE, AFTER, Paid.SHORT, id="1.11 a cent short"),
        pytest.param("3829.99", DUE, DUE, Paid.WAITING, id="the rest may still come today"),
        pytest.param(None, None, DUE, Paid.WAITING, id="the due day is not over"),
        pytest.param(None, None, AFTER, Paid.UNPAID, id="1.11 unpaid"),
        pytest.param("0", DUE, AFTER, Paid.UNPAID, id="nothing paid is unpaid"),
        pytest.param("4000", DUE, AFTER, Paid.ON_TIME, id="more than due"),
    ],
)
def test_wages_on_time_and_in_full(paid: str | None, on: date | None, today: date, found: Paid) -> None:
    given = Decimal(paid) if paid is not None else None

    assert wage_paid(Decimal(3830), given, on, due_on=DUE, today=today) is found


@pytest.mark.parametrize(
    ("own", "on", "today", "found"),
    [
        pytest.param("480", DUE, AFTER, Paid.ON_TIME, id="1.11 on the due day"),
        pytest.param("480", AFTER, AFTER, Paid.LATE, id="1.11 a day late"),
        pytest.param("0", DUE, AFTER, Paid.SHORT, id="a day of payment without a share"),
        pytest.param("480", None, AFTER, Paid.UNPAID, id="1.11 not paid"),
        pytest.param("480", None, DUE, Paid.WAITING, id="not due yet"),
    ],
)
def test_contributions_on_time(own: str, on: date | None, today: date, found: Paid) -> None:
    assert contribution_paid(Decimal(own), on, due_on=DUE, today=today) is found


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ([(date(2026, 1, 1), None)], True),
        ([(date(2026, 5, 1), date(2026, 5, 31))], True),
        ([(date(2026, 5, 2), None)], False),
        ([(date(2026, 1, 1), date(2026, 5, 30))], False),
        ([(date(2026, 5, 16), None), (date(2026, 1, 1), date(2026, 5, 15))], True),
        ([(date(2026, 1, 1), date(2026, 5, 14)), (date(2026, 5, 16), None)], False),
        ([], False),
    ],
    ids=["open", "the month", "a day late", "a day early", "a move in the month", "a day between", "nothing"],
)
def test_a_whole_month(spans: list[tuple[date, date | None]], whole: bool) -> None:
    assert covers(spans, date(2026, 5, 1), date(2026, 5, 31)) is whole


def test_what_was_taken_is_to_be_spent() -> None:
    assert Balance(Decimal("500.00"), Decimal("320.50")).left == Decimal("179.50")


def test_a_due_day_that_passed_stays() -> None:
    later = date(2026, 6, 20)

    assert due_may_move(DUE, later, DUE) and not due_may_move(DUE, later, AFTER)
    assert due_may_move(DUE, DUE, AFTER)
