"""Batches and what waits to go into one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from contracts.models import Contract, Organisation
from contracts.queries import exceptional_days
from hall_ops.lib.permissions import Permission
from hall_ops.lib.workdays import ONE_DAY, is_workday
from windows.enums import CaseState, Direction, HandOverState, Holder, LineOutcome
from windows.models import Case, HandOver, HandOverLine

MOST_SHOWN = 200
CASE_PROFILE = "case__contract__profile"  # large, and no line shows anything of it
LOOK_BACK = timedelta(days=21)
OPEN_LINE = HandOverLine.objects.filter(case=OuterRef("pk"), outcome=LineOutcome.WAITING)
TROUBLE = (LineOutcome.MISSING, LineOutcome.RETURNED)


@dataclass(frozen=True, slots=True)
class Pile:
    """What lies at the windows for one department."""

    department: Organisation
    count: int
    oldest_at: datetime | None
    first_due_on: date | None


def to_send(user: Any, contract: Contract) -> QuerySet[Case]:
    """Accepted cases whose papers are at the window and in nobody's batch."""
    rows = Case.objects.allowed(user, Permission.HANDOVER_VIEW).in_contract(contract)
    return rows.filter(~Exists(OPEN_LINE), state=CaseState.ACCEPTED, holder=Holder.WINDOW)


def piles(user: Any, contract: Contract) -> list[Pile]:
    """The same by department, the oldest first. Two queries."""
    rows = list(
        to_send(user, contract)
        .order_by()
        .values("department")
        .annotate(count=Count("pk"), oldest=Min("accepted_at"), first_due=Min("due_on"))
    )
    known = Organisation.objects.in_bulk([row["department"] for row in rows])
    found = [Pile(known[row["department"]], row["count"], row["oldest"], row["first_due"]) for row in rows]
    return sorted(found, key=lambda pile: (pile.oldest_at is None, pile.oldest_at))


def cases_for(user: Any, contract: Contract, department: int) -> list[Case]:
    """The cases to tick for one department, the oldest acceptance first. One query."""
    rows = to_send(user, contract).filter(department_id=department)
    return list(rows.select_related("version").order_by("accepted_at", "pk")[:MOST_SHOWN])


def batches(user: Any, contract: Contract) -> QuerySet[HandOver]:
    """Batches this user may see, with how many lines each has and how many wait."""
    rows = HandOver.objects.allowed(user, Permission.HANDOVER_VIEW).filter(contract=contract)
    waiting = Q(lines__outcome=LineOutcome.WAITING)
    return rows.select_related("department", "sent_by", "made_by", "venue").annotate(
        line_count=Count("lines"),
        waiting_count=Count("lines", filter=waiting),
        trouble_count=Count("lines", filter=Q(lines__outcome__in=TROUBLE)),
    )


def sent_batches(user: Any, contract: Contract) -> QuerySet[HandOver]:
    """Batches that were ever sent, the newest first, bare."""
    rows = HandOver.objects.allowed(user, Permission.HANDOVER_VIEW).filter(contract=contract)
    return rows.exclude(state=HandOverState.DRAFT).order_by("-made_at", "-pk")


def waiting_batches(user: Any, contract: Contract, direction: str) -> list[HandOver]:
    """Batches under way, the longest first. One query."""
    rows = batches(user, contract).filter(state=HandOverState.SENT, direction=direction)
    return list(rows.order_by("sent_at", "pk")[:MOST_SHOWN])


def own_drafts(user: Any, contract: Contract, direction: str = Direction.OUT) -> list[HandOver]:
    """What this person is putting together, with lines. Two queries."""
    rows = HandOver.objects.allowed(user, Permission.HANDOVER_VIEW).in_contract(contract)
    rows = rows.filter(made_by=user, state=HandOverState.DRAFT, direction=direction)
    shown = HandOverLine.objects.select_related("case__version", "case__contract").defer(CASE_PROFILE)
    return list(
        rows.select_related("department", "venue")
        .prefetch_related(Prefetch("lines", shown.order_by("position")))
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that did not arrive or was refused, while its papers have not gone again."""

    line: HandOverLine
    since: datetime | None


def troubles(user: Any, contract: Contract) -> list[Trouble]:
    """What went wrong under way and is not mended, the newest first; each case once. One query."""
    reached = Case.objects.allowed(user, Permission.HANDOVER_VIEW).filter(contract=contract)
    back = Q(batch__direction=Direction.OUT, case__state=CaseState.ACCEPTED, case__holder=Holder.WINDOW) | Q(
        batch__direction=Direction.BACK,
        case__state__in=[CaseState.DECIDED, CaseState.TRANSFERRED],
        case__holder=Holder.DEPARTMENT,
    )
    rows = HandOverLine.objects.filter(back, outcome__in=TROUBLE, case__in=reached)
    open_line = HandOverLine.objects.filter(case=OuterRef("case"), outcome=LineOutcome.WAITING)
    rows = rows.filter(~Exists(open_line)).select_related(
        "case__version", "case__contract", "batch__department", "theirs_by", "ours_by"
    )
    rows = rows.defer(CASE_PROFILE)
    found: dict[int, Trouble] = {}
    for line in rows.order_by("-pk")[:MOST_SHOWN]:
        since = line.theirs_at if line.batch.direction == Direction.OUT else line.ours_at
        found.setdefault(line.case_id, Trouble(line, since))
    return list(found.values())


def lines_of(batch: HandOver) -> list[HandOverLine]:
    """A batch's lines with their cases. One query."""
    rows = batch.lines.select_related("case__version", "case__contract", "ours_by", "theirs_by")
    return list(rows.defer(CASE_PROFILE).order_by("position"))


def late_before(today: date) -> datetime:
    """What was accepted or sent before this should have gone on: the start of the last working day. One query."""
    known = exceptional_days(today - LOOK_BACK, today)
    day = today - ONE_DAY
    while not is_workday(day, known) and today - day < LOOK_BACK:
        day -= ONE_DAY
    return timezone.make_aware(datetime.combine(day, time.min))


def last_carriage(user: Any, contract: Contract, direction: str) -> dict[str, str]:
    """How this person's last batch travelled, to fill the form with; never a telephone. One query."""
    last = (
        HandOver.objects.filter(contract=contract, sent_by=user, direction=direction)
        .order_by("-pk")
        .values("way", "messenger_name", "carrier")
        .first()
    )
    return {name: str(value) for name, value in (last or {}).items()}


def waiting_lines(lines: Iterable[HandOverLine]) -> list[HandOverLine]:
    return [line for line in lines if line.outcome == LineOutcome.WAITING]
