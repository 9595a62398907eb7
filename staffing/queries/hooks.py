"""What upper apps tell this one, through functions that settings name: a lower app never imports them."""

from datetime import date
from typing import TypedDict

from django.conf import settings
from django.utils.module_loading import import_string

from contracts.models import Contract


class ClerkFigures(TypedDict):
    """What the windows hold of one signed-in user in some days. Units: cases, ratings, complaints upheld."""

    volume: int
    rated: int
    good: int
    complaints: int


def clerk_figures(contract: Contract, first: date, last: date, today: date) -> dict[int, ClerkFigures]:
    """By the user's number, both days included; empty where no app tells it."""
    named = getattr(settings, "CLERK_FIGURES", "")
    return import_string(named)(contract, first, last, today) if named else {}
