"""The steps of a case after it was registered and before a department has it: told, brought, accepted, refused.

Desk and detail page share these; what each step writes stands in windows.actions.intake_outcomes.
Source: 行政许可法 第三十二条; facts.md §§ 2, 3; 002 § 四(一)(1)(8).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import open_column
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.case_forms import make_form
from windows.actions.clock_stops import begin_stop, end_stop
from windows.actions.intake_entry import PaperIn
from windows.actions.intake_outcomes import (
    Effect,
    IntakeRefused,
    accepted,
    accepted_with_gap,
    concluded,
    refuse_on,
    refused,
    tell_by_sms,
    told_once,
)
from windows.actions.moves import lock_case, move_case, touch_case
from windows.actions.refusal_matters import follow_refusal
from windows.enums import CaseState, ClockReason, Taken
from windows.models import Case, CaseEvent, CaseMaterial
from windows.queries.clock import Terms, calendar_around, counted_from, terms_from
from windows.queries.policy import Policy, is_after_closing, policy_of
from windows.rules.clock import Stop, stopped_days
from windows.rules.intake import (
    IN,
    Paper,
    Problem,
    Promise,
    Told,
    accept_problems,
    close_problems,
    gap_problems,
    last_gap_day,
    on_spot_problems,
    refusal_problems,
    tell_problems,
)

AFTER_ACCEPTING = (CaseState.ACCEPTED, CaseState.TRANSFERRED)


def papers_of(case: Case) -> list[Paper]:
    """The case's papers as the rules see them. A licence once taken stays good. One query."""
    return [
        Paper(
            position=row.position, name=row.name, necessity=row.necessity, taken=row.taken, received=row.received,
            copies=row.copies, licence=row.name if row.taken == Taken.LICENCE else "", form=row.form,
        )
        for row in case.materials.order_by("position")
    ]  # fmt: skip


@transaction.atomic
def tell_once(
    *, by: Any, at: datetime, case: Case, told: Sequence[Told], revision: int | None = None, sms: bool = False
) -> Case:
    """Tell once and for all what is missing. A second round on the same case is marked as a breach.

    Shape: `told` from windows.rules.intake.told_from, with what is wrong with papers that are in. A case accepted
    before keeps its state, and its clock stands until the papers come. Raises: IntakeRefused, MoveRefused, CaseMoved.
    """
    locked = _lock(by, case, revision)
    lines = [Told(line.position, clean_text(line.name), clean_text(line.why).strip()) for line in told]
    refuse_on(tell_problems(papers_of(locked), lines))
    day, policy = timezone.localdate(at), policy_of(locked.contract)
    stays = locked.state if locked.state in AFTER_ACCEPTING else ""
    effect = told_once(
        day=day, told=lines, rounds=locked.told_rounds, policy=policy, calendar=calendar_around(day), stays=stays
    )  # fmt: skip
    if stays:
        effect.columns.update(
            begin_stop(by=by, at=at, case=locked, reason=ClockReason.CORRECTION, name=_("补正"))
        )
    return _carry_out(by=by, at=at, case=locked, effect=effect, sms=sms)


@transaction.atomic
def resubmit(
    *, by: Any, at: datetime, case: Case, brought: Sequence[PaperIn], revision: int | None = None
) -> Case:
    """The applicant brought what was asked for; the time of the correction is taken off the clock.

    Raises: IntakeRefused, MoveRefused, CaseMoved.
    """
    locked = _lock(by, case, revision)
    if locked.state != CaseState.CORRECTING and locked.correction_due_on is None:
        raise IntakeRefused([Problem("", _("这个办件没有在等补正。请刷新页面。"))])
    if not brought:
        raise IntakeRefused([Problem("papers", _("没有勾选补正的材料。请勾选这次收到的材料。"))])
    positions = _take(locked, brought, at)
    due = locked.correction_due_on
    facts = {"papers": positions, "late": due is not None and timezone.localdate(at) > due}
    columns: dict[str, Any] = {"correction_due_on": None}
    if locked.state in AFTER_ACCEPTING:
        columns |= end_stop(by=by, at=at, case=locked)
        return touch_case(by=by, at=at, case=locked, action="resubmit", facts=facts, **columns)
    columns["stopped_days"] = locked.stopped_days + _days_of_correction(locked, at)
    return move_case(
        by=by, at=at, case=locked, to=CaseState.REGISTERED, action="resubmit", facts=facts, **columns
    )


