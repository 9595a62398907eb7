"""A quick run of the bench's oracle, and proof that it notices what is wrong."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from assessment.rules.settlement import Settlement, SettlementTerms, settle
from tests.bench.settle_oracle import differences


def rounded_before_the_tier(
    terms: SettlementTerms, totals: Mapping[date, Decimal], decisions: Mapping[str, str]
) -> Settlement:
    """What a careless settlement does: it rounds the mean whatever was decided."""
    return settle(terms, totals, {**decisions, "mean_rounding": "half_up_2"})


def a_cent_off(
    terms: SettlementTerms, totals: Mapping[date, Decimal], decisions: Mapping[str, str]
) -> Settlement:
    """Another one rounds the coefficient to four places."""
    found = settle(terms, totals, decisions)
    bases = tuple(replace(each, coefficient=Fraction(round(each.coefficient, 4))) for each in found.bases)
    return replace(found, bases=bases)


def test_the_oracle_agrees_on_a_quick_run() -> None:
    assert differences(seed=2023, count=1500) == 0


def test_the_oracle_notices_a_rounded_mean() -> None:
    assert differences(seed=1, count=600, settle=rounded_before_the_tier) > 0


def test_the_oracle_notices_a_rounded_coefficient() -> None:
    assert differences(seed=1, count=100, settle=a_cent_off) > 10
