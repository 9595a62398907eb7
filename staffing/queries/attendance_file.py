"""Everything that one person's attendance of one day rests on: sessions, punches, requests, rulings, times away."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from contracts.models import Contract
from staffing.models import AttendanceRuling, Away, Leave, MakeUp, Person, Punch
from staffing.queries.attendance import midnight
from staffing.queries.attendance_month import Cell, sheet


@dataclass(frozen=True, slots=True)
class DayFile:
    """Shape: `cells` in the order of the sessions; voided punches and times away stay among the others."""

    cells: list[Cell]
    punches: list[Punch]
    rulings: list[AttendanceRuling]
    make_ups: list[MakeUp]
    leaves: list[Leave]
    aways: list[Away]


def day_file(contract: Contract, person: Person, day: date, *, now: datetime) -> DayFile:
    """Read the day of a person; a fixed number of queries."""
    rows = sheet(contract, day, day, now=now, people={person.pk})
    within = {"person": person, "contract": contract}
    begins, ends = midnight(day), midnight(day + timedelta(days=1))
    return DayFile(
        cells=[cell for row in rows for cell in row.days.get(day, ())],
        punches=list(
            Punch.objects.filter(**within, at__gte=begins, at__lt=ends)
            .select_related("file", "recorded_by", "voided_by")
            .order_by("at", "pk")
        ),
        rulings=list(
            AttendanceRuling.objects.filter(**within, day=day).select_related("session", "by").order_by("-pk")
        ),
        make_ups=list(
            MakeUp.objects.filter(**within, day=day).select_related("session", "decided_by").order_by("pk")
        ),
        leaves=list(
            Leave.objects.filter(**within, from_on__lte=day, to_on__gte=day).select_related("substitute")
        ),
        aways=list(
            Away.objects.filter(**within, left_at__gte=begins, left_at__lt=ends)
            .select_related("window", "told", "cover")
            .order_by("left_at")
        ),
    )
