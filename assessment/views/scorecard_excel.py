"""The month's card as the official form in Excel."""

from datetime import date

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from assessment.files.official_write import write_form
from assessment.queries.printed import card_form
from assessment.views._cards import get_card, get_sheet
from contracts.models import Contract
from hall_ops.lib.downloads import XLSX, download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.SCORECARD_EXPORT)
def scorecard_excel(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EXPORT)
    sheet = get_sheet(request, card)
    body = write_form(card_form(sheet))
    with transaction.atomic():
        record_event(
            "scorecard.export", by=request.user, obj=card, contract=contract, after={"version": card.version}
        )
    return download(body, _("%(month)s-考核表.xlsx") % {"month": f"{month:%Y-%m}"}, XLSX)
