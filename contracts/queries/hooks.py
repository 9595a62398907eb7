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
