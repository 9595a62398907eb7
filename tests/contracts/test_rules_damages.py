from datetime import date
from decimal import Decimal

import pytest

from contracts.profile_schema import load_profile
from contracts.rules.damages import (
    Vacancy,
    VacancyTerms,
    breach_damages,
    fill_by,
    vacancy_damages,
    vacancy_effects,
)

LIMITS = load_profile("haikou").limits
TERMS = VacancyTerms(
    Decimal("11265500.00"),
    LIMITS["vacancy_damages_ratio"].value,
    int(LIMITS["vacancy_days"].value),
    LIMITS["vacancy_days"].clause,
)
OPENED = date(2023, 3, 1)


@pytest.mark.parametrize(
    ("filled", "today", "count"),
    [
        pytest.param(date(2023, 3, 16), date(2023, 6, 1), 0, id="002-8(7):filled-on-day-15"),
        pytest.param(date(2023, 3, 17), date(2023, 6, 1), 1, id="002-8(7):filled-on-day-16"),
        pytest.param(None, date(2023, 3, 16), 0, id="002-8(7):open-on-day-15"),
        pytest.param(None, date(2023, 3, 17), 1, id="002-8(7):open-on-day-16"),
        pytest.param(date(2023, 4, 1), date(2023, 3, 10), 0, id="002-8(7):filled-later-than-today"),
    ],
)
def test_a_vacancy_costs_after_fifteen_days(filled: date | None, today: date, count: int) -> None:
    assert fill_by(Vacancy("综窗", OPENED), TERMS) == date(2023, 3, 16)
    assert len(vacancy_damages([Vacancy("综窗", OPENED, filled)], TERMS, today)) == count


def test_a_proposal_tells_its_arithmetic() -> None:
    (proposal,) = vacancy_damages([Vacancy("综窗 3 号", OPENED)], TERMS, date(2023, 4, 1))

    assert (proposal.amount_yuan, proposal.since) == (Decimal("4693.96"), date(2023, 3, 17))
    assert [step.value for step in proposal.steps] == ["2023-03-16", "938791.67", "4693.96"]
    assert proposal.steps[-1].formula == "11265500.00 ÷ 12 × 0.5%"
    assert proposal.clause == "002 § 八(七)"


def test_the_decision_counts_vacancies_or_months() -> None:
    """Three overdue vacancies in March; the longest lasts into May."""
    vacancies = [
        Vacancy("甲", OPENED, date(2023, 5, 2)),
        Vacancy("乙", OPENED, date(2023, 3, 20)),
        Vacancy("丙", date(2023, 3, 2), date(2023, 3, 31)),
        Vacancy("丁", date(2023, 3, 2), date(2023, 3, 5)),
    ]

    months = vacancy_damages(vacancies, TERMS, date(2023, 6, 1), "per_month")

    assert [proposal.since for proposal in months] == [date(2023, 3, 17), date(2023, 4, 1), date(2023, 5, 1)]
    assert vacancy_effects(vacancies[:2], TERMS, date(2023, 6, 1)) == {
        "per_vacancy": Decimal("9387.92"),
        "per_month": Decimal("14081.88"),
    }


def test_the_decision_on_days_can_mean_working_days() -> None:
    terms = VacancyTerms(TERMS.year_price, TERMS.ratio, TERMS.within_days, TERMS.clause, "working_days", {})

    assert fill_by(Vacancy("综窗", OPENED), terms) == date(2023, 3, 22)


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="per_week"):
        vacancy_damages([], TERMS, OPENED, "per_week")


def test_another_breach_costs_five_percent_of_the_contract() -> None:
    """002 § 八(九)."""
    limit = LIMITS["breach_damages_ratio"]

    proposal = breach_damages("拒不履行交接", OPENED, Decimal("33796500.00"), limit.value, limit.clause)

    assert proposal.amount_yuan == Decimal("1689825.00")
    assert proposal.steps[0].formula == "33796500.00 × 5%"
