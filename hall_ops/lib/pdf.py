"""HTML to PDF: fonts and pictures come from us, nothing is fetched (security C8).

WeasyPrint is imported where it is used: it costs half a second and tens of megabytes that most processes never need.
"""

from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError

# What the families of fonts that hold Chinese have in their names.
CHINESE_FONTS = ("CJK", "Source Han", "WenQuanYi")


class FontMissing(DomainError):
    """No Chinese font on this machine: a PDF would lose its text without a word."""

    status = 500


@lru_cache(maxsize=1)
def fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


def render_pdf(*htmls: str) -> bytes:
    """Bytes of one PDF with the pages of all. No address is fetched: a deny-all fetcher refuses file:, http: and the
    rest.

    Raises: FontMissing.
    """
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    fetcher = URLFetcher(allowed_protocols=[])
    documents = [
        HTML(string=html, url_fetcher=fetcher, base_url=None).render(font_config=fonts()) for html in htmls
    ]
    whole = documents[0].copy([page for document in documents for page in document.pages])
    body: bytes = whole.write_pdf()
    families = " ".join(font.family for font in whole.fonts.values())
    if not any(name in families for name in CHINESE_FONTS):
        raise FontMissing(_("本机没有中文字体，无法生成 PDF。请安装 fonts-noto-cjk 后重启服务。"))
    return body


def pdf_from_template(template: str, context: dict[str, object]) -> bytes:
    """context → HTML → bytes. Raises: FontMissing."""
    return render_pdf(render_to_string(template, context))
