"""Objections: the contractor files one against an entry, the purchaser rules on it once, with a reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.corrections import carry_out, correction_of
from assessment.actions.notices import settle_notices
from assessment.enums import CardState
from assessment.models import Entry, Objection, Scorecard
from assessment.queries.objections import changed_numbers, objection_key
from assessment.rules.objections import needs_correction, refusal, ruling_problem
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import TextRefused, clean_text
from records.actions import record_event, store_file

MAX_FILES = 12
GROUNDS = 1000


class ObjectionRefused(DomainError):
    """The objection or the ruling cannot be taken; str() says why."""


@transaction.atomic
def file_objection(
    *,
    by: Any,
    at: datetime,
    card: Scorecard,
    number: int,
    grounds: str,
    files: Sequence[tuple[str, bytes]] = (),
) -> Objection:
    """Object to entry `number` of an approved card, with grounds and evidence files (name, bytes).

    Raises: ObjectionRefused, UploadRefused (hall_ops.lib.uploads).
    """
    locked = _lock_card(card)
    entry = Entry.objects.select_related("criterion").filter(scorecard=locked, number=number).first()
    if entry is None:
        raise ObjectionRefused(_("本表没有 № %(number)s 这条记录。") % {"number": number})
    reason = refusal(
        today=timezone.localdate(at),
        state=locked.state,
        objection_until=locked.objection_until,
        effect=entry.criterion.effect,
        withdrawn=entry.withdrawn_at is not None,
        objected=Objection.objects.filter(entry=entry).exists(),
        changed=locked.corrects_id is None or entry.number in changed_numbers(locked),
    )
    if reason:
        raise ObjectionRefused(refusal_text(reason))
    grounds = _clean(grounds)
    if not grounds:
        raise ObjectionRefused(_("请写明申辩理由。"))
    if len(grounds) > GROUNDS or len(files) > MAX_FILES:
        raise ObjectionRefused(_("理由不超过 1000 字，附件不超过 12 个。"))
    stored = [
        store_file(by=by, at=at, contract=locked.contract, name=name, data=data) for name, data in files
    ]
    objection = Objection.objects.create(
        scorecard=locked, entry=entry, grounds=grounds, filed_by=by, filed_at=at
    )
    objection.files.set(stored)
    record_event(
        "objection.file",
        by=by,
        obj=objection,
        contract=locked.contract,
        after={
            "criterion": entry.criterion.code,
            "number": entry.number,
            "reason": grounds,
            "files": [each.sha256 for each in stored],
        },
    )
    return objection


@transaction.atomic
def rule_on_objection(
    *, by: Any, at: datetime, objection: Objection, ruling: str, reason: str, ruled_count: int | None = None
) -> Objection:
    """Reject, uphold, or uphold partly with a new count. What changes the card goes into its one correction.

    Raises: ObjectionRefused.
    """
    locked = _lock_card(objection.scorecard)
    row = Objection.objects.select_related("entry__criterion").get(pk=objection.pk)
    if row.ruling:
        raise ObjectionRefused(_("这条申辩已经裁定，裁定后不再改变。"))
    if locked.state != CardState.APPROVED:
        raise ObjectionRefused(_("考核表已归档，不能再裁定。"))
    problem = ruling_problem(ruling, row.entry.count, ruled_count)
    if problem:
        raise ObjectionRefused(_ruling_text(problem))
    reason = _clean(reason)
    if not reason or len(reason) > GROUNDS:
        raise ObjectionRefused(_("请写明裁定理由，不超过 1000 字。"))
    row.ruling, row.ruled_count, row.ruling_reason, row.ruled_by, row.ruled_at = (
        ruling,
        ruled_count,
        reason,
        by,
        at,
    )
    row.save(update_fields=["ruling", "ruled_count", "ruling_reason", "ruled_by", "ruled_at"])
    record_event(
        "objection.rule",
        by=by,
        obj=row,
        contract=locked.contract,
        before={"criterion": row.entry.criterion.code, "count": row.entry.count},
        after={"ruling": ruling, "count": ruled_count, "reason": reason},
    )
    if needs_correction(ruling):
        correction = correction_of(by=by, at=at, card=locked)
        if correction.state != CardState.DRAFT:
            raise ObjectionRefused(_("更正版已在签署。请先把更正版退回考核人，再作裁定。"))
        carry_out(by=by, at=at, correction=correction, objection=row)
    settle_notices([objection_key(row)], at=at)
    return row


def _clean(text: str) -> str:
    try:
        return clean_text(text, multiline=True).strip()
    except TextRefused as refused:
        raise ObjectionRefused(str(refused)) from refused


def _lock_card(card: Scorecard) -> Scorecard:
    return Scorecard.objects.select_for_update(of=("self",)).select_related("contract").get(pk=card.pk)


def refusal_text(key: str) -> str:
    """Why an entry cannot be objected to, as a sentence; "" for no reason."""
    return {
        "": "",
        "state": _("考核表不在申辩期内，不能申辩。"),
        "closed": _("申辩期已过，不能再申辩。"),
        "withdrawn": _("这条记录已撤回，不用申辩。"),
        "bonus": _("加分记录不用申辩。"),
        "again": _("这条记录已经申辩过，一条记录只能申辩一次。"),
        "unchanged": _("更正版没有改动这条记录，不能再次申辩。"),
    }[key]


def _ruling_text(key: str) -> str:
    return {
        "unknown": _("请选择裁定结果。"),
        "count": _("部分成立须写明改为几次。"),
        "surplus": _("只有部分成立才填写次数。"),
        "range": _("部分成立的次数应为 1 以上、少于原来的次数。"),
    }[key]
