"""The month's card as the official form, for the printer: as it was sealed, or marked as unsigned."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.enums import CardState
from assessment.models import CardSeal, Scorecard
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
    seals = CardSeal.objects.allowed(request.user, Permission.SCORECARD_EXPORT)
    seal = seals.filter(scorecard=card).first()
    body = bytes(seal.pdf) if seal else _unsealed(request, card)
    after = {"version": card.version, "revision": card.revision, "sealed": seal is not None}
    with transaction.atomic():
        record_event("scorecard.print", by=request.user, obj=card, contract=contract, after=after)
    again = f"-{card.revision}" if card.revision > 1 else ""
    name = _("%(month)s-考核表.pdf") % {"month": f"{month:%Y-%m}{again}"}
    return download(body, name, "application/pdf", inline=True)


def _unsealed(request: HttpRequest, card: Scorecard) -> bytes:
    """Printed from what stands there now, and marked: it is no document yet."""
    begun = card.state in (CardState.ASSESSED, CardState.REVIEWED)
    mark = _("签署未完成") if begun else _("未签署")
    context = {**card_pdf_context(get_sheet(request, card)), "mark": mark}
    return pdf_from_template("assessment/pdf/scorecard.html", context)
