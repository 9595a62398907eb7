import io
import re

import pytest
from django.test import Client
from pypdf import PdfReader

from assessment.models import Scorecard
from assessment.queries.printed import card_pdf_context
from assessment.queries.sheet import sheet_of
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on, many_entries, sign

HEADINGS = ("服务内容", "考核项目", "考核细则", "分值", "评分细则", "扣分", "考核得分", "考核问题项记录")


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def embedded(reader: PdfReader) -> dict[str, bool]:
    """Font name → does the file carry it?"""
    found = {}
    for page in reader.pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            for inner in (each.get_object() for each in font.get("/DescendantFonts", [font])):
                facts = inner["/FontDescriptor"].get_object()
                found[str(inner["/BaseFont"])] = any(f"/FontFile{kind}" in facts for kind in ("", "2", "3"))
    return found


def test_the_printed_card_opens_with_everything_the_form_has(
    desk: Client, march: Scorecard, address: Address
) -> None:
    entry_on(
        march, "3.10", count=3, occurred_on=march.month.replace(day=6), subject="窗口 03", note="08:24 到岗"
    )

    answer = desk.get(address("scorecard-pdf"))

    assert answer.headers["Content-Type"] == "application/pdf"
    assert (
        "2023-03" in answer.headers["Content-Disposition"]
        and "inline" in answer.headers["Content-Disposition"]
    )
    reader = PdfReader(io.BytesIO(answer.content))
    text = squeezed("".join(page.extract_text() for page in reader.pages))
    assert "服务质量月度考核表" in text and "2023年3月" in text and "滨海政务服务有限公司" in text
    for wanted in (*HEADINGS, "合计", "考核人", "审核", "批准", "窗口03", "08:24到岗", "97"):
        assert wanted in text, wanted
    fonts = embedded(reader)
    assert fonts and all(fonts.values()), fonts
    assert any("CJK" in name or "WenQuan" in name or "SourceHan" in name for name in fonts)
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (595, 842)
    }


def test_each_page_repeats_the_headings(desk: Client, march: Scorecard, address: Address) -> None:
    many_entries(march, 30)

    pages = PdfReader(io.BytesIO(desk.get(address("scorecard-pdf")).content)).pages

    assert len(pages) > 1
    for page in pages[:-1]:
        assert all(heading in squeezed(page.extract_text()) for heading in HEADINGS)


def test_merged_cells_close_within_their_block(march: Scorecard) -> None:
    """Rowspans of a block never reach beyond it: a page break could not cut them."""
    context = card_pdf_context(sheet_of(march, Scorecard.objects.all(), may_edit=False))

    for block in context["blocks"]:
        for name in ("section_cell", "heading_cell", "cap_cell", "score_cell"):
            assert sum(getattr(row, name).rows for row in block if getattr(row, name)) == len(block), name
    assert sum(len(block) for block in context["blocks"]) == 105


def test_printing_leaves_an_event(desk: Client, march: Scorecard, address: Address) -> None:
    desk.get(address("scorecard-pdf"))

    assert AuditEvent.objects.get(action="scorecard.print").object_id == str(march.pk)


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.LIAISON])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    assert client_as(role).get(address("scorecard-pdf")).status_code == 403


def test_the_contractor_prints_no_draft(client_as: ClientAs, march: Scorecard, address: Address) -> None:
    director = client_as(Role.DIRECTOR)

    before = director.get(address("scorecard-pdf")).status_code
    sign(march, "approved")

    assert (before, director.get(address("scorecard-pdf")).status_code) == (404, 200)


def test_another_contracts_card_is_not_printed(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-pdf")).status_code == 404
    assert not AuditEvent.objects.filter(action="scorecard.print").exists()
