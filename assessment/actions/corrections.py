"""The corrected revision of a card: a full copy that differs only in what rulings on objections changed."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import CardState, Ruling
from assessment.models import Entry, EntryEvidence, Objection, Scorecard
from assessment.rules.objections import correction_waits_for
from records.actions import record_event

COPIED = (
    "criterion_id", "number", "count", "level", "points", "value", "numerator", "denominator", "excluded", "exemption",
    "occurred_on", "subject", "note", "overlap_reason", "source", "version", "created_by_id", "created_at",
    "changed_by_id", "changed_at", "withdrawn_by_id", "withdrawn_at", "withdrawn_reason",
)  # fmt: skip


def correction_of(*, by: Any, at: datetime, card: Scorecard) -> Scorecard:
    """The correction of a card that is locked already: the one that is open, or a new one with everything copied."""
    found = Scorecard.objects.select_for_update(of=("self",)).filter(corrects=card).first()
    if found is not None:
        return found
    made = Scorecard.objects.create(
        contract_id=card.contract_id,
        service_year_id=card.service_year_id,
        rubric_id=card.rubric_id,
        month=card.month,
        revision=card.revision + 1,
        corrects=card,
        assessed_on=card.assessed_on,
        next_number=card.next_number,
        opened_by=by,
        opened_at=at,
    )
    entries = _copy_entries(card, made)
    record_event(
        "scorecard.correct",
        by=by,
        obj=made,
        contract=card.contract,
        before={"revision": card.revision},
        after={"revision": made.revision, "entries": entries},
    )
    return made


def _copy_entries(card: Scorecard, made: Scorecard) -> int:
    """Every entry with number, grounds and evidence, the withdrawn ones too. Shape: how many."""
    rows = list(Entry.objects.filter(scorecard=card).order_by("number"))
    copies = [Entry(scorecard=made, **{name: getattr(row, name) for name in COPIED}) for row in rows]
    copied = {old.pk: new for old, new in zip(rows, Entry.objects.bulk_create(copies), strict=True)}
    shown = EntryEvidence.objects.filter(entry__scorecard=card).order_by("pk")
    EntryEvidence.objects.bulk_create(
        [
            EntryEvidence(
                entry=copied[each.entry_id],
                file_id=each.file_id,
                attached_by_id=each.attached_by_id,
                attached_at=each.attached_at,
                detached_at=each.detached_at,
            )
            for each in shown
        ]
    )
    return len(rows)


def carry_out(*, by: Any, at: datetime, correction: Scorecard, objection: Objection) -> None:
    """Write a ruling into the correction: the entry is withdrawn, or gets the ruled count."""
    entry = Entry.objects.select_related("criterion").get(scorecard=correction, number=objection.entry.number)
    before = {"criterion": entry.criterion.code, "count": entry.count}
    if objection.ruling == Ruling.PARTLY:
        after: dict[str, Any] = {"count": objection.ruled_count}
        changes = {"count": objection.ruled_count, "changed_by": by, "changed_at": at}
    else:
        reason = _("№ %(number)s 申辩成立：%(why)s") % {
            "number": entry.number,
            "why": objection.ruling_reason,
        }
        after = {"reason": reason[:200]}
        changes = {"withdrawn_by": by, "withdrawn_at": at, "withdrawn_reason": reason[:200]}
    Entry.objects.filter(pk=entry.pk).update(version=entry.version + 1, **changes)
    Scorecard.objects.filter(pk=correction.pk).update(version=correction.version + 1)
    correction.version += 1
    record_event(
        "entry.correct", by=by, obj=entry, contract=correction.contract, before=before,
        after={**after, "objection": objection.pk},
    )  # fmt: skip


def correction_waits(card: Scorecard, today: date) -> str:
    """Why a correction cannot have its first signature yet, as a sentence; "" for other cards and when it can."""
    original = Scorecard.objects.filter(pk=card.corrects_id).first() if card.corrects_id else None
    if original is None or original.objection_until is None or card.state != CardState.DRAFT:
        return ""
    waiting = Objection.objects.filter(scorecard=original, ruling="").count()
    reason = correction_waits_for(today, original.objection_until, waiting)
    if reason == "rulings":
        return _("还有 %(n)s 条申辩没有裁定，全部裁定后再签署更正版。") % {"n": waiting}
    if reason == "window":
        return _("申辩期到 %(day)s 截止，其间还可能有新的申辩；截止后再签署更正版。") % {
            "day": original.objection_until.isoformat()
        }
    return ""