def _days_of_correction(case: Case, at: datetime) -> int:
    """Working days the applicant had the papers. One or two queries."""
    told = (
        CaseEvent.objects.filter(case=case, action="tell_once").order_by("-pk").values_list("at", flat=True)
    )
    began = timezone.localdate(told[0]) if told else timezone.localdate(at)
    calendar = calendar_around(timezone.localdate(case.registered_at))
    received = timezone.localdate(case.registered_at)
    return stopped_days(Stop(began, timezone.localdate(at)), received, calendar.exceptions)


@transaction.atomic
def accept_case(
    *,
    by: Any,
    at: datetime,
    case: Case,
    promise: Promise | None = None,
    revision: int | None = None,
    sms: bool = False,
) -> Case:
    """Accept a registered or corrected case, with a promise where something may come later.

    Who neither accepted nor told within the law's days accepts as of the day of receipt.
    Raises: IntakeRefused, MoveRefused, CaseMoved.
    """
    locked = _lock(by, case, revision)
    papers, policy = papers_of(locked), policy_of(locked.contract)
    terms, begun_at, deemed = _terms(locked, at, policy)
    if promise is None:
        refuse_on(accept_problems(papers))
        effect = accepted(at=begun_at, terms=terms, deemed=deemed)
    else:
        day = timezone.localdate(at)
        last = last_gap_day(
            day, promised_days=locked.version.promised_days, limit_days=policy.gap_days,
            exceptions=calendar_around(day).exceptions,
        )  # fmt: skip
        refuse_on(gap_problems(papers, promise, kind=locked.kind, day=day, last_day=last))
        assert promise.due_on is not None, "the rules have asked for it"
        effect = accepted_with_gap(
            at=begun_at, terms=terms, papers=papers, gap_due_on=promise.due_on, policy=policy
        )
        gaps = locked.materials.filter(necessity="deferrable", taken=Taken.MISSING)
        gaps.update(taken=Taken.DEFERRED)
    return _carry_out(by=by, at=at, case=locked, effect=effect, sms=sms)


@transaction.atomic
def refuse_case(
    *,
    by: Any,
    at: datetime,
    case: Case,
    ground: str,
    reason: str,
    office: str = "",
    revision: int | None = None,
    sms: bool = False,
) -> Case:
    """Refuse a case in writing; a supervisor looks at every refusal. Raises: IntakeRefused, MoveRefused, CaseMoved."""
    locked = _lock(by, case, revision)
    reason, office = clean_text(reason).strip(), clean_text(office).strip()
    refuse_on(refusal_problems(ground, reason, office))
    effect = refused(at=at, ground=ground, reason=reason, office=office)
    return _carry_out(by=by, at=at, case=locked, effect=effect, sms=sms)


@transaction.atomic
def conclude_on_spot(
    *,
    by: Any,
    at: datetime,
    case: Case,
    result_number: str = "",
    revision: int | None = None,
    sms: bool = False,
) -> Case:
    """Accept and grant a case of an on-the-spot item. Raises: IntakeRefused, MoveRefused, CaseMoved."""
    locked = _lock(by, case, revision)
    refuse_on(on_spot_problems(papers_of(locked), kind=locked.kind))
    terms, begun_at, _deemed = _terms(locked, at, policy_of(locked.contract))
    effect = concluded(at=at, terms=terms, result_number=clean_text(result_number).strip())
    effect.columns["accepted_at"] = begun_at
    return _carry_out(by=by, at=at, case=locked, effect=effect, sms=sms)


