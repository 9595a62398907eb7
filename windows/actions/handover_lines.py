"""Receiving a batch: line by line taken, reported missing, or refused. What nobody confirmed stays with the giver."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.actions.case_forms import make_form
from windows.actions.handovers import TAKES, HandOverRefused, lock_batch, require
from windows.actions.moves import lock_case, move_case, touch_case
from windows.actions.shelf import check_place, shelve
from windows.enums import Direction, FormKind, HandOverState, Holder, LineKind, LineOutcome
from windows.models import Case, HandOver, HandOverLine
from windows.queries.papers import results_said
from windows.rules.case_life import may_move
from windows.rules.handover import SETTLED, needs_note

RECEIVES = {Direction.OUT: Permission.HANDOVER_CONFIRM, Direction.BACK: Permission.HANDOVER_SEND}


@transaction.atomic
def settle_lines(
    *,
    by: Any,
    at: datetime,
    batch: HandOver,
    lines: Collection[int],
    outcome: str,
    note: str = "",
    place: str = "",
    key: str,
) -> HandOver:
    """Say of these lines that they were received, are missing or are not taken; the last one closes the batch.

    Shape: `lines` are ids of lines; `place` puts received results on the shelf at once. Raises: HandOverRefused,
    ShelfRefused.
    """
    chosen = sorted(set(lines))
    body = {"batch": batch.pk, "lines": chosen, "outcome": outcome, "note": note, "place": place}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return HandOver.objects.get(pk=batch.pk)
    locked = lock_batch(batch)
    require(by, RECEIVES[Direction(locked.direction)], locked)
    note = clean_text(note).strip()
    _may_settle(locked, chosen, outcome, note)
    place = check_place(place) if place.strip() else ""
    rows = locked.lines.filter(pk__in=chosen).select_related("case").order_by("case_id")
    waiting = [line for line in rows if _is_open(line, outcome)]
    for line in waiting:
        _settle(by=by, at=at, batch=locked, line=line, outcome=outcome, note=note, place=place)
    if not locked.lines.filter(outcome=LineOutcome.WAITING).exists():
        _close(by=by, at=at, batch=locked)
    claim.settle({"id": locked.pk})
    locked.refresh_from_db()
    return locked


def _may_settle(batch: HandOver, chosen: list[int], outcome: str, note: str) -> None:
    if batch.state == HandOverState.DRAFT:
        raise HandOverRefused(_("交接单 %(number)s 还没有送出，不能签收。") % {"number": batch})
    if batch.state == HandOverState.VOID:
        raise HandOverRefused(_("交接单 %(number)s 已经作废。") % {"number": batch})
    if outcome not in LineOutcome.values or outcome == LineOutcome.WAITING:
        raise HandOverRefused(_("请选择签收、未收到或退回。"))
    if not chosen:
        raise HandOverRefused(_("请先勾选办件，或扫描办件编号。"))
    if needs_note(outcome) and not note:
        raise HandOverRefused(_("未收到或退回的，请写明情况，对方据此查找或更正。"))


def _is_open(line: HandOverLine, outcome: str) -> bool:
    """Still waiting; the same word a second time is no fault. Raises: HandOverRefused for another word."""
    if line.outcome == LineOutcome.WAITING:
        return True
    if line.outcome == outcome:
        return False
    raise HandOverRefused(
        _("办件 %(case)s 已登记为“%(outcome)s”，不能再改。请刷新页面核对。")
        % {"case": line.case.number, "outcome": line.get_outcome_display()}
    )


def _settle(
    *, by: Any, at: datetime, batch: HandOver, line: HandOverLine, outcome: str, note: str, place: str
) -> None:
    step = SETTLED[line.kind, outcome]
    case = lock_case(line.case)
    facts = {"batch": batch.number}
    values = {
        "by": by,
        "at": at,
        "case": case,
        "action": step.action,
        "why": note or line.reason,
        "facts": facts,
    }
    columns: dict[str, Any] = {"holder": Holder(step.holder)}
    if step.to and may_move(case.state, step.to):
        columns["transferred_at"] = at if step.to == "transferred" else None
        move_case(to=step.to, **values, **columns)
    else:
        # withdrawn meanwhile, say: the papers still changed hands
        touch_case(**values, **columns)
    side = TAKES[Direction(batch.direction)]
    changed = {"outcome": outcome, "note": note, f"{side}_at": at, f"{side}_by": by}
    HandOverLine.objects.filter(pk=line.pk).update(**changed)
    if line.kind == LineKind.RESULT and outcome == LineOutcome.CONFIRMED:
        _receive(by=by, at=at, batch=batch, line=line, case=case, place=place)


def _receive(*, by: Any, at: datetime, batch: HandOver, line: HandOverLine, case: Case, place: str) -> None:
    """A result arrived: its receiving slip, and its place on the shelf where one was given."""
    facts = {"batch": batch.number, "concluded_as": case.concluded_as, "results": results_said(case)}
    make_form(by=by, at=at, case=case, kind=FormKind.RECEIVING, facts=facts)
    if place:
        shelve(by=by, at=at, case=case, place=place)


def _close(*, by: Any, at: datetime, batch: HandOver) -> None:
    outcomes = list(batch.lines.values_list("outcome", flat=True))
    changed = HandOver.objects.filter(pk=batch.pk, state=HandOverState.SENT)
    if changed.update(state=HandOverState.CLOSED, closed_at=at, closed_by=by):
        after = {word: outcomes.count(word) for word in LineOutcome.values if word in outcomes}
        record_event("handover.close", by=by, obj=batch, contract=batch.contract, after=after)
