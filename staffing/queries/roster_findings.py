"""What a published roster proves: changes nobody approved, and who was planned where, for the assessment to read."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.enums import ShiftKind, WeekState
from staffing.models import RosterChange, Shift


@dataclass(frozen=True, slots=True)
class RosterFinding:
    """A change of a published week that no team leader or supervisor approved."""

    key: str
    day: date
    name: str
    number: str
    before: str
    after: str
    reason: str
    by: str


def unapproved_changes(contract: Contract, month: date) -> list[RosterFinding]:
    """Changes of a month's shifts without an approval. Source: 002 表1 3.24."""
    rows = RosterChange.objects.filter(
        contract=contract, approved_by=None, day__gte=month, day__lt=next_month(month)
    ).select_related("person", "by")
    return [
        RosterFinding(
            f"change:{row.pk}", row.day, row.person.name, row.person.number, row.before, row.after,
            row.reason, row.by.name,
        )
        for row in rows.order_by("day", "pk")
    ]  # fmt: skip


def planned_windows(contract: Contract, month: date) -> dict[tuple[int, date], list[Shift]]:
    """Published shifts at windows, by the account and the day. People without an account are not in it."""
    rows = Shift.objects.filter(
        contract=contract, week__state=WeekState.PUBLISHED, window__isnull=False, person__user__isnull=False,
        day__gte=month, day__lt=next_month(month),
    ).exclude(kind=ShiftKind.LEAVE).select_related("person", "window", "session")  # fmt: skip
    found: dict[tuple[int, date], list[Shift]] = defaultdict(list)
    for row in rows:
        found[row.person.user_id, row.day].append(row)
    return found
