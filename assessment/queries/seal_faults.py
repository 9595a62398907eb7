"""Everything that was sealed, checked against what stands in the database now. Each fault is named in Chinese."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import SignatureStep
from assessment.models import (
    PUBLISHED_STATES,
    CardSeal,
    CardSignature,
    DailySeal,
    EntryEvidence,
    Objection,
    Rubric,
    Scorecard,
    Settlement,
)
from assessment.queries.content import digest
from assessment.queries.outside_seal import Fault, SealLine, cards_sealed, line_of, outside_faults
from assessment.queries.settlement_faults import settlement_faults
from assessment.queries.verification import Verdict, verdict_on
from assessment.rules import RubricRefused, rubric_from_document
from hall_ops.lib.canonical import canonical
from records.enums import BREAK_REASONS
from records.models import AuditEvent, StoredFile
from records.queries import chain_break, untouched_event


def seal_faults(outside: Sequence[SealLine] = ()) -> Iterator[Fault]:
    """Walk chain, daily seals, rubrics, cards, objections, settlements; with `outside` the lines kept elsewhere."""
    yield from _chain()
    yield from _daily()
    yield from _rubrics()
    yield from _cards()
    yield from _objections()
    yield from _settlements()
    yield from outside_faults(outside)


def _chain() -> Iterator[Fault]:
    found = chain_break()
    if found:
        text = _("审计链在第 %(n)s 条断开：%(why)s")
        yield Fault("chain", text % {"n": found.number, "why": BREAK_REASONS[found.reason]})


def _daily() -> Iterator[Fault]:
    told = {event.after.get("day"): event for event in AuditEvent.objects.filter(action="seal.daily")}
    for seal in DailySeal.objects.order_by("day"):
        line, event = line_of(seal), told.pop(seal.day.isoformat(), None)
        day = {"day": line.day}
        if event is None or {name: event.after.get(name) for name in SealLine.__slots__} != _slots(line):
            yield Fault("daily", _("%(day)s 的每日封存与审计事件不符") % day)
        if line.event_number and untouched_event(line.event_number, line.event_hash) is None:
            yield Fault("daily", _("%(day)s 的每日封存与审计链不符") % day)
        if cards_sealed(line.event_number) != (line.card_count, line.cards_hash):
            yield Fault("daily", _("%(day)s 封存的考核表与现在的不一致") % day)
    for gone in sorted(map(str, told)):
        yield Fault("daily", _("%(day)s 的每日封存不见了") % {"day": gone})


def _slots(line: SealLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in SealLine.__slots__}


def _rubrics() -> Iterator[Fault]:
    told = {
        event.object_id: event.after.get("sha256")
        for event in AuditEvent.objects.filter(action="rubric.add").only("object_id", "after")
    }
    for rubric in Rubric.objects.select_related("contract").prefetch_related("criteria"):
        rows = [(row.code, row.name, row.group_code, row.effect) for row in rubric.criteria.all()]
        kept = told.get(str(rubric.pk))
        try:
            spec = rubric_from_document(rubric.document)
            named = [(each.code, each.name, each.group, str(each.effect)) for each in spec.criteria]
        except (RubricRefused, KeyError, TypeError, ValueError):
            named = []
        if rows != named or (kept and kept != digest(canonical(rubric.document))):
            where = {"contract": rubric.contract.short_name, "n": rubric.number}
            yield Fault("rubric", _("%(contract)s 计分规则第 %(n)s 版被改动") % where)


def _cards() -> Iterator[Fault]:
    seals = CardSeal.objects.select_related("scorecard__contract__contractor", "scorecard__service_year")
    told = {event.object_id: event for event in AuditEvent.objects.filter(action="scorecard.seal")}
    for seal in seals.select_related("scorecard__rubric").order_by("sealed_at").iterator(chunk_size=20):
        verdict, card = verdict_on(seal), seal.scorecard
        faults = [_part(part) for part in verdict.faults]
        faults += _of_seal(seal, told.pop(str(card.pk), None))
        faults += _of_card(card, verdict)
        faults += _of_signatures(card, seal)
        faults += _of_files(card)
        for text in dict.fromkeys(faults):
            yield Fault("card", _("%(card)s：%(text)s") % {"card": card, "text": text})
    for event in told.values():
        yield Fault("card", _("%(card)s：封存不见了") % {"card": event.object_label})
    for card in Scorecard.objects.filter(state__in=PUBLISHED_STATES, seal=None).select_related("contract"):
        yield Fault("card", _("%(card)s：已批准却没有封存") % {"card": card})


def _part(part: str) -> str:
    return {
        "content": _("封存内容与其摘要不符"),
        "pdf": _("封存的 PDF 被改动"),
        "rows": _("考核记录、证据、得分或计分规则与封存内容不符"),
        "event": _("与审计链中的批准事件不符"),
    }[part]


def _of_seal(seal: CardSeal, event: AuditEvent | None) -> Iterator[str]:
    wanted = {"code": seal.code, "content_hash": seal.content_hash, "pdf_hash": seal.pdf_hash}
    if event is None or event.after != wanted:
        yield _("封存与审计链中的封存事件不符")


def _of_card(card: Scorecard, verdict: Verdict) -> Iterator[str]:
    """What the card keeps beside its entries: state, dates, the decisions it was approved under."""
    event = AuditEvent.objects.filter(number=verdict.seal.event_number).first()
    told = event.after if event else {}
    chosen = {key: row["chosen"] for key, row in verdict.content.get("decisions", {}).items()}
    if card.choices != chosen:
        yield _("采用的约定与封存内容不符")
    if card.state not in PUBLISHED_STATES or card.approved_at != verdict.seal.sealed_at:
        yield _("状态或批准时间被改动")
    if card.objection_until and card.objection_until.isoformat() != told.get("objection_until"):
        yield _("申辩截止日期被改动")


def _of_signatures(card: Scorecard, seal: CardSeal) -> Iterator[str]:
    rows = {each.step: each for each in CardSignature.objects.filter(scorecard=card, cleared_at=None)}
    if set(rows) != set(SignatureStep.values):
        yield _("三个签署不全")
    if (last := rows.get(SignatureStep.APPROVE)) and last.document_hash != seal.content_hash:
        yield _("批准人签署的不是封存的内容")
    events = AuditEvent.objects.filter(object_type=card._meta.label_lower, object_id=str(card.pk))
    for step, row in rows.items():
        told = events.filter(action=f"scorecard.{step}", actor_id=row.signer_id).order_by("-number").first()
        if told is None or not _same_signature(row, told):
            yield _("签署“%(step)s”与审计事件不符") % {"step": row.get_step_display()}


def _same_signature(row: CardSignature, told: AuditEvent) -> bool:
    return (
        told.after.get("document_hash") == row.document_hash
        and told.after.get("signed_at") == row.signed_at.astimezone(UTC).isoformat()
        and told.after.get("signer_name") == row.signer_name
    )


def _of_files(card: Scorecard) -> Iterator[str]:
    """The files themselves, read from disk, against the hash of their rows."""
    shown = EntryEvidence.objects.filter(entry__scorecard=card, detached_at=None).select_related("file")
    for each in shown:
        if _hash_on_disk(each.file) != each.file.sha256:
            yield _("证据文件“%(name)s”被改动或不见了") % {"name": each.file.name}


def _hash_on_disk(stored: StoredFile) -> str:
    try:
        with stored.file.open("rb") as body:
            return hashlib.file_digest(body, "sha256").hexdigest()
    except OSError:
        return ""


def _objections() -> Iterator[Fault]:
    events = AuditEvent.objects.filter(action__in=("objection.file", "objection.rule"))
    told = {(event.action, event.object_id): event for event in events}
    for row in Objection.objects.select_related("scorecard__contract").prefetch_related("files"):
        filed = told.pop(("objection.file", str(row.pk)), None)
        ruled = told.pop(("objection.rule", str(row.pk)), None)
        if not _filed_so(row, filed) or not _ruled_so(row, ruled):
            yield Fault("objection", _("%(card)s：申辩或裁定被改动") % {"card": row.scorecard})
    for gone in {key[1]: event.object_label for key, event in told.items()}.values():
        yield Fault("objection", _("申辩 %(row)s 不见了") % {"row": gone})


def _filed_so(row: Objection, event: AuditEvent | None) -> bool:
    hashes = sorted(file.sha256 for file in row.files.all())
    return (
        event is not None
        and event.actor_id == row.filed_by_id
        and event.after.get("reason") == row.grounds
        and sorted(event.after.get("files", [])) == hashes
    )


def _ruled_so(row: Objection, event: AuditEvent | None) -> bool:
    if not row.ruling or event is None:
        return not row.ruling and event is None
    said = (event.after.get("ruling"), event.after.get("count"), event.after.get("reason"), event.actor_id)
    return said == (row.ruling, row.ruled_count, row.ruling_reason, row.ruled_by_id)


def _settlements() -> Iterator[Fault]:
    """Every settlement, the replaced ones too: document, signatures, events; and those that are gone."""
    events = AuditEvent.objects.filter(action="settlement.make")
    made = {event.object_id: event.object_label for event in events.only("object_id", "object_label")}
    rows = Settlement.objects.select_related("contract", "service_year").prefetch_related("signatures")
    for row in rows.order_by("pk").iterator(chunk_size=50):
        made.pop(str(row.pk), None)
        for part in settlement_faults(row):
            yield Fault(
                "settlement", _("年度结算 %(row)s：%(text)s") % {"row": row, "text": _settlement_part(part)}
            )
    for gone in made.values():
        yield Fault("settlement", _("年度结算 %(row)s 不见了") % {"row": gone})


def _settlement_part(part: str) -> str:
    return {
        "content": _("内容与其摘要或金额不符"),
        "signatures": _("签署与审计事件不符"),
        "event": _("与审计链中的事件不符"),
    }[part]
