"""Warnings about terms, written once; terms counted anew when the calendar changes.

It asks for the state of today, not for what happened since the last run, so a run after an outage catches up and a
second run changes nothing. Source: 002 § 四(一)(1) (预警); rules.md § 5 (one working day ahead).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.sealing import open_column
from records.actions import record_event
from windows.actions.clock_stops import AHEAD, due_columns
from windows.actions.intake_outcomes import tell_by_sms
from windows.actions.moves import lock_case, touch_case
from windows.enums import CaseState, ClockReason, DueKind
from windows.models import Case, ClockStop, DueNotice
from windows.queries.case_deadlines import (
    CORRECTION,
    GAP,
    LATE,
    RUNNING,
    SOON,
    UNTOLD,
    Horizon,
    deadline_conditions,
    horizon_of,
)
from windows.queries.clock import calendar_between
from windows.queries.policy import policy_of

DATED = {
    SOON: (DueKind.WARN, "due_on"),
    LATE: (DueKind.LATE, "due_on"),
    UNTOLD: (DueKind.UNTOLD, "day"),
    CORRECTION: (DueKind.CORRECTION, "correction_due_on"),
    GAP: (DueKind.GAP, "gap_due_on"),
}

# What waits for the applicant, in the applicant's words.
ASKED_OF_APPLICANT: dict[str, Any] = {
    DueKind.CORRECTION: gettext_lazy("还在等您补正材料，期限 %(day)s，逾期按撤回申请处理"),
    DueKind.GAP: gettext_lazy("还有容缺材料未补交，期限 %(day)s，请按承诺补齐"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One warning that has its reason today."""

    case_id: int
    kind: str
    due_on: date

    @property
    def key(self) -> tuple[int, str, date]:
        return (self.case_id, self.kind, self.due_on)


def remind_due(*, at: datetime) -> tuple[int, int]:
    """Write what is to be warned about and settle what is over. Shape: (written, settled)."""
    written = settled = 0
    for contract in Contract.objects.filter(cases__state__in=[*RUNNING, *BEFORE]).distinct().order_by("pk"):
        made, gone = _of_contract(contract, at)
        written, settled = written + made, settled + gone
    open_rows = DueNotice.objects.filter(settled_at=None).exclude(case__state__in=[*RUNNING, *BEFORE])
    return written, settled + open_rows.update(settled_at=at)


BEFORE = (CaseState.REGISTERED, CaseState.CORRECTING)


@transaction.atomic
def _of_contract(contract: Contract, at: datetime) -> tuple[int, int]:
    """One contract's warnings; the unique term decides which of two doubled runs writes it."""
    today = timezone.localdate(at)
    wanted = {each.key: each for each in _wanted(contract, horizon_of(policy_of(contract), today))}
    mine = DueNotice.objects.filter(case__contract=contract)
    about = {each.case_id for each in wanted.values()}
    known = {
        (row.case_id, row.kind, row.due_on): row
        for row in mine.filter(Q(settled_at=None) | Q(case_id__in=about))
    }
    missing = [each for key, each in wanted.items() if key not in known]
    DueNotice.objects.bulk_create(
        [DueNotice(case_id=each.case_id, kind=each.kind, due_on=each.due_on, made_at=at) for each in missing],
        ignore_conflicts=True,
    )
    _tell_applicants([each for each in missing if each.kind in ASKED_OF_APPLICANT], at)
    back = [row.pk for key, row in known.items() if key in wanted and row.settled_at is not None]
    made = len(missing) + DueNotice.objects.filter(pk__in=back).update(settled_at=None, made_at=at)
    gone = [row.pk for key, row in known.items() if key not in wanted]
    settled = DueNotice.objects.filter(pk__in=gone, settled_at=None).update(settled_at=at)
    if made:
        record_event("case.remind_due", by=None, contract=contract, after={"count": made})
    return made, settled


def _tell_applicants(wanted: list[Wanted], at: datetime) -> None:
    """Whoever owes papers is reminded once a term, by text message, where a mobile is on record."""
    cases = Case.objects.select_related("contract", "venue", "version").in_bulk(
        [each.case_id for each in wanted]
    )
    for each in wanted:
        case = cases[each.case_id]
        said = ASKED_OF_APPLICANT[each.kind] % {"day": f"{each.due_on:%Y-%m-%d}"}
        tell_by_sms(
            at=at, case=case, phone=open_column(case, "phone"), action=f"remind_{each.kind}", sentence=said,
            turn=f"{each.due_on:%Y%m%d}",
        )  # fmt: skip


def _wanted(contract: Contract, horizon: Horizon) -> Iterator[Wanted]:
    """Six queries, each bounded by what is due."""
    conditions = deadline_conditions(horizon)
    for name, (kind, column) in DATED.items():
        rows = Case.objects.filter(Q(contract=contract), conditions[name]).values_list("pk", column)
        for case, due in rows:
            yield Wanted(case, kind, due)
    stops = ClockStop.objects.filter(
        case__contract=contract, ended_at=None, reason=ClockReason.SPECIAL_STEP, due_on__lte=horizon.today
    )
    for case, due in stops.values_list("case_id", "due_on"):
        if due is not None:
            yield Wanted(case, DueKind.STOP, due)


# -- the calendar changed -------------------------------------------------------------------------------------------
def recompute_due(*, at: datetime) -> int:
    """Count the terms of running cases anew; those the calendar moved are written with a line in their log.

    Shape: how many moved, whatever window or system they came in by. One query for the calendar; a case is locked only
    when its term moves.
    """
    running = Case.objects.filter(state__in=RUNNING, accepted_at__isnull=False, version__promised_days__gt=0)
    first = running.order_by("registered_at").values_list("registered_at", flat=True).first()
    if first is None:
        return 0
    calendar = calendar_between(timezone.localdate(first), timezone.localdate(at) + AHEAD)
    moved = 0
    rows = running.select_related("contract", "version").prefetch_related("stops").order_by("pk")
    for case in rows.iterator(chunk_size=500):
        ended = [stop for stop in case.stops.all() if stop.ended_at is not None]
        columns = due_columns(case, calendar, ended)
        if any(getattr(case, name) != value for name, value in columns.items()):
            moved += _move_due(case, columns, at)
    return moved


@transaction.atomic
def _move_due(case: Case, columns: dict[str, Any], at: datetime) -> int:
    locked = lock_case(case)
    if locked.revision != case.revision:
        return 0  # somebody is at it; the next run looks again
    facts = {"due_before": str(locked.due_on), "due_on": str(columns["due_on"])}
    touch_case(by=None, at=at, case=locked, action="recompute_due", facts=facts, **columns)
    return 1
