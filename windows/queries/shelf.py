"""The shelf: what waits for its applicant, for how long, and who was told."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, Delivery, Holder, ToldOutcome
from windows.models import Case, Told

MOST_SHOWN = 100
REACHED = Told.objects.filter(case=OuterRef("pk"), outcome__in=[ToldOutcome.SENT, ToldOutcome.REACHED])
ALL, UNTOLD, AGED, LOST = "all", "untold", "aged", "lost"


def ready_cases(user: Any, contract: Contract) -> QuerySet[Case]:
    """Cases that are ready to be given out, the longest waiting first."""
    rows = Case.objects.allowed(user, Permission.ISSUANCE_VIEW).in_contract(contract)
    return rows.filter(state=CaseState.READY).order_by("ready_at", "pk")


def shelf_rows(user: Any, contract: Contract, part: str, now: datetime, shelf_days: int) -> QuerySet[Case]:
    """One part of the shelf with what its page shows. Shape: `part` is ALL, UNTOLD, AGED or LOST."""
    rows = ready_cases(user, contract)
    rows = rows.filter(holder=Holder.CARRIER if part == LOST else Holder.SHELF)
    if part == UNTOLD:
        rows = rows.filter(~Exists(REACHED))
    if part == AGED:
        rows = rows.filter(ready_at__lt=now - timedelta(days=shelf_days))
    told = Prefetch("told", Told.objects.select_related("by").order_by("-pk"))
    return rows.select_related("version").prefetch_related(told)


@dataclass(frozen=True, slots=True)
class ShelfCounts:
    """How much lies there. Units: cases."""

    shelf: int
    untold: int
    aged: int
    lost: int
    waiting: int


def shelf_counts(user: Any, contract: Contract, now: datetime, shelf_days: int) -> ShelfCounts:
    """The figures above the shelf. Two queries."""
    on_shelf = Q(holder=Holder.SHELF)
    found = (
        ready_cases(user, contract)
        .order_by()
        .annotate(was_told=Exists(REACHED))
        .aggregate(
            shelf=Count("pk", filter=on_shelf),
            untold=Count("pk", filter=on_shelf & Q(was_told=False)),
            aged=Count("pk", filter=on_shelf & Q(ready_at__lt=now - timedelta(days=shelf_days))),
            lost=Count("pk", filter=Q(holder=Holder.CARRIER)),
        )
    )
    return ShelfCounts(**found, waiting=to_shelve(user, contract).count())


def to_shelve(user: Any, contract: Contract) -> QuerySet[Case]:
    """Results that arrived and have no place yet."""
    rows = Case.objects.allowed(user, Permission.ISSUANCE_VIEW).in_contract(contract)
    rows = rows.filter(state=CaseState.DECIDED, holder=Holder.WINDOW).exclude(
        delivery__in=[Delivery.NETWORK, Delivery.NONE]
    )
    return rows.select_related("version").order_by("decided_at", "pk")
