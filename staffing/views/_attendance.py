"""What the screens of attendance share: the day or month in the address, whom somebody may see."""

from datetime import date
from typing import Any

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from staffing.models import Person
from staffing.queries.attendance_month import filed_months
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


def beside_filed(contract: Contract, first: date, last: date) -> str:
    """What is added to an answer about days of a month that is filed: its sheet stays as it is."""
    months = [f"{each.month:%Y-%m}" for each in filed_months(contract, first, last)]
    if not months:
        return ""
    words = {"months": "、".join(months)}
    return _("%(months)s 的考勤已报备，月报不会随之改写；要改，请采购人写明原因退回后重新报备。") % words


def seen_by(request: HttpRequest, contract: Contract, permission: Permission) -> set[int]:
    """Ids of the staff files that the permission reaches."""
    rows: Any = Person.objects.allowed(request.user, permission)
    return set(rows.filter(contract=contract).values_list("pk", flat=True))
