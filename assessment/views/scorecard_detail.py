"""One criterion of the card, opened: its entries, each with what it rests on."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.models import Entry
from assessment.views._cards import get_card, get_sheet
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.SCORECARD_VIEW)
def scorecard_detail(request: HttpRequest, contract: Contract, month: date, code: str) -> HttpResponse:
    card = get_card(request, contract, month)
    sheet = get_sheet(request, card)
    if not sheet.rubric.has(code):
        raise Http404
    withdrawn = (
        Entry.objects.allowed(request.user, Permission.SCORECARD_VIEW)
        .filter(scorecard=card, criterion__code=code, withdrawn_at__isnull=False)
        .select_related("withdrawn_by")
    )
    context = {"contract": contract, "sheet": sheet, "detail": sheet.row_of(code), "withdrawn": withdrawn}
    return render(request, "assessment/_card_detail.html", context)
