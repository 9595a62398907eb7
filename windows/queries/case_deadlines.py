"""What is overdue, what soon will be, what stands still, and what departments were asked about it.

Source: facts.md § 5.12 (超期台账), § 5.13 (特殊环节台账); 002 § 四(一)(1) (预警, 催办).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.workdays import add_workdays
from windows.enums import CaseState, ClockReason
from windows.models import Case, Chase, ClockStop
from windows.queries.clock import Clock, calendar_around, clocks_of
from windows.queries.ledger_rows import through_case
from windows.queries.policy import Policy, policy_of
from windows.rules.clock import Calendar

SHOWN_WITH = ("item", "version", "department", "clerk", "keeper", "window")
RUNNING = (CaseState.ACCEPTED, CaseState.TRANSFERRED)
LATE, SOON, UNTOLD, CORRECTION, GAP, ASKED = "late", "soon", "untold", "correction", "gap", "asked"
TABS = {
    LATE: gettext_lazy("已超期"),
    SOON: gettext_lazy("即将到期"),
    UNTOLD: gettext_lazy("收件未受理"),
    CORRECTION: gettext_lazy("补正到期"),
    GAP: gettext_lazy("容缺到期"),
    ASKED: gettext_lazy("催办未答复"),
}


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that bound the lists. Shape: `warn_on` is the last day that is warned about today, `untold_on` the last
    day of receipt whose five days end by then."""

    today: date
    warn_on: date
    untold_on: date


def horizon_of(policy: Policy, today: date, calendar: Calendar | None = None) -> Horizon:
    """One query at most."""
    exceptions = (calendar or calendar_around(today)).exceptions
    warn_on = add_workdays(today, policy.warn_days, exceptions)
    untold = today
    while add_workdays(untold, policy.told_within_days, exceptions) > warn_on:
        untold -= timedelta(days=1)
    return Horizon(today, warn_on, untold)


def deadline_conditions(horizon: Horizon) -> dict[str, Q]:
    """What belongs into which list, as conditions on cases."""
    running = Q(state__in=RUNNING)
    unstopped = Q(stopped_since=None)
    return {
        LATE: running & Q(due_on__lt=horizon.today) & (unstopped | Q(stopped_since__gt=F("due_on"))),
        SOON: running & unstopped & Q(due_on__gte=horizon.today, due_on__lte=horizon.warn_on),
        UNTOLD: Q(state=CaseState.REGISTERED, told_rounds=0, day__lte=horizon.untold_on),
        CORRECTION: Q(state__in=(CaseState.CORRECTING, *RUNNING), correction_due_on__lte=horizon.warn_on),
        GAP: running & Q(gap_due_on__lte=horizon.warn_on),
        ASKED: running & Q(Exists(Chase.objects.filter(case=OuterRef("pk"), answered_at=None))),
    }


def deadline_counts(cases: QuerySet[Case], horizon: Horizon) -> dict[str, int]:
    """How many stand in each list. One query."""
    counts = {name: Count("pk", filter=condition) for name, condition in deadline_conditions(horizon).items()}
    open_states = (CaseState.REGISTERED, CaseState.CORRECTING, *RUNNING)
    found: dict[str, int] = cases.filter(state__in=open_states).aggregate(**counts)
    return found


def deadline_cases(user: Any, contract: Contract, tab: str, horizon: Horizon) -> QuerySet[Case]:
    """The cases of one list, the most urgent first."""
    order = {UNTOLD: "day", CORRECTION: "correction_due_on", GAP: "gap_due_on"}.get(tab, "due_on")
    found = Case.objects.allowed(user, Permission.CASE_VIEW).in_contract(contract)
    waiting = Chase.objects.filter(case=OuterRef("pk"), answered_at=None)
    return (
        found.filter(deadline_conditions(horizon)[tab])
        .select_related(*SHOWN_WITH)
        .annotate(is_chased=Exists(waiting))
        .order_by(order, "pk")
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of deadlines."""

    case: Case
    clock: Clock
    is_chased: bool

    @property
    def days_late(self) -> int:
        return -self.clock.days_left if self.clock.days_left is not None and self.clock.days_left < 0 else 0


def deadline_rows(cases: Iterable[Any], contract: Contract, today: date) -> list[Row]:
    """Lines with their clocks. One query."""
    rows = list(cases)
    clocks = clocks_of(rows, today, policy_of(contract))
    return [Row(case, clocks[case.pk], case.is_chased) for case in rows]


def default_words(case: Case, clock: Clock) -> str:
    """The sentence a chase begins with."""
    return _("“%(item)s”（%(number)s）应于 %(day)s 办结，%(left)s。请尽快办理并答复进展。") % {
        "item": case.version.name[:60],
        "number": case.number,
        "day": case.due_on or clock.due_on or "—",
        "left": clock.text or _("请核对"),
    }


# -- special steps --------------------------------------------------------------------------------------------------
OPEN, OVERDUE, ENDED = "open", "overdue", "ended"
STOP_TABS = {
    OPEN: gettext_lazy("进行中"),
    OVERDUE: gettext_lazy("超过时限"),
    ENDED: gettext_lazy("已恢复"),
}


def stops_of(user: Any, contract: Contract, tab: str, today: date) -> QuerySet[ClockStop]:
    """Special steps of the cases somebody may see, with whether the same step was begun before."""
    rows = through_case(ClockStop, "case__").allowed(user, Permission.CASE_VIEW)
    found = rows.filter(case__contract=contract, reason=ClockReason.SPECIAL_STEP)
    narrowed = {
        OPEN: found.filter(ended_at=None),
        OVERDUE: found.filter(ended_at=None, due_on__lt=today),
        ENDED: found.filter(ended_at__isnull=False),
    }[tab]
    earlier = ClockStop.objects.filter(case=OuterRef("case"), name=OuterRef("name"), pk__lt=OuterRef("pk"))
    with_what = ("case__version", "case__department", "case__contract", "started_by", "ended_by")
    order = "-ended_at" if tab == ENDED else "started_at"
    return narrowed.select_related(*with_what).annotate(is_again=Exists(earlier)).order_by(order, "pk")


def stop_counts(user: Any, contract: Contract, today: date) -> dict[str, int]:
    """How many special steps go on, and how many of them too long. One query."""
    rows = through_case(ClockStop, "case__").allowed(user, Permission.CASE_VIEW)
    going = rows.filter(case__contract=contract, reason=ClockReason.SPECIAL_STEP, ended_at=None)
    counts: dict[str, int] = going.aggregate(
        open=Count("pk"), overdue=Count("pk", filter=Q(due_on__lt=today))
    )
    return counts
