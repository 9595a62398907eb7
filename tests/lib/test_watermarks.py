"""The mark stands in the sheet, on every printed page of it, and on every page of a PDF."""

import io

import openpyxl
import pypdf
import xlsxwriter

from hall_ops.lib.pdf import render_pdf
from hall_ops.lib.watermarks import mark_sheet, pdf_mark

TEXT = "载体 2026-00012 · 王伟 & 李娜 · 2026-03-14 09:05"


def test_a_sheet_bears_its_mark_above_the_headings_and_in_print() -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    page = book.add_worksheet()
    row = mark_sheet(book, page, TEXT)
    page.write_string(row, 0, "办件编号")
    book.close()

    sheet = openpyxl.load_workbook(out).active
    assert [sheet["A1"].value, sheet["A2"].value] == [TEXT, "办件编号"]
    assert "2026-00012" in sheet.oddHeader.left.text and "2026-00012" in sheet.oddFooter.left.text


def test_a_very_long_mark_fits_a_header() -> None:
    book = xlsxwriter.Workbook(io.BytesIO())
    page = book.add_worksheet()

    mark_sheet(book, page, "&" * 300)

    assert len(page.header) <= 255


def test_every_page_of_a_pdf_bears_the_mark() -> None:
    pages = "<p style='break-after: page'>一</p>" * 3
    body = render_pdf(
        f"<html lang='zh-Hans'><body style='font-family: Noto Sans CJK SC'>{pdf_mark(TEXT)}{pages}</body>"
    )

    read = pypdf.PdfReader(io.BytesIO(body))
    assert len(read.pages) >= 3
    assert all("2026-00012" in page.extract_text() for page in read.pages)
