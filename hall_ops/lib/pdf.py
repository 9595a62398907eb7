"""HTML to PDF: fonts and pictures come from us, nothing is fetched (security C8)."""

from functools import lru_cache

from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from hall_ops.lib.errors import DomainError

CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei")


class FontMissing(DomainError):
    """No Chinese font on this machine: a PDF would lose its text without a word."""

    status = 500


@lru_cache(maxsize=1)
def fonts() -> FontConfiguration:
    return FontConfiguration()


def render_pdf(html: str) -> bytes:
    """Bytes of the PDF. No address is fetched: a deny-all fetcher refuses file:, http: and the rest."""
    fetcher = URLFetcher(allowed_protocols=[])
    document = HTML(string=html, url_fetcher=fetcher, base_url=None)
    return document.write_pdf(font_config=fonts(), stylesheets=[CSS(string="", font_config=fonts())])


def pdf_from_template(template: str, context: dict[str, object]) -> bytes:
    """context → HTML → bytes."""
    return render_pdf(render_to_string(template, context))
