"""A month's entries from a file: planned first, then taken all or not at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessment.actions.entries import EntryData, append_entry, change_entry, lock_draft
from assessment.enums import EntrySource
from assessment.files.entries import BY_KEY, EntryFile, EntryRow, read_entries
from assessment.models import Entry, EntryDraft, EntryImport, Scorecard
from assessment.queries.scores import spec_of
from assessment.rules.entries import Flaw, check_recording
from assessment.rules.merging import Change, Planned, plan_merge
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.months import next_month
from records.actions import record_event

Plan = Sequence[Planned[EntryData]]


class AlreadyImported(DomainError):
    """The same file was taken into this card before; nothing changed."""


class PreviewOutdated(Stale):
    """The card changed after the preview of a file was shown. `version` is the card's own by now."""

    def __init__(self, version: int) -> None:
        super().__init__(_("考核表在预览之后有改动，请重新核对。"))
        self.version = version


def data_of_row(row: EntryRow) -> EntryData:
    entry = row.entry
    return EntryData(
        criterion=entry.criterion,
        count=entry.count,
        level=entry.level or "",
        points=_exact(entry.points),
        value=_exact(entry.value),
        numerator=entry.numerator,
        denominator=entry.denominator,
        excluded=entry.excluded,
        exemption=entry.exemption,
        occurred_on=row.occurred_on,
        subject=row.subject,
        note=" ".join(entry.note.split("\n")),  # the card's field has one line
    )


def data_of_entry(entry: Entry) -> EntryData:
    """An entry on the card as a file would say it; the overlap reason is not part of files."""
    return EntryData(
        criterion=entry.criterion.code,
        count=entry.count,
        level=entry.level,
        points=_exact(entry.points),
        value=_exact(entry.value),
        numerator=entry.numerator,
        denominator=entry.denominator,
        excluded=entry.excluded,
        exemption=entry.exemption,
        occurred_on=entry.occurred_on,
        subject=entry.subject,
        note=entry.note,
    )


