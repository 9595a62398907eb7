"""What upper apps tell this one, through functions that settings name: a lower app never imports them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, TypedDict

from django.conf import settings
from django.utils.module_loading import import_string

from contracts.models import Contract


class MonthScore(TypedDict):
    """One month's assessment. Shape: month is a first day; total and closed_on are None until there are such."""

    month: date
    total: Decimal | None
    state: str
    closed_on: date | None


class PrepaidMonth(TypedDict):
    """One month's wages the purchaser had paid. Shape: month is a first day. Units: persons, yuan."""

    month: date
    people: int
    amount_yuan: Decimal


class PrepaidYear(TypedDict):
    """What the wages register holds against one service year. Units: yuan.

    Shape: `planned_yuan` is what the payment plan takes off, None before there is one; `differs_yuan` what is recorded
    less that, 0 where they agree.
    """

    months: list[PrepaidMonth]
    recorded_yuan: Decimal
    planned_yuan: Decimal | None
    differs_yuan: Decimal


def _told(setting: str) -> Callable[..., Any] | None:
    named = getattr(settings, setting, "")
    return import_string(named) if named else None


def decision_effects(contract: Contract) -> dict[str, dict[str, Decimal]]:
    """What each option of each decision makes of the current year's money: {key: {option: net yuan}}.

    Shape: a decision that moves no money, or a year without cards, is simply not in it.
    """
    tell = _told("DECISION_EFFECTS")
    return tell(contract) if tell else {}


def month_scores(contract: Contract) -> dict[date, MonthScore]:
    """The assessments of a contract's months that are published, by month."""
    tell = _told("MONTH_SCORES")
    return tell(contract) if tell else {}


def settled_years(contract: Contract) -> dict[int, Decimal]:
    """Service year's number → performance money of its signed final settlement. Units: yuan."""
    tell = _told("SETTLED_YEARS")
    return tell(contract) if tell else {}


def prepaid_wages(contract: Contract) -> dict[int, PrepaidYear]:
    """Service year's number → the wages the purchaser had paid, month by month; empty where none are taken off.

    Source: 001 § 3.5.
    """
    tell = _told("PREPAID_WAGES")
    return tell(contract) if tell else {}


def decision_figures(contract: Contract, key: str, on: date) -> dict[str, str]:
    """What each option of a decision makes of the records on a day: {option: words}; {} where they say nothing."""
    tell = _told("DECISION_FIGURES")
    return tell(contract, key, on) if tell else {}
