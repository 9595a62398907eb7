"""What each option of each decision would pay this year, told to the decisions' screens."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from assessment.enums import CardState
from assessment.queries.effects import decision_effects
from assessment.queries.settlement import month_scores
from contracts.models import Contract
from tests.assessment.year_samples import YEAR_ONE, fill_year, month_card
from tests.factories.assessment import card_of, entry_on, sign


def test_each_option_pays_what_the_rules_say(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)

    effects = decision_effects(haikou)

    assert effects["settlement_basis"] == {
        "annual": Decimal("1126550.00"), "monthly": Decimal("1049739.77"), "quarterly": Decimal("1049739.77"),
    }  # fmt: skip
    assert effects["price_base"] == {
        "year_price": Decimal("1126550.00"),
        "contract_price": Decimal("3379650.00"),
    }


def test_both_roundings_are_told(haikou: Contract, assessor: User) -> None:
    # 989 ÷ 11 = 89.909…, below 90 on both readings
    fill_year(haikou, ["90"] * 10 + ["89"], by=assessor)

    effects = decision_effects(haikou)

    assert effects["mean_rounding"] == {"exact": Decimal("957567.50"), "half_up_2": Decimal("957567.50")}


def test_decisions_that_change_cards_are_scored_again(haikou: Contract, assessor: User) -> None:
    january = card_of(haikou, date(2023, 1, 1), by=assessor)
    for code, count in (("7.2", 7), ("7.15", 1), ("3.10", 12)):  # +7, −5, −12
        entry_on(january, code, by=assessor, count=count, note="一月", occurred_on=january.month)
    sign(january, CardState.APPROVED)

    effects = decision_effects(haikou)

    # separate: 100 − 12 + 5 − 5 = 88; net: 100 − 12 + 2 = 90
    assert effects["adjustment_cap"] == {"separate": Decimal("957567.50"), "net": Decimal("1126550.00")}


@pytest.mark.parametrize("state", [CardState.DRAFT, CardState.REVIEWED])
def test_nothing_is_told_before_a_month_is_approved(haikou: Contract, assessor: User, state: str) -> None:
    month_card(haikou, date(2023, 1, 1), "92", assessor, state)

    assert decision_effects(haikou) == {}
    assert month_scores(haikou) == {}


def test_the_last_year_with_approved_cards_counts(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["92"], by=assessor)
    fill_year(haikou, ["85"], number=2, by=assessor)

    assert decision_effects(haikou)["settlement_basis"]["annual"] == Decimal("957567.50")


def test_settings_name_what_contracts_are_told(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, ["92", "91"], by=assessor, state=CardState.APPROVED)

    assert "settlement_basis" in import_string(settings.DECISION_EFFECTS)(haikou)
    told = import_string(settings.MONTH_SCORES)(haikou)
    assert {month: row["total"] for month, row in told.items()} == {
        date(2023, 1, 1): Decimal(92), date(2023, 2, 1): Decimal(91),
    }  # fmt: skip
    assert {row["state"] for row in told.values()} == {"approved"}
    assert import_string(settings.SETTLED_YEARS)(haikou) == {}
