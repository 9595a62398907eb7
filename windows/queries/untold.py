"""Cases that were received and then left alone: the law's five days run for them."""

from datetime import date, timedelta

from django.db.models import QuerySet

from windows.enums import CaseState
from windows.models import Case

FEWEST_DAYS = 5


def untold_cases(today: date) -> QuerySet[Case]:
    """Registered, never told, received more than five days ago; the action counts working days. One query."""
    old = {"day__lt": today - timedelta(days=FEWEST_DAYS)}
    waiting = Case.objects.filter(state=CaseState.REGISTERED, told_rounds=0, **old)
    return waiting.select_related("contract", "version").order_by("pk")