def _exact(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.normalize()


def read_file(card: Scorecard, name: str, data: bytes) -> EntryFile:
    """Raises: FileRefused with every fault."""
    return read_entries(name, data, spec_of(card))


def plan_import(card: Scorecard, file: EntryFile) -> Plan:
    """What taking the file would do; a row that counts 0 says that nothing happened.

    Raises: FileRefused for a number that is not on the card, a row that would undo a later change of its entry, an
    entry that is to count 0, a day after the month.
    """
    entries = Entry.objects.filter(scorecard=card).in_force().select_related("criterion", "changed_by")
    existing = {entry.number: entry for entry in entries}
    happened = [row for row in file.rows if row.entry.count or row.number is not None]
    plan = plan_merge(
        {number: data_of_entry(entry) for number, entry in existing.items()},
        [(row.row_number, row.number, data_of_row(row)) for row in happened],
    )
    problems = []
    for row, planned in zip(happened, plan, strict=True):
        if planned.change is Change.UNKNOWN:
            problems.append(_no_such_number(planned))
        elif planned.change is Change.CHANGE and row.version != existing[planned.number or 0].version:
            problems.append(_outdated(row, existing[planned.number or 0]))
        flaws = check_recording(row.entry.count, row.occurred_on, next_month(card.month))
        problems += [_told(flaw, row) for flaw in flaws]
    if problems:
        raise FileRefused(problems)
    return plan


def _told(flaw: Flaw, row: EntryRow) -> FileProblem:
    return FileProblem(
        reason=flaw.reason,
        remedy=_("应为：%(allowed)s") % {"allowed": flaw.allowed},
        row=row.row_number,
        header=BY_KEY[flaw.field].title,
        value=str(flaw.value),
    )


def _outdated(row: EntryRow, entry: Entry) -> FileProblem:
    """The row speaks of another version than the entry has: taking it would undo somebody's change in silence."""
    if row.version is None:
        reason = _("要改动已有的记录，但没有写明这条记录的版本")
    elif row.version > entry.version:
        reason = _("不是这条记录的版本")
    else:
        reason = _("之后 %(who)s 在 %(at)s 改过这条记录") % {
            "who": entry.changed_by.name,
            "at": f"{localtime(entry.changed_at):%Y-%m-%d %H:%M}",
        }
    return FileProblem(
        reason=reason,
        remedy=_("请下载最新模板，在其中改动这一行"),
        row=row.row_number,
        header=BY_KEY["version"].title,
        value="" if row.version is None else str(row.version),
    )


def _no_such_number(planned: Planned[EntryData]) -> FileProblem:
    return FileProblem(
        reason=_("本月考核表没有这个编号的记录，或已撤回"),
        remedy=_("新增的行请把编号留空"),
        row=planned.row,
        column="A",
        header=_("编号"),
        value=str(planned.number),
    )


@transaction.atomic
def keep_draft(*, by: Any, at: datetime, card: Scorecard, name: str, data: bytes) -> EntryDraft:
    """Keep an uploaded file that reads without fault until somebody takes it. Raises: FileRefused, AlreadyImported."""
    refuse_if_taken(card, data)
    version = Scorecard.objects.values_list("version", flat=True).get(pk=card.pk)
    plan_import(card, read_file(card, name, data))
    EntryDraft.objects.filter(scorecard=card, created_by=by).delete()
    return EntryDraft.objects.create(
        scorecard=card, card_version=version, name=name[:120], data=data, created_by=by, created_at=at
    )


def refuse_if_taken(card: Scorecard, data: bytes) -> None:
    """Raises: AlreadyImported, naming who and when."""
    digest = hashlib.sha256(data).hexdigest()
    before = EntryImport.objects.filter(scorecard=card, sha256=digest).select_related("imported_by").first()
    if before is not None:
        raise AlreadyImported(
            _("这个文件已由 %(who)s 在 %(at)s 导入过，没有重复计入。")
            % {"who": before.imported_by.name, "at": f"{localtime(before.imported_at):%Y-%m-%d %H:%M}"}
        )


def take_import(*, by: Any, at: datetime, draft: EntryDraft) -> EntryImport:
    """Take the kept file into the card, every row or none.

    Raises: CardSigned, FileRefused, AlreadyImported, EntryInvalid, PreviewOutdated (the draft then waits for the card
    as it is now, so that the preview shown next may be taken).
    """
    try:
        return _take(by=by, at=at, draft=draft)
    except PreviewOutdated as outdated:
        EntryDraft.objects.filter(pk=draft.pk).update(card_version=outdated.version)
        raise


@transaction.atomic
def _take(*, by: Any, at: datetime, draft: EntryDraft) -> EntryImport:
    card = lock_draft(draft.scorecard)
    data = bytes(draft.data)
    refuse_if_taken(card, data)
    if card.version != EntryDraft.objects.values_list("card_version", flat=True).get(pk=draft.pk):
        raise PreviewOutdated(card.version)
    file = read_file(card, draft.name, data)
    plan = plan_import(card, file)
    for planned in plan:
        if planned.change is Change.ADD:
            append_entry(by=by, at=at, card=card, data=planned.content, source=EntrySource.IMPORTED)
        elif planned.change is Change.CHANGE:
            _change(by=by, at=at, card=card, planned=planned)
            card.refresh_from_db(fields=["version", "next_number"])
    counts = {change: sum(1 for planned in plan if planned.change is change) for change in Change}
    taken = EntryImport.objects.create(
        scorecard=card,
        sha256=hashlib.sha256(data).hexdigest(),
        name=draft.name,
        rows_seen=len(plan),
        added=counts[Change.ADD],
        changed=counts[Change.CHANGE],
        unchanged=counts[Change.SAME],
        imported_by=by,
        imported_at=at,
    )
    draft.delete()
    after = {"file": taken.name, "sha256": taken.sha256, "added": taken.added, "changed": taken.changed}
    record_event("entry.import", by=by, obj=taken, contract=card.contract, after=after)
    return taken


def _change(*, by: Any, at: datetime, card: Scorecard, planned: Planned[EntryData]) -> None:
    entry = Entry.objects.select_related("scorecard").get(scorecard=card, number=planned.number)
    kept = EntryData(**{**asdict(planned.content), "overlap_reason": entry.overlap_reason})
    change_entry(by=by, at=at, entry=entry, version=entry.version, data=kept)
