"""The month's card as the official form, for the printer."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from assessment.queries.printed import card_pdf_context
from assessment.views._cards import get_card, get_sheet
from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.SCORECARD_EXPORT)
def scorecard_pdf(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EXPORT)
    sheet = get_sheet(request, card)
    body = pdf_from_template("assessment/pdf/scorecard.html", card_pdf_context(sheet))
    with transaction.atomic():
        record_event(
            "scorecard.print", by=request.user, obj=card, contract=contract, after={"version": card.version}
        )
    return download(body, f"{month:%Y-%m}-考核表.pdf", "application/pdf", inline=True)
