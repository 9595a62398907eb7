"""A correction beside the card it corrects: lines, groups, total."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.queries.revisions import compare_revisions, revisions_of
from assessment.views._cards import cards_seen, get_card
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.SCORECARD_VIEW)
def scorecard_compare(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month)
    before = cards_seen(request).select_related("contract", "rubric").filter(pk=card.corrects_id).first()
    context = {
        "contract": contract,
        "card": card,
        "revisions": revisions_of(cards_seen(request), card),
        "compared": compare_revisions(before, card) if before else None,
    }
    return render(request, "assessment/scorecard_compare.html", context)
