from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.profile_schema import load_profile
from contracts.profile_schema.agreement import Payment
from contracts.rules.payment_parts import PlanYear
from contracts.rules.payments import (
    Entered,
    Instalment,
    PlanRefused,
    entered_plan,
    invoice_problems,
    party_problems,
    payable,
    payment_plan,
    settled_plan,
)

PRICE = Decimal("11265500.00")
PAYMENTS = {
    name: load_profile(name).payment for name in ("haikou", "baoting", "tongliao", "huarong", "qiongshan")
}
YEAR_2023 = PlanYear(date(2023, 1, 1), date(2023, 12, 31), PRICE)
FROM_MARCH = (date(2024, 3, 15), date(2025, 3, 14))
prices = st.integers(100_00, 10**12).map(lambda fen: Decimal(fen).scaleb(-2))
starts = st.dates(date(2023, 1, 1), date(2030, 12, 31))


def dues(plan: Sequence[Instalment]) -> list[date | None]:
    return [each.due_on for each in plan]


def amounts(plan: Sequence[Instalment]) -> list[Decimal]:
    return [each.amount_yuan for each in plan]


def test_haikou_pays_ninety_percent_each_quarter_and_the_rest_in_december() -> None:
    """002 § 一.9."""
    plan = payment_plan(PAYMENTS["haikou"], YEAR_2023)

    assert amounts(plan) == [Decimal("2534737.50")] * 4 + [Decimal("1126550.00")]
    assert dues(plan) == [date(2023, month, 10) for month in (1, 4, 7, 10)] + [date(2023, 12, 5)]
    assert [each.kind for each in plan] == ["advance"] * 4 + ["performance"]
    assert plan[0].period == (date(2023, 1, 1), date(2023, 3, 31))
    assert plan[0].steps[-1].formula == "11265500.00 × 1/4 × 90% = 2534737.50"


def test_a_year_begun_late_is_paid_by_its_days() -> None:
    """002 § 一.6: 2023 is paid for the time served."""
    year = PlanYear(date(2023, 1, 1), date(2023, 12, 31), PRICE, date(2023, 3, 1), date(2023, 3, 1))

    plan = payment_plan(PAYMENTS["haikou"], year)

    assert payable(year) == Decimal("9444501.37")
    assert sum(amounts(plan)) == Decimal("9444501.37")
    assert dues(plan)[0] == date(2023, 3, 1)
    assert plan[0].amount_yuan == Decimal("861116.30")
    assert [step.formula for step in plan[0].steps] == [
        "11265500.00 × 306 ÷ 365",
        "9444501.37 × 31/306 × 90%",
    ]
    assert "2023-01-10" in plan[0].due_rule


def test_a_year_ended_early_stops_with_its_last_day() -> None:
    year = PlanYear(date(2023, 1, 1), date(2023, 12, 31), PRICE, served_to=date(2023, 5, 15))

    plan = payment_plan(PAYMENTS["haikou"], year)

    assert [each.period for each in plan[:-1]] == [
        (date(2023, 1, 1), date(2023, 3, 31)),
        (date(2023, 4, 1), date(2023, 5, 15)),
    ]
    assert sum(amounts(plan)) == payable(year) == Decimal("4166691.78")


def test_quarters_of_a_year_that_begins_within_one_go_by_days() -> None:
    plan = payment_plan(PAYMENTS["haikou"], PlanYear(*FROM_MARCH, PRICE))

    assert [each.share for each in plan[:-1]] == [
        Fraction(days, 365) * Fraction(9, 10) for days in (17, 91, 92, 92, 73)
    ]
    assert dues(plan)[0] == FROM_MARCH[0]
    assert dues(plan)[-1] == date(2024, 12, 5)


def test_qiongshan_pays_each_month() -> None:
    """000 § 四.3."""
    plan = payment_plan(PAYMENTS["qiongshan"], PlanYear(*FROM_MARCH, Decimal("2000000.00")))

    assert amounts(plan) == [Decimal("166666.67")] * 11 + [Decimal("166666.63")]
    assert plan[0].period == (date(2024, 3, 15), date(2024, 4, 14))
    assert plan[-1].due_on == date(2025, 3, 14)
    assert plan[-1].steps[-1].formula == "2000000.00 − 1833333.37"


