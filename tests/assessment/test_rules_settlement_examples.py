"""docs/settlement-examples.md is read here: what it shows is what the rules give."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assessment.rules.settlement import OPTIONS, SettlementTerms, close_year, settle
from assessment.rules.settlement_effects import decision_effects
from hall_ops.lib.arithmetic import Step
from tests.assessment.settlement_samples import YEAR_ONE, YEAR_THREE, months_of, year_terms

PAGE = (Path(__file__).resolve().parents[2] / "docs/settlement-examples.md").read_text(encoding="utf-8")
CLOSED_ON = date(2026, 1, 20)


def part(year: int) -> str:
    """The page from one year's heading to the next."""
    return PAGE.split(f"\n## Year {year}:")[1].split("\n## ")[0]


def shown(steps: Iterable[Step]) -> str:
    """A reckoning as the page prints it."""
    return "\n".join(f"| {step.label} | {step.formula} | {step.value} | {step.clause} |" for step in steps)


def example(year: int) -> tuple[SettlementTerms, dict[date, Decimal]]:
    terms = year_terms(year, uncertified=3 if year == 1 else 0)
    return terms, months_of(terms, YEAR_ONE if year == 1 else YEAR_THREE)


@pytest.mark.parametrize("year", [1, 3])
def test_every_step_of_every_basis_stands_on_the_page(year: int) -> None:
    terms, totals = example(year)

    for result in settle(terms, totals).bases:
        assert f"\n{shown(result.steps)}\n" in part(year)
        line = (
            f"| `{result.basis}` | {result.mean_shown} | {result.mean_exact} | {result.coefficient_exact} |"
        )
        money = f" {result.gross_yuan} | {result.certification_yuan} | {result.net_yuan} |"
        assert line + money in part(year)


@pytest.mark.parametrize("year", [1, 3])
def test_the_months_on_the_page_are_the_months_reckoned(year: int) -> None:
    terms, totals = example(year)

    assert "| 月份 | " + " | ".join(f"{month:%Y-%m}" for month in terms.assessed) + " |" in part(year)
    assert "| 得分 | " + " | ".join(f"{totals[month]}" for month in terms.assessed) + " |" in part(year)


@pytest.mark.parametrize("year", [1, 3])
def test_the_worth_of_each_decision_stands_on_the_page(year: int) -> None:
    terms, totals = example(year)
    lines = [
        f"| `{effect.key}` | `{option.option}`{' (chosen)' if option.chosen else ''} | {option.net_yuan} "
        f"| {option.difference_yuan:+} |"
        for effect in decision_effects(terms, totals)
        for option in effect.options
    ]

    assert len(lines) == sum(map(len, OPTIONS.values()))
    assert "\n".join(lines) in part(year)


def test_the_close_of_year_three_stands_on_the_page() -> None:
    terms, totals = example(3)

    for option in OPTIONS["year3_close"]:
        for payment in close_year(terms, totals, {"year3_close": option}, last_closed_on=CLOSED_ON):
            months = len(payment.settlement.months)
            assert f"| `{option}` | {payment.kind} | {payment.due_on} | {months} | {payment.yuan} |" in part(
                3
            )
            assert shown(payment.steps) in part(3)
