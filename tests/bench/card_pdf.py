"""The card's PDF from row to bytes, against WeasyPrint alone on the same finished HTML."""

from django.template.loader import render_to_string
from weasyprint import HTML

from assessment.models import Scorecard
from assessment.queries.printed import card_pdf_context
from assessment.queries.sheet import sheet_of
from hall_ops.lib.pdf import pdf_from_template
from tests.bench import Measure, seconds
from tests.bench._card import full_card

TEMPLATE, ROUNDS, LIMIT = "assessment/pdf/scorecard.html", 3, 1.3


def context() -> dict[str, object]:
    """Everything read afresh, as the screen does."""
    card = Scorecard.objects.select_related("contract__contractor", "service_year", "rubric").get(
        pk=full_card().pk
    )
    return card_pdf_context(sheet_of(card, Scorecard.objects.all(), may_edit=False))


def run() -> list[Measure]:
    html = render_to_string(TEMPLATE, context())
    assert html.count("<tr") > 105

    def ours() -> bytes:
        return pdf_from_template(TEMPLATE, context())

    def bare() -> bytes:
        return HTML(string=html).write_pdf()

    return [Measure("card_pdf", seconds(ours, ROUNDS), seconds(bare, ROUNDS), LIMIT)]
