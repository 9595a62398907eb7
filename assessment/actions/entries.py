"""Entries of a card: add, change, withdraw, show evidence. None overwrites another person's work."""

import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessment import rules
from assessment.enums import CardState, EntrySource
from assessment.models import Entry, EntryEvidence, RubricCriterion, Scorecard
from assessment.queries import spec_of
from hall_ops.lib.errors import DomainError, NotFound, Stale
from hall_ops.lib.months import next_month
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event, store_file


class CardSigned(DomainError):
    """The card is no longer a draft."""


class EntryInvalid(DomainError):
    """The engine refuses the entry. `problems` names field, value and what is allowed."""

    status = 422

    def __init__(self, problems: tuple[rules.EntryProblem, ...]) -> None:
        super().__init__("；".join(map(_told, problems)))
        self.problems = problems


def _told(problem: rules.EntryProblem) -> str:
    """One problem as a sentence: which field, what stands there, what is wrong, what is allowed."""
    names = {"criterion": _("条款编号"), "reason": _("撤回原因")}
    field = names.get(problem.field) or Entry._meta.get_field(problem.field).verbose_name  # type: ignore[union-attr]
    value = f"“{problem.value}”" if problem.value else ""
    allowed = _("，应为：%(allowed)s") % {"allowed": problem.allowed} if problem.allowed else ""
    return f"{field}{value}：{problem.reason}{allowed}"


class EntryChanged(Stale):
    """Somebody changed the entry since this screen showed it. `theirs` is how it reads now."""

    def __init__(self, theirs: Entry) -> None:
        super().__init__(
            _("%(who)s 已在 %(at)s 改过这条记录。请核对后再保存。")
            % {"who": theirs.changed_by.name, "at": f"{localtime(theirs.changed_at):%H:%M}"}
        )
        self.theirs = theirs


@dataclass(frozen=True, slots=True)
class EntryData:
    """What an assessor records. Shape: as assessment.models.Entry."""

    criterion: str
    count: int = 1
    level: str = ""
    points: Decimal | None = None
    value: Decimal | None = None
    numerator: int | None = None
    denominator: int | None = None
    excluded: int = 0
    exemption: str = ""
    occurred_on: date | None = None
    subject: str = ""
    note: str = ""
    overlap_reason: str = ""

    def facts(self) -> rules.Entry:
        """The entry as the engine takes it."""
        return rules.Entry(
            criterion=self.criterion,
            count=self.count,
            level=self.level or None,
            points=self.points,
            value=self.value,
            numerator=self.numerator,
            denominator=self.denominator,
            excluded=self.excluded,
            exemption=self.exemption,
            note=self.note,
        )

    def columns(self) -> dict[str, Any]:
        """Every field but the criterion, by column."""
        values = {name.name: getattr(self, name.name) for name in fields(self) if name.name != "criterion"}
        for name in ("subject", "note", "overlap_reason", "exemption"):
            values[name] = clean_text(values[name]).strip()
        return values


def lock_draft(card: Scorecard) -> Scorecard:
    """The card, locked. Raises: CardSigned."""
    locked = Scorecard.objects.select_for_update(of=("self",)).select_related("contract").get(pk=card.pk)
    if locked.state != CardState.DRAFT:
        raise CardSigned(_("%(month)s 考核表已签署，记录不能再改。") % {"month": f"{locked.month:%Y-%m}"})
    if locked.corrects_id:
        raise CardSigned(_("更正版只落实申辩的裁定，记录不能另改。"))
    return locked


def _check(card: Scorecard, data: EntryData) -> RubricCriterion:
    flaws = rules.check_recording(data.count, data.occurred_on, next_month(card.month))
    problems = (*rules.check_entry(spec_of(card), data.facts()), *(flaw.at(0) for flaw in flaws))
    if problems:
        raise EntryInvalid(problems)
    return RubricCriterion.objects.get(rubric_id=card.rubric_id, code=data.criterion)


@transaction.atomic
def add_entry(
    *, by: Any, at: datetime, card: Scorecard, data: EntryData, key: str, source: str = EntrySource.TYPED
) -> Entry:
    """Add one entry under the next number; the same key again gives the entry made the first time.

    Raises: CardSigned, EntryInvalid, KeyReused.
    """
    claim = claim_key(by=by, key=key, body={"card": card.pk, **asdict(data)}, at=at)
    if claim.answer:
        return Entry.objects.select_related("criterion", "scorecard").get(pk=claim.answer["entry"])
    entry = append_entry(by=by, at=at, card=lock_draft(card), data=data, source=source)
    claim.settle({"entry": entry.pk})
    return entry


def _sent_before(*, by: Any, at: datetime, key: str, body: Mapping[str, Any]) -> bool:
    """Whether this request was done already; no key (a file's row, another action) is never a repetition.

    The version is no part of the body: a change whose answer was lost may come again from a renewed form.
    """
    if not key:
        return False
    claim = claim_key(by=by, key=key, body=body, at=at)
    if not claim.answer:
        claim.settle({})
    return bool(claim.answer)


def append_entry(*, by: Any, at: datetime, card: Scorecard, data: EntryData, source: str) -> Entry:
    """Add to a card that is locked already."""
    criterion = _check(card, data)
    entry = Entry.objects.create(
        scorecard=card,
        criterion=criterion,
        number=card.next_number,
        source=source,
        created_by=by,
        created_at=at,
        changed_by=by,
        changed_at=at,
        **data.columns(),
    )
    card.next_number += 1
    touch(card)
    said = {name: value for name, value in data.columns().items() if value not in (None, "", 0)}
    record_event(
        "entry.add", by=by, obj=entry, contract=card.contract, after={"criterion": criterion.code, **said}
    )
    return entry


