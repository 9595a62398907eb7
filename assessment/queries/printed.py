"""The printed card: what its form shows, cut into blocks for the printer; the sealed form with its code."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.enums import SignatureStep
from assessment.files.official_form import (
    FormCell,
    FormHead,
    FormRow,
    OfficialForm,
    finding_text,
    official_form,
)
from assessment.models import CardSignature, DailySeal, Entry
from assessment.queries.outside_seal import line_bytes, line_of
from assessment.queries.sheet import Sheet
from hall_ops.lib.codes import grouped
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.qr import qr_svg

# A block stays on one page: so many rows, and so many characters of wording, at the most.
BLOCK_ROWS = 12
BLOCK_CHARACTERS = 700
CELLS = ("section_cell", "heading_cell", "cap_cell", "score_cell")


SIGNATURE_PLACES = {
    SignatureStep.APPROVE: "批准：",
    SignatureStep.REVIEW: "审核：",
    SignatureStep.ASSESS: "考核人：",
}


def card_form(sheet: Sheet, signatures: Iterable[CardSignature] = ()) -> OfficialForm:
    """The month's card laid out in the official eight columns, with the signatures it bears."""
    card = sheet.card
    head = FormHead(
        month=card.month,
        contractor=card.contract.contractor.name,
        assessed_on=card.assessed_on,
        signed={
            SIGNATURE_PLACES[
                SignatureStep(each.step)
            ]: f"{each.signer_name} {timezone.localtime(each.signed_at):%Y-%m-%d %H:%M}"
            for each in signatures
        },
    )
    notes = {
        row.criterion.code: [note_of(entry) for entry in row.entries]
        for block in sheet.blocks
        for row in block.rows
    }
    return official_form(sheet.rubric, sheet.score, notes, head)


def note_of(entry: Entry) -> str:
    """One entry as the column 考核问题项记录 says it."""
    return finding_text(
        count=entry.count,
        occurred_on=entry.occurred_on,
        subject=entry.subject,
        note=entry.note,
        exemption=entry.exemption,
    )


def card_pdf_context(sheet: Sheet, signatures: Iterable[CardSignature] = ()) -> dict[str, Any]:
    """Shape: form; blocks of rows that each stay on one page; the decisions used, signed or not."""
    form = card_form(sheet, signatures)
    return {
        "form": form,
        "blocks": list(print_blocks(form.rows)),
        "card": sheet.card,
        "decisions": sheet.decisions,
    }


def sealed_pdf(sheet: Sheet, signatures: Iterable[CardSignature], *, code: str, content_hash: str) -> bytes:
    """The printed form of an approved card, with the code and QR code that open its verification page."""
    address = f"{settings.PUBLIC_URL}{reverse('assessment:verify', args=[code])}"
    seal = {"code": grouped(code), "content_hash": content_hash, "qr": qr_svg(address), "address": address}
    context = {**card_pdf_context(sheet, signatures), "seal": seal}
    return pdf_from_template("assessment/pdf/scorecard.html", context)


def daily_seal_pdf(seal: DailySeal) -> bytes:
    """One page for the cabinet: the day's end of the chain, with the line itself as QR code."""
    text = line_bytes(line_of(seal)).decode()
    context = {"seal": seal, "text": text, "qr": qr_svg(text.strip())}
    return pdf_from_template("assessment/pdf/daily_seal.html", context)


def print_blocks(rows: Sequence[FormRow]) -> Iterator[list[FormRow]]:
    """Cut the form into blocks for the printer.

    A merged cell that a page break cut would lose its text and its lower edge, so each block closes its merged cells
    and the next opens them again, marked （续）.
    """
    block: list[FormRow] = []
    for row in rows:
        if block and _full(block, row):
            yield closed(block, rows)
            block = []
        block.append(row)
    if block:
        yield closed(block, rows)


def _full(block: list[FormRow], row: FormRow) -> bool:
    characters = sum(len(each.text) + len(each.notes) for each in [*block, row])
    return len(block) >= BLOCK_ROWS or characters > BLOCK_CHARACTERS or row.section_cell is not None


def closed(block: list[FormRow], rows: Sequence[FormRow]) -> list[FormRow]:
    """The block with merged cells that begin and end inside it."""
    columns = [_cells_within(block, rows, name) for name in CELLS]
    return [
        replace(row, section_cell=section, heading_cell=heading, cap_cell=cap, score_cell=score)
        for row, section, heading, cap, score in zip(block, *columns, strict=True)
    ]


def _cells_within(block: list[FormRow], rows: Sequence[FormRow], name: str) -> list[FormCell | None]:
    first = rows.index(block[0])
    starts = [place for place, row in enumerate(block) if getattr(row, name) is not None]
    cells: list[FormCell | None] = [None] * len(block)
    if 0 not in starts:
        opened = next(getattr(row, name) for row in reversed(rows[:first]) if getattr(row, name) is not None)
        end = starts[0] if starts else len(block)
        cells[0] = FormCell(_("%(text)s（续）") % {"text": opened.text} if name in CELLS[:2] else "", end)
    for place, following in pairwise([*starts, len(block)]):
        cells[place] = replace(getattr(block[place], name), rows=following - place)
    return cells