def test_tongliao_pays_thirty_thirty_forty_after_signing() -> None:
    """003 § 六: 30 calendar days, month 3, month 7."""
    plan = payment_plan(PAYMENTS["tongliao"], PlanYear(*FROM_MARCH, Decimal("1000000.01"), date(2024, 1, 31)))

    assert amounts(plan) == [Decimal("300000.00"), Decimal("300000.00"), Decimal("400000.01")]
    assert dues(plan) == [date(2024, 3, 1), date(2024, 4, 30), date(2024, 8, 31)]
    assert "自然日" in plan[0].due_rule


def test_tongliao_has_no_days_before_signing() -> None:
    plan = payment_plan(PAYMENTS["tongliao"], PlanYear(*FROM_MARCH, PRICE))

    assert dues(plan) == [None] * 3
    assert all("签订后" in each.due_rule for each in plan)


def test_huarong_pays_a_quarter_when_its_last_card_is_closed() -> None:
    """004 § 四.3."""
    year = PlanYear(*FROM_MARCH, PRICE)
    closed = {date(2024, 3, 1): date(2024, 4, 9), date(2024, 4, 1): date(2024, 5, 20)}

    waiting = payment_plan(PAYMENTS["huarong"], year, closed)
    ready = payment_plan(PAYMENTS["huarong"], year, {**closed, date(2024, 5, 1): date(2024, 6, 8)})

    assert dues(waiting) == [None] * 4
    assert dues(ready) == [date(2024, 6, 8), None, None, None]
    assert [len(each.waits_for) for each in ready] == [3, 3, 3, 4]
    assert ready[1].waits_for[0] == date(2024, 6, 1)


def test_baoting_pays_as_entered_less_the_wages_already_paid() -> None:
    """001 § 3.2, § 3.5."""
    year = PlanYear(*FROM_MARCH, Decimal("2573500.00"))
    entered = [
        Entered("第二期", date(2024, 9, 1), Decimal("1000000.00")),
        Entered("第一期", date(2024, 4, 1), Decimal("1273500.00")),
    ]

    plan = entered_plan(PAYMENTS["baoting"], year, entered, Decimal("300000.00"))

    assert [each.label for each in plan] == ["第一期", "第二期"]
    assert sum(amounts(plan)) == Decimal("2273500.00")
    assert plan[0].steps[-1].formula == "2573500.00 − 300000.00"


@pytest.mark.parametrize(
    ("amount", "wages", "said"),
    [
        ("2573500.00", "0.01", "相差 -0.01 元"),
        ("2573499.99", "0", "相差 +0.01 元"),
        ("1", "2573500.01", "已付工资"),
        ("1", "-1", "已付工资"),
        ("0", "0", "大于 0"),
        ("0.001", "0", "大于 0"),
    ],
)
def test_entered_instalments_must_add_up(amount: str, wages: str, said: str) -> None:
    year = PlanYear(*FROM_MARCH, Decimal("2573500.00"))

    with pytest.raises(PlanRefused, match=said.replace("+", r"\+")):
        entered_plan(
            PAYMENTS["baoting"], year, [Entered("一", date(2024, 4, 1), Decimal(amount))], Decimal(wages)
        )


def test_a_plan_by_contract_is_not_guessed() -> None:
    with pytest.raises(PlanRefused, match="逐期录入"):
        payment_plan(PAYMENTS["baoting"], YEAR_2023)


def test_shares_that_make_no_whole_are_refused() -> None:
    payment = PAYMENTS["haikou"]
    advance = payment.advance.model_copy(update={"share": Decimal("0.8")})

    with pytest.raises(PlanRefused, match="90%"):
        payment_plan(payment.model_copy(update={"advance": advance}), YEAR_2023)


