"""A purchaser's table between upload and taking: kept as sent, mended line by line, taken whole or dropped."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessment.actions.rubrics import add_rubric
from assessment.enums import RubricSource
from assessment.files.official_form import official_form
from assessment.files.official_layout import MENDABLE, Official, Preview, official_from, rubric_of
from assessment.files.official_write import write_form
from assessment.files.rubric_template_reading import read_template, template_sheet
from assessment.models import Rubric, RubricDraft
from assessment.rules import RubricRefused
from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.file_problems import refuse
from hall_ops.lib.sheets import OFFICIAL_LIMITS, read_workbook
from records.actions import record_event

NAME_MOST = 120
FIELD_MOST = {"code": 20, "name": 60, "text": 2000, "rule": 200, "cap": 12, "skip": 1}


class TableRefused(DomainError):
    """The table cannot be taken; str() says why, a sentence a line."""


def start_draft(*, by: Any, at: datetime, contract: Contract, name: str, data: bytes) -> RubricDraft:
    """Keep an uploaded table; one filled in on our template is laid out in the official form first.

    Raises: FileRefused with every fault of the file.
    """
    book = read_workbook(name, data, OFFICIAL_LIMITS)
    if official_from(book) is None:
        if template_sheet(book) is None:
            remedy = _("请上传采购人的八列考核表，或用本页下载的模板")
            raise refuse(_("前 30 行内没有找到官方考核表或模板的表头"), remedy)
        rubric = read_template(book)
        data = write_form(official_form(rubric), rubric=rubric)
    with transaction.atomic():
        draft = RubricDraft.objects.create(
            contract=contract, name=name[-NAME_MOST:], data=data, created_by=by, created_at=at
        )
        record_event("rubric.upload", by=by, obj=draft, contract=contract, after={"name": draft.name})
    return draft


def official_of(draft: RubricDraft) -> Official:
    """Return a draft's table as it was read when it came.

    Raises: FileRefused
    """
    official = official_from(read_workbook("draft.xlsx", bytes(draft.data), OFFICIAL_LIMITS))
    if official is None:
        raise refuse(_("保存的文件不再是考核表"), _("请重新上传"))
    return official


@transaction.atomic
def mend_draft(*, by: Any, draft: RubricDraft, mends: Mapping[str, Mapping[str, str]]) -> None:
    """Add mends to those of a draft; a row given without any field goes back to what the file says.

    Raises: TableRefused where a field is unknown or too long.
    """
    row = RubricDraft.objects.select_for_update().get(pk=draft.pk)
    kept: dict[str, dict[str, str]] = {key: dict(value) for key, value in row.mends.items()}
    for number, fields in mends.items():
        for key, value in fields.items():
            if key not in MENDABLE or len(value) > FIELD_MOST[key]:
                raise TableRefused(_("第 %(row)s 行：修改的内容过长或不可修改。") % {"row": number})
        if fields:
            kept[number] = {**kept.get(number, {}), **fields}
        else:
            kept.pop(number, None)
    RubricDraft.objects.filter(pk=draft.pk).update(mends=kept)
    draft.mends = kept
    record_event("rubric.mend", by=by, obj=row, contract=row.contract, after={"rows": sorted(mends)})


@transaction.atomic
def take_draft(*, by: Any, at: datetime, draft: RubricDraft, title: str, effective_from: date) -> Rubric:
    """Make the next rubric version of a draft in which nothing is left that was not understood.

    Raises: TableRefused, RubricInUse, FileRefused
    """
    row = RubricDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise TableRefused(_("这份考核表已被采用或放弃。"))
    found = official_of(row).preview(row.mends)
    last = Rubric.objects.filter(contract=row.contract).order_by("-number").first()
    try:
        rubric = rubric_of(found, name=row.contract.slug, version=str(last.number + 1 if last else 1))
    except RubricRefused as refused:
        raise TableRefused(said(refused)) from refused
    taken = add_rubric(
        by=by,
        at=at,
        contract=row.contract,
        rubric=replace(rubric, title=title or rubric.title),
        source=RubricSource.IMPORTED,
        effective_from=effective_from,
    )
    row.delete()
    return taken


@transaction.atomic
def drop_draft(*, by: Any, draft: RubricDraft) -> None:
    """Throw a draft away."""
    record_event("rubric.drop", by=by, obj=draft, contract=draft.contract, before={"name": draft.name})
    RubricDraft.objects.filter(pk=draft.pk).delete()


def said(refused: RubricRefused) -> str:
    """Return a rubric's problems as sentences."""
    words = ({"where": p.where, "reason": p.reason, "remedy": p.remedy} for p in refused.problems[:10])
    return "".join(_("%(where)s：%(reason)s。%(remedy)s。") % each for each in words)


def preview_of(draft: RubricDraft) -> Preview:
    """Return what a draft means with its mends.

    Raises: FileRefused
    """
    return official_of(draft).preview(draft.mends)
