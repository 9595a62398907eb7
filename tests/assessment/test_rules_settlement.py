from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.settlement import (
    BASES,
    MonthsRefused,
    SettlementTerms,
    close_year,
    provisional,
    settle,
    settle_so_far,
)
from assessment.rules.settlement_effects import decision_effects, what_if
from assessment.rules.settlement_profile import NoPerformanceMoney, YearMoney, settlement_terms, total_range
from assessment.rules.settlement_terms import choices_of
from contracts.profile_schema import load_profile, service_years_for
from tests.assessment.rule_samples import haikou, line, one_group, points
from tests.assessment.settlement_samples import PRICE, YEAR_ONE, YEAR_THREE, months_of, year_terms

PROFILES = {name: load_profile(name) for name in ("haikou", "baoting", "tongliao", "huarong", "qiongshan")}
TOTALS = st.decimals(min_value=-5, max_value=105, places=2)


def flat(number: int, total: str, **terms: object) -> tuple[SettlementTerms, dict[date, Decimal]]:
    found = year_terms(number, **terms)
    return found, months_of(found, [total] * len(found.assessed))


@pytest.mark.parametrize(
    ("number", "count", "first", "last", "pay_day", "late"),
    [
        pytest.param(1, 11, date(2023, 1, 1), date(2023, 11, 1), date(2023, 12, 5), 0, id="002-1.9:year-1"),
        pytest.param(2, 12, date(2023, 12, 1), date(2024, 11, 1), date(2024, 12, 5), 0, id="002-1.9:year-2"),
        pytest.param(3, 13, date(2024, 12, 1), date(2025, 12, 1), date(2025, 12, 5), 1, id="002-1.9:year-3"),
    ],
)
def test_a_year_has_its_own_months(
    number: int, count: int, first: date, last: date, pay_day: date, late: int
) -> None:
    terms = year_terms(number)

    assert (len(terms.assessed), terms.assessed[0], terms.assessed[-1]) == (count, first, last)
    assert (terms.settled_on, len(terms.late_months)) == (pay_day, late)


def test_year_one_comes_to_the_figures_of_the_tender() -> None:
    terms = year_terms(1)
    result = settle(terms, months_of(terms, YEAR_ONE))

    found = {r.basis: (r.mean_shown, r.mean_exact, r.coefficient_exact, r.net_yuan) for r in result.bases}
    assert found == {
        "annual": ("90.18", "992/11", "1", Decimal("1126550.00")),
        "monthly": ("90.18", "992/11", "41/44", Decimal("1049739.77")),
        "quarterly": ("90.18", "992/11", "41/44", Decimal("1049739.77")),
    }
    assert result.paying.basis == "annual"
    assert result.complete and result.left_out == () and result.cautions == ()


def test_quarters_weigh_by_their_assessed_months() -> None:
    """December 2023 alone is a quarter of year 2: one of twelve, not one of five."""
    terms = year_terms(2)
    result = settle(terms, months_of(terms, ["50", *["95"] * 11])).basis("quarterly")

    assert [len(part.months) for part in result.lookups] == [1, 3, 3, 3, 2]
    assert result.coefficient == Fraction(11, 12)
    assert result.net_yuan == Decimal("1032670.83")


def test_a_quarter_hides_a_bad_month_where_monthly_shows_it() -> None:
    terms = year_terms(1)
    totals = months_of(terms, ["100", "100", "70", *["95"] * 8])

    result = settle(terms, totals)

    assert result.basis("quarterly").coefficient == 1
    assert result.basis("monthly").coefficient == Fraction("10.7") / 11


@pytest.mark.parametrize(
    ("total", "coefficient", "net"),
    [
        pytest.param("90", "1", "1126550.00", id="002-5(2):90-belongs"),
        pytest.param("89.996", "0.85", "957567.50", id="002-5(2):89.996-stays-below"),
        pytest.param("80", "0.85", "957567.50", id="002-5(2):80"),
        pytest.param("70", "0.7", "788585.00", id="002-5(2):70"),
        pytest.param("60", "0.5", "563275.00", id="002-5(2):60"),
        pytest.param("59.99", "0", "0.00", id="002-5(2):below-60"),
        pytest.param("-5", "0", "0.00", id="002-5(2):the-least"),
    ],
)
@pytest.mark.parametrize("basis", BASES)
def test_a_year_of_like_months_is_alike_on_every_basis(
    basis: str, total: str, coefficient: str, net: str
) -> None:
    result = settle(*flat(3, total)).basis(basis)

    assert (result.coefficient_exact, f"{result.net_yuan:f}") == (coefficient, net)