@transaction.atomic
def close_gap(
    *, by: Any, at: datetime, case: Case, brought: Sequence[PaperIn], revision: int | None = None
) -> Case:
    """Take in papers of a gap; with the last one the promise is kept, late ones are marked.

    Raises: IntakeRefused, CaseMoved.
    """
    locked = _lock(by, case, revision)
    if locked.gap_due_on is None:
        raise IntakeRefused([Problem("", _("这个办件没有容缺待补的材料。请刷新页面。"))])
    refuse_on(close_problems(papers_of(locked), [paper.position for paper in brought]))
    positions = _take(locked, brought, at)
    open_gaps = locked.materials.filter(taken=Taken.DEFERRED).exists()
    late = timezone.localdate(at) > locked.gap_due_on
    facts = {"papers": positions, "late": late, "all": not open_gaps}
    columns: dict[str, Any] = {} if open_gaps else {"gap_due_on": None}
    return touch_case(by=by, at=at, case=locked, action="close_gap", facts=facts, **columns)


@transaction.atomic
def deem_accepted(*, at: datetime, case: Case) -> Case:
    """Accept a case that nobody accepted nor told in time, from the day of receipt. Nobody is named for it.

    Shape: the papers stay as they are; what is missing is asked of the applicant as of an accepted case. The notice is
    made at once, and the applicant is told of it wherever a mobile is on record.
    Raises: IntakeRefused, MoveRefused. Source: 行政许可法 第三十二条第一款第四项.
    """
    locked = lock_case(case)
    begun, late = counted_from(locked, at)
    if locked.state != CaseState.REGISTERED or not late:
        raise IntakeRefused([Problem("", _("这个办件没有到视为受理的时候。"))])
    terms = terms_from(begun, locked.version)
    effect = accepted(at=locked.registered_at, terms=terms, deemed=True)
    return _carry_out(by=None, at=at, case=locked, effect=effect, sms=True)


# -- shared ---------------------------------------------------------------------------------------------------------
def _lock(by: Any, case: Case, revision: int | None) -> Case:
    locked = lock_case(case, revision=revision)
    if not holds(by, Permission.CASE_REGISTER, locked.contract):
        raise IntakeRefused([Problem("", _("这一步须由有相应身份的人员完成。"))])
    return locked


def _terms(case: Case, at: datetime, policy: Policy) -> tuple[Terms, datetime, bool]:
    """When the case is due, from when its acceptance counts, and whether the law put that back."""
    begun, deemed = counted_from(case, at)
    closed = not deemed and is_after_closing(policy, timezone.localtime(at).time())
    return terms_from(begun, case.version, after_closing=closed), case.registered_at if deemed else at, deemed


def _take(case: Case, brought: Iterable[PaperIn], at: datetime) -> list[int]:
    """Write down papers that came later. Shape: their positions. Raises: IntakeRefused."""
    rows = {row.position: row for row in case.materials.all()}
    taken = []
    for paper in brought:
        row = rows.get(paper.position)
        if row is None or paper.taken not in IN:
            raise IntakeRefused([Problem("papers", _("勾选的材料不在这个办件的清单里。请刷新页面。"))])
        received = paper.received or row.copies
        CaseMaterial.objects.filter(pk=row.pk).update(
            taken=paper.taken, received=received, received_at=at, note=clean_text(paper.note).strip()[:200]
        )
        taken.append(row.position)
    return sorted(taken)


def _carry_out(*, by: Any, at: datetime, case: Case, effect: Effect, sms: bool) -> Case:
    """Walk the steps; the columns go with the first, the forms and the message follow the last."""
    columns = dict(effect.columns)
    for step in effect.steps:
        if step.to == case.state:
            touch_case(by=by, at=at, case=case, action=step.action, why=step.why, facts=step.facts, **columns)
        else:
            move_case(
                by=by, at=at, case=case, to=step.to, action=step.action, why=step.why, facts=step.facts, **columns
            )  # fmt: skip
        columns = {}
    for kind, facts in effect.forms:
        make_form(by=by, at=at, case=case, kind=kind, facts=facts)
    if effect.asks_for_look:
        follow_refusal(by=by, at=at, case=case)
    if sms:
        phone = open_column(case, "phone")
        tell_by_sms(at=at, case=case, phone=phone, action=effect.steps[-1].action, sentence=effect.sms)
    return case
