"""A visible mark on what leaves: who took it, when, under which number; on every page of a sheet or a PDF."""

from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

LONGEST_HEADER = 235


def mark_sheet(book: Any, page: Any, text: str, *, row: int = 0) -> int:
    """Write the mark into an XlsxWriter page: a line of its own, and header and footer of every printed page.

    Call it before the first cell is written: a workbook in constant memory takes its rows in order.
    Shape: returns the row that is free for the headings.
    """
    page.write_string(
        row, 0, text, book.add_format({"bold": True, "font_color": "#B3261E", "num_format": "@"})
    )
    printed = text.replace("&", "＆")[:LONGEST_HEADER]  # "&" begins a code in a header
    page.set_header(f"&L&8{printed}")
    page.set_footer(f"&L&8{printed}&R&8&P / &N")
    return row + 1


def pdf_mark(text: str) -> SafeString:
    """The mark as HTML for a PDF template, put directly after <body>: it repeats on every page."""
    return render_to_string("_components/pdf/watermark.html", {"text": text, "places": range(6)})