def test_rounding_to_two_decimals_moves_a_whole_tier_and_shows_it() -> None:
    terms, totals = flat(1, "89.996")

    exact, rounded = (settle(terms, totals, {"mean_rounding": key}).paying for key in ("exact", "half_up_2"))

    assert (exact.mean_shown, exact.net_yuan) == ("89.99", Decimal("957567.50"))
    assert (rounded.mean_shown, rounded.net_yuan) == ("90.00", Decimal("1126550.00"))
    assert rounded.mean_exact == exact.mean_exact == "22499/250"
    assert any(step.value == "90" and "四舍五入" in step.formula for step in rounded.steps)


@pytest.mark.parametrize(
    ("people", "taken", "net"),
    [
        pytest.param(0, "0.00", "563275.00", id="002-5(2)note2:none"),
        pytest.param(1, "5632.75", "557642.25", id="002-5(2)note2:5632.75-each"),
        pytest.param(99, "557642.25", "5632.75", id="002-5(2)note2:99"),
        pytest.param(100, "563275.00", "0.00", id="002-5(2)note2:down-to-zero"),
        pytest.param(101, "563275.00", "0.00", id="002-5(2)note2:and-no-further"),
    ],
)
def test_missing_certificates_take_off_down_to_zero(people: int, taken: str, net: str) -> None:
    result = settle(*flat(2, "65", uncertified=people)).paying

    assert (f"{result.certification_yuan:f}", f"{result.net_yuan:f}") == (taken, net)


def test_the_contract_price_as_base_triples_the_deduction_and_is_cautioned() -> None:
    terms, totals = flat(1, "95", uncertified=1)

    result = settle(terms, totals, {"price_base": "contract_price"})

    assert result.paying.certification_yuan == Decimal("16898.25")
    assert result.paying.gross_yuan == Decimal("3379650.00")
    assert "1126550.00" in result.cautions[0]


def test_the_contract_price_must_be_known_to_be_a_base() -> None:
    terms, totals = flat(1, "95")

    with pytest.raises(ValueError, match="contract's price"):
        settle(replace(terms, contract_price=None), totals, {"price_base": "contract_price"})


def test_missing_and_surplus_months_are_named() -> None:
    terms, totals = flat(1, "95")
    del totals[date(2023, 5, 1)]
    totals[date(2023, 12, 1)] = Decimal(90)

    with pytest.raises(MonthsRefused) as caught:
        settle(terms, totals)

    assert (caught.value.missing, caught.value.surplus) == ((date(2023, 5, 1),), (date(2023, 12, 1),))
    assert str(caught.value) == "缺少月份 2023-05；多出月份 2023-12；应为 2023-01 至 2023-11，共 11 个月"


def test_an_option_nobody_offered_is_refused() -> None:
    with pytest.raises(ValueError, match="weekly"):
        choices_of({"settlement_basis": "weekly"})


def test_amounts_are_rounded_once_from_exact_values() -> None:
    """Each figure is half-up from its own exact value; where they miss by a cent the formula shows the exact ones."""
    terms = replace(year_terms(1, price=Decimal("100.50"), uncertified=1), certification_share=Decimal("0.1"))
    result = settle(terms, months_of(terms, ["95"] * 11)).paying

    assert (result.gross_yuan, result.certification_yuan) == (Decimal("10.05"), Decimal("1.01"))
    assert result.net_yuan == Decimal("9.05")
    assert result.steps[-1].formula == "10.05 − 1.005，四舍五入到分"


@pytest.mark.parametrize("option", ["pay_then_true_up", "wait_december"])
def test_year_three_needs_december_unless_it_is_left_out(option: str) -> None:
    terms = year_terms(3)
    twelve = months_of(terms, YEAR_THREE[:12])

    with pytest.raises(MonthsRefused):
        settle(terms, twelve, {"year3_close": option})
    left = settle(terms, twelve, {"year3_close": "leave_december_out"})
    assert left.paying.mean == Fraction(1083, 12)
    assert left.left_out == (date(2025, 12, 1),)


def test_year_three_is_paid_by_then_and_trued_up() -> None:
    terms = year_terms(3)
    totals = months_of(terms, YEAR_THREE)

    (only,) = close_year(terms, months_of(terms, YEAR_THREE[:12]))
    first, second = close_year(terms, totals, last_closed_on=date(2026, 1, 20))

    assert (only.kind, only.due_on, only.yuan) == ("provisional", date(2025, 12, 5), Decimal("1126550.00"))
    assert first == only
    assert (second.kind, second.due_on, second.yuan) == ("true_up", date(2026, 1, 20), Decimal("-168982.50"))
    assert first.yuan + second.yuan == settle(terms, totals).paying.net_yuan


