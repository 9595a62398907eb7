"""Reads over rubric versions."""

from datetime import date

from assessment.models import Scorecard
from contracts.models import Contract


def next_free_month(contract: Contract) -> date:
    """The first month from which a new version may be in force: after the last card, else the contract's first."""
    last = (
        Scorecard.objects.filter(contract=contract).order_by("-month").values_list("month", flat=True).first()
    )
    if last is None:
        return contract.starts_on.replace(day=1)
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)