def test_performance_money_can_be_kept_from_any_plan() -> None:
    """A sixth contract: quarterly assessment with a tenth kept back."""
    payment = PAYMENTS["huarong"].model_copy(update={"performance": PAYMENTS["haikou"].performance})

    plan = payment_plan(payment, YEAR_2023)

    assert amounts(plan) == [Decimal("2534737.50")] * 4 + [Decimal("1126550.00")]


def test_the_settled_year_replaces_the_full_performance_money() -> None:
    plan = settled_plan(payment_plan(PAYMENTS["haikou"], YEAR_2023), Decimal("957567.50"))

    assert [each.amount_yuan for each in plan if each.kind == "performance"] == [Decimal("957567.50")]
    assert amounts(plan)[:4] == [Decimal("2534737.50")] * 4


@pytest.mark.parametrize("span", [(date(2022, 12, 31), None), (None, date(2024, 1, 1))])
def test_days_served_lie_within_the_year(span: tuple[date | None, date | None]) -> None:
    with pytest.raises(ValueError):
        PlanYear(date(2023, 1, 1), date(2023, 12, 31), PRICE, served_from=span[0], served_to=span[1])


@given(st.sampled_from(["haikou", "qiongshan", "tongliao", "huarong"]), prices, starts, st.data())
def test_a_year_adds_up_to_the_cent(name: str, price: Decimal, start: date, data: st.DataObject) -> None:
    """rules.md section 3: the instalments of a year add up to its price, the last one takes the rounding."""
    end = start.replace(year=start.year + 1, day=min(start.day, 28)) - timedelta(days=1)
    first = data.draw(st.dates(start, end))
    last = data.draw(st.dates(first, end))
    served = data.draw(st.sampled_from([(None, None), (first, None), (None, last), (first, last)]))
    year = PlanYear(start, end, price, start, *served)

    plan = payment_plan(PAYMENTS[name], year)

    assert sum(amounts(plan)) == payable(year)
    assert all(each.amount_yuan >= 0 and each.amount_yuan.as_tuple().exponent == -2 for each in plan)
    assert sum(each.share for each in plan) == 1
    for each in [each for each in plan if each.kind != "performance"][:-1]:
        assert abs(Fraction(each.amount_yuan) - Fraction(payable(year)) * each.share) <= Fraction(1, 200)


@given(st.sampled_from(["haikou", "qiongshan", "huarong"]), starts, st.data())
def test_the_periods_cover_the_days_served_once(name: str, start: date, data: st.DataObject) -> None:
    end = start.replace(year=start.year + 1, day=min(start.day, 28)) - timedelta(days=1)
    first = data.draw(st.dates(start, end))
    year = PlanYear(start, end, PRICE, served_from=first)

    spans = [each.period for each in payment_plan(PAYMENTS[name], year) if each.kind != "performance"]

    assert (spans[0][0], spans[-1][1]) == (first, end)
    for one, following in pairwise(spans):
        assert following[0] == one[1] + timedelta(days=1)


@pytest.mark.parametrize("name", sorted(PAYMENTS))
def test_a_payment_stored_with_the_contract_is_read_back(name: str) -> None:
    assert Payment.model_validate(PAYMENTS[name].model_dump(mode="json")) == PAYMENTS[name]


@pytest.mark.parametrize(
    ("payee", "invoicer", "count"),
    [
        pytest.param(
            "甲方科技（海南）有限公司", "甲方科技(海南)有限公司 ", 0, id="002-9(1):width-and-blanks"
        ),
        pytest.param("甲方科技（海南）有限公司", "甲方科技海口分公司", 1, id="002-9(1):invoicer"),
        pytest.param("", "甲方科技海口分公司", 2, id="002-9(1):both"),
    ],
)
def test_payee_and_invoicer_are_party_b(payee: str, invoicer: str, count: int) -> None:
    problems = party_problems(payee, invoicer, "甲方科技（海南）有限公司")

    assert len(problems) == count
    assert all("合同乙方" in problem for problem in problems)


def test_an_invoice_carries_the_full_amount() -> None:
    assert invoice_problems(Decimal("100.00"), Decimal("100.00")) == ()
    assert "99.99" in invoice_problems(Decimal("99.99"), Decimal("100.00"))[0]
