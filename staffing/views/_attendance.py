"""What the screens of attendance share: the day or month in the address, whom somebody may see."""

from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from staffing.models import Person
from staffing.queries.attendance_people import last_planned


def day_of(request: HttpRequest, contract: Contract) -> date:
    """The day asked for; where none is, today, or at weekends and holidays the last day on which the hall served."""
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return last_planned(contract, timezone.localdate())


def day_url(contract: Contract, person: int, day: date) -> str:
    """The page of a person's day."""
    return reverse("staffing:attendance-person", args=[contract.slug, person]) + f"?day={day}"


def month_of(values: QueryDict) -> date:
    """The first day of the month asked for, this month's where none is."""
    try:
        return date.fromisoformat(f"{values.get('month', '')[:7]}-01")
    except ValueError:
        return timezone.localdate().replace(day=1)


def seen_by(request: HttpRequest, contract: Contract, permission: Permission) -> set[int]:
    """Ids of the staff files that the permission reaches."""
    rows: Any = Person.objects.allowed(request.user, permission)
    return set(rows.filter(contract=contract).values_list("pk", flat=True))
