"""What is due and what may be taken back, to the cent."""

from decimal import Decimal

import pytest

from windows.rules.fees import Charge, FeeFault, charge_of, check_refund, left_of

D = Decimal


@pytest.mark.parametrize(
    ("unit", "quantity", "reduced", "why", "expected"),
    [
        (D("12.10"), 3, D(0), "", Charge(D("36.30"), D(0), D("36.30"))),
        (D("0.01"), 999, D("0.99"), "小微企业", Charge(D("9.99"), D("0.99"), D("9.00"))),
        (D("10.00"), 1, D("10.00"), "残疾人免收", Charge(D("10.00"), D("10.00"), D("0.00"))),
    ],
)
def test_a_charge_is_price_by_number_less_reduction(
    unit: Decimal, quantity: int, reduced: Decimal, why: str, expected: Charge
) -> None:
    assert charge_of(unit, quantity, reduced, why) == expected


@pytest.mark.parametrize(
    ("unit", "quantity", "reduced", "why", "said"),
    [
        (D(0), 1, D(0), "", "不收费"),
        (D(5), 0, D(0), "", "数量"),
        (D(5), 1000, D(0), "", "数量"),
        (D(5), 1, D("5.01"), "减", "应收"),
        (D(5), 1, D("-1"), "减", "应收"),
        (D(5), 1, D("1.005"), "减", "两位小数"),
        (D(5), 1, D(1), "", "依据"),
    ],
)
def test_what_cannot_be_charged_is_told(
    unit: Decimal, quantity: int, reduced: Decimal, why: str, said: str
) -> None:
    with pytest.raises(FeeFault, match=said):
        charge_of(unit, quantity, reduced, why)


def test_refunds_end_where_the_charge_ends() -> None:
    left = left_of(D("36.30"), [D("-10.10"), D("-6.20")])

    assert left == D("20.00") and check_refund(left, D("20.00")) == D("20.00")
    for amount in (D("20.01"), D(0), D("0.005")):
        with pytest.raises(FeeFault):
            check_refund(left, amount)
