"""Reads of the service registers: lists with filters, what is late, the log of one row, figures of a month."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet

from contracts.models import Contract
from hall_ops.lib.months import next_month
from windows.enums.service import MatterCause, TicketState
from windows.models import PhoneCheck, QueueTicket, ServiceStep, UnresolvedMatter
from windows.queries.ledger_filters import ONE_DAY, day_start

# Where a register's rows are still open, and the day they are due.
OPEN: Mapping[str, tuple[str, ...]] = {
    "matter": ("open", "handed"),
    "consultation": ("open", "forwarded"),
    "assist": ("requested", "assigned", "running"),
    "cross": ("received", "pushed", "papers_sent", "checked", "concluded", "shipped"),
    "special": ("booked",),
    "claim": ("received", "reviewed"),
    "complaint": ("open", "handed"),
}
DUE: Mapping[str, str] = {
    "matter": "due_on",
    "consultation": "due_on",
    "claim": "due_on",
    "complaint": "due_on",
}
NUMBER = re.compile(r"[A-Za-z]{2,4}-[0-9-]+")


def register_rows(
    rows: QuerySet[Any],
    register: str,
    *,
    filters: Mapping[str, Any],
    today: date,
    read_with: Sequence[str] = (),
) -> QuerySet[Any]:
    """A register's rows under its filters, newest first. Shape: `read_with` is what its columns read beside them."""
    if filters.get("state"):
        rows = rows.filter(state=filters["state"])
    if filters.get("since"):
        rows = rows.filter(recorded_at__gte=day_start(filters["since"]))
    if filters.get("until"):
        rows = rows.filter(recorded_at__lt=day_start(filters["until"] + ONE_DAY))
    words = (filters.get("q") or "").strip()
    if words:
        rows = rows.filter(search_condition(words))
    if filters.get("late"):
        rows = rows.filter(late_condition(register, today))
    return rows.select_related("item__current", "department", "recorded_by", *read_with)


def search_condition(words: str) -> Q:
    """The row of a number, or those whose person's or unit's name begins so: both are found by an index."""
    if NUMBER.fullmatch(words):
        return Q(number=words.upper())
    return Q(person_name__startswith=words)


def late_condition(register: str, today: date) -> Q:
    """Open rows whose day has passed; nothing where the register has no day."""
    if register not in DUE:
        return Q(pk__in=[])
    return Q(state__in=OPEN[register], **{f"{DUE[register]}__lt": today})


def register_counts(rows: QuerySet[Any], register: str, today: date) -> dict[str, int]:
    """How many are open and how many of them late. One query."""
    found = (
        rows.order_by()
        .filter(state__in=OPEN[register])
        .aggregate(open=Count("pk"), late=Count("pk", filter=late_condition(register, today)))
    )
    return {"open": found["open"] or 0, "late": found["late"] or 0}


def steps_of(register: str, row: Any) -> list[ServiceStep]:
    """The log of a row. One query."""
    return list(ServiceStep.objects.filter(register=register, record=row.pk).select_related("by"))


def matter_causes(matters: QuerySet[UnresolvedMatter], month: date) -> list[dict[str, Any]]:
    """Why matters of a month could not be done. Shape: [{label, count, share}] by count; share in whole percent."""
    counted = (
        matters.filter(recorded_at__gte=day_start(month), recorded_at__lt=day_start(next_month(month)))
        .exclude(cause="")
        .order_by()
        .values_list("cause")
        .annotate(n=Count("pk"))
    )
    found = sorted(counted, key=lambda pair: -pair[1])
    total = sum(n for _cause, n in found)
    return [
        {"label": MatterCause(cause).label, "count": n, "share": round(n * 100 / total)} for cause, n in found
    ]


def phone_checks_of(contract: Contract, limit: int = 10) -> list[PhoneCheck]:
    return list(PhoneCheck.objects.filter(contract=contract).select_related("checked_by")[:limit])


def waiting_times(contract: Contract, first: date, last: date) -> list[dict[str, Any]]:
    """Waiting before each window. Shape: [{window, served, passed, mean, longest}]; durations. One query."""
    waited = ExpressionWrapper(F("called_at") - F("taken_at"), output_field=DurationField())
    rows = (
        QueueTicket.objects.filter(contract=contract, day__range=(first, last))
        .order_by()
        .values("window__number")
        .annotate(
            served=Count("pk", filter=Q(state=TicketState.SERVED)),
            passed=Count("pk", filter=Q(state=TicketState.PASSED)),
            mean=Avg(waited, filter=Q(state=TicketState.SERVED)),
            longest=Max(waited, filter=Q(state=TicketState.SERVED)),
        )
        .order_by("window__number")
    )
    return [{**row, "window": row["window__number"] or ""} for row in rows]