def test_a_true_up_goes_by_what_was_really_paid() -> None:
    terms, totals = flat(3, "95")

    _first, second = close_year(terms, totals, paid_yuan=Decimal("1000000.00"))

    assert second.yuan == Decimal("126550.00")
    assert (second.due_on, bool(second.due_rule)) == (None, True)


def test_waiting_for_december_has_no_day_until_it_is_closed() -> None:
    terms, totals = flat(3, "95")

    (payment,) = close_year(terms, totals, {"year3_close": "wait_december"})

    assert (payment.kind, payment.due_on) == ("final", None)


def test_years_without_a_late_month_are_paid_once_on_the_day() -> None:
    terms, totals = flat(1, "95")

    (payment,) = close_year(terms, totals)

    assert (payment.kind, payment.due_on) == ("final", date(2023, 12, 5))
    with pytest.raises(ValueError, match="no assessed month"):
        provisional(terms, totals)


def test_a_year_under_way_is_shown_by_its_months_so_far() -> None:
    terms = year_terms(1)

    result = settle_so_far(terms, months_of(terms, YEAR_ONE[:7]))

    assert not result.complete
    assert result.paying.mean == Fraction(640, 7)
    assert len(result.left_out) == 4


def test_this_month_at_88_instead_of_91_is_so_many_yuan() -> None:
    terms = year_terms(1)
    totals = months_of(terms, ["90"] * 5)
    june = date(2023, 6, 1)

    at_91, at_88 = what_if(terms, totals, june, [Decimal(91), Decimal(88)])
    (rescued,) = what_if(terms, totals, june, [Decimal(88)], stands_at=Decimal(91), rest_at=Decimal(95))

    assert (at_91.difference_yuan, at_88.difference_yuan) == (0, Decimal("-168982.50"))
    assert rescued.difference_yuan == 0
    with pytest.raises(MonthsRefused):
        what_if(terms, totals, date(2024, 6, 1), [Decimal(88)])


def test_decisions_on_cards_bring_their_own_totals() -> None:
    terms, totals = flat(1, "90")
    cut = {month: Decimal("89.5") for month in totals}
    under = {"total_cap": {"allow": totals, "cut": cut}}

    effects = decision_effects(terms, totals, totals_under=under, chosen_under={"total_cap": "allow"})

    last = effects[-1]
    assert (last.key, last.moves_money) == ("total_cap", True)
    assert [(o.option, o.chosen, o.difference_yuan) for o in last.options] == [
        ("allow", True, Decimal("0.00")),
        ("cut", False, Decimal("-168982.50")),
    ]


def test_an_option_whose_price_is_unknown_has_no_amount() -> None:
    terms, totals = flat(1, "95")

    effects = {e.key: e for e in decision_effects(replace(terms, contract_price=None), totals)}

    assert [option.net_yuan for option in effects["price_base"].options] == [Decimal("1126550.00"), None]


@pytest.mark.parametrize("name", ["baoting", "tongliao", "huarong", "qiongshan"])
def test_a_contract_without_performance_money_is_not_settled_by_scores(name: str) -> None:
    profile = PROFILES[name]
    (year,) = service_years_for(profile, date(2024, 3, 15))

    with pytest.raises(NoPerformanceMoney, match=name):
        settlement_terms(profile, year, YearMoney(PRICE))


def test_a_month_of_haikou_lies_between_minus_five_and_105() -> None:
    assert total_range(haikou()) == (Decimal(-5), Decimal(105))


def test_a_rubric_that_falls_without_end_has_no_least_total() -> None:
    rubric = one_group(line("1.1", points("1")))
    endless = replace(rubric, groups=(replace(rubric.groups[0], cap=None), *rubric.groups[1:]))

    assert total_range(endless)[0] is None
    assert total_range(replace(endless, card_cap=Decimal(4)))[0] == 6


@given(st.integers(1, 3), st.data())
def test_the_bases_agree_on_the_mean_and_stay_in_bounds(number: int, data: st.DataObject) -> None:
    terms = year_terms(number, uncertified=data.draw(st.integers(0, 150)))
    totals = {month: data.draw(TOTALS) for month in terms.assessed}

    results = settle(terms, totals).bases

    assert len({result.mean for result in results}) == 1
    for result in results:
        assert 0 <= result.net_yuan <= result.gross_yuan <= Decimal("1126550.00")
        assert abs(result.gross_yuan - result.certification_yuan - result.net_yuan) <= Decimal("0.01")
        assert result.steps[-1].value == f"{result.net_yuan:f}"
        assert sum(len(part.months) for part in result.lookups) == len(terms.assessed)