def touch(card: Scorecard) -> None:
    """Count a change of the card, so other screens notice."""
    card.version += 1
    Scorecard.objects.filter(pk=card.pk).update(version=card.version, next_number=card.next_number)


def lock_entry(entry: Entry, version: int) -> Entry:
    """The entry, locked, if it still reads as the user saw it. Raises: EntryChanged, NotFound."""
    locked = (
        Entry.objects.select_for_update(of=("self",))
        .select_related("criterion", "changed_by")
        .get(pk=entry.pk)
    )
    if locked.version != version:
        raise EntryChanged(locked)
    if locked.withdrawn_at is not None:
        raise NotFound(_("这条记录已经撤回。"))
    return locked


@transaction.atomic
def change_entry(
    *, by: Any, at: datetime, entry: Entry, version: int, data: EntryData, key: str = ""
) -> Entry:
    """Change an entry that nobody changed meanwhile; the same key again changes nothing more.

    Raises: CardSigned, EntryInvalid, EntryChanged, NotFound, KeyReused.
    """
    body = {"op": "change", "entry": entry.pk, **asdict(data)}
    if _sent_before(by=by, at=at, key=key, body=body):
        return Entry.objects.select_related("criterion", "scorecard").get(pk=entry.pk)
    card = lock_draft(entry.scorecard)
    locked = lock_entry(entry, version)
    criterion = _check(card, data)
    before = {name: getattr(locked, name) for name in data.columns()}
    after = data.columns()
    changed = {name: value for name, value in after.items() if before[name] != value}
    if not changed and criterion == locked.criterion:
        return locked
    Entry.objects.filter(pk=locked.pk).update(
        criterion=criterion, version=version + 1, changed_by=by, changed_at=at, **changed
    )
    touch(card)
    shown_before: Mapping[str, Any] = {name: before[name] for name in changed}
    if criterion != locked.criterion:
        shown_before, changed = (
            {"criterion": locked.criterion.code, **shown_before},
            {"criterion": criterion.code, **changed},
        )
    record_event(
        "entry.change", by=by, obj=locked, contract=card.contract, before=shown_before, after=changed
    )
    return Entry.objects.select_related("criterion", "scorecard").get(pk=locked.pk)


@transaction.atomic
def withdraw_entry(*, by: Any, at: datetime, entry: Entry, version: int, reason: str, key: str = "") -> None:
    """Take an entry off the card; it stays readable with its number and the reason. The same key again does nothing.

    Raises: CardSigned, EntryChanged, NotFound, KeyReused, EntryInvalid without a reason.
    """
    body = {"op": "withdraw", "entry": entry.pk, "reason": reason}
    if _sent_before(by=by, at=at, key=key, body=body):
        return
    card = lock_draft(entry.scorecard)
    locked = lock_entry(entry, version)
    reason = clean_text(reason).strip()
    if not reason:
        missing = rules.EntryProblem(0, "reason", "", _("没有写撤回原因"), _("请写明为什么撤回"))
        raise EntryInvalid((missing,))
    Entry.objects.filter(pk=locked.pk).update(
        withdrawn_by=by, withdrawn_at=at, withdrawn_reason=reason[:200], version=version + 1
    )
    touch(card)
    record_event(
        "entry.withdraw",
        by=by,
        obj=locked,
        contract=card.contract,
        before={"criterion": locked.criterion.code, "count": locked.count},
        after={"reason": reason},
    )


@transaction.atomic
def attach_evidence(
    *, by: Any, at: datetime, entry: Entry, name: str, data: bytes, key: str = ""
) -> EntryEvidence:
    """Show a photograph or file for an entry; the same key again gives what was attached the first time.

    Raises: CardSigned, UploadRefused, KeyReused.
    """
    body = {"op": "attach", "entry": entry.pk, "name": name, "sha256": hashlib.sha256(data).hexdigest()}
    claim = claim_key(by=by, key=key, body=body, at=at) if key else None
    if claim and claim.answer:
        return EntryEvidence.objects.select_related("file").get(pk=claim.answer["attached"])
    card = lock_draft(entry.scorecard)
    stored = store_file(by=by, at=at, contract=card.contract, name=name, data=data)
    with ExitStack() as undo:
        undo.callback(stored.file.delete, save=False)
        attached = EntryEvidence.objects.create(entry=entry, file=stored, attached_by=by, attached_at=at)
        touch(card)
        after = {"file": stored.name, "sha256": stored.sha256}
        record_event("entry.attach", by=by, obj=entry, contract=card.contract, after=after)
        if claim:
            claim.settle({"attached": attached.pk})
        undo.pop_all()
    return attached


@transaction.atomic
def detach_evidence(*, by: Any, at: datetime, attached: EntryEvidence) -> None:
    """Take a file off an entry; the row and the file stay. Raises: CardSigned."""
    card = lock_draft(attached.entry.scorecard)
    if EntryEvidence.objects.filter(pk=attached.pk, detached_at=None).update(detached_at=at):
        touch(card)
        record_event(
            "entry.detach",
            by=by,
            obj=attached.entry,
            contract=card.contract,
            before={"file": attached.file.name},
        )
