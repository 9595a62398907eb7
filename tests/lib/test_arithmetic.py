from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_ops.lib.arithmetic import cents, exact_text, percent_text, yuan_text

fractions = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(1), "1"),
        (Decimal("1.00"), "1"),
        (Decimal("0.85"), "0.85"),
        (Fraction(41, 44), "41/44"),
        (Fraction(1, 8), "0.125"),
        (Fraction(-1, 200), "-0.005"),
        (Fraction(992, 11), "992/11"),
        (1000, "1000"),
        (0, "0"),
    ],
)
def test_a_number_is_written_as_it_is(number: Fraction | Decimal | int, text: str) -> None:
    assert exact_text(number) == text


@given(fractions)
def test_what_is_written_is_read_back(number: Fraction) -> None:
    assert Fraction(exact_text(number)) == number


@pytest.mark.parametrize(
    ("amount", "rounded"),
    [("0.005", "0.01"), ("0.00499", "0.00"), ("-0.005", "-0.01"), ("1.115", "1.12"), ("2", "2.00")],
)
def test_half_a_cent_goes_up(amount: str, rounded: str) -> None:
    assert str(cents(Fraction(amount))) == rounded


@given(fractions)
def test_rounding_moves_by_half_a_cent_at_most(amount: Fraction) -> None:
    assert abs(Fraction(cents(amount)) - amount) <= Fraction(1, 200)


def test_shares_and_amounts_are_shown_as_people_write_them() -> None:
    assert percent_text(Decimal("0.005")) == "0.5%"
    assert yuan_text(Decimal("11265500")) == "11265500.00"
    assert yuan_text(Fraction("1.005")) == "1.005"
