"""The month's card: where the assessor works."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from assessment.actions.cards import CardRefused, set_assessed_on
from assessment.enums import CardState
from assessment.forms.cards import AssessedOnForm
from assessment.models import PUBLISHED_STATES, Objection, Scorecard
from assessment.queries.objections import objection_rows
from assessment.queries.revisions import revisions_of
from assessment.views._cards import cards_seen, get_card, get_sheet
from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(GET=Permission.SCORECARD_VIEW, POST=Permission.SCORECARD_EDIT)
def scorecard(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    if request.method == "POST":
        return _set_date(request, contract, month)
    sheet = get_sheet(request, get_card(request, contract, month))
    context = {
        "contract": contract,
        "sheet": sheet,
        "card": sheet.card,
        "signing": _signing(request, sheet.card),
        "may_find": holds(request.user, Permission.FINDING_VIEW, contract),
        **_life(request, sheet.card),
    }
    return render(request, "assessment/scorecard.html", context)


def _life(request: HttpRequest, card: Scorecard) -> dict[str, Any]:
    """Revisions and objections beside the card; a first card that nobody approved has neither."""
    if card.corrects_id is None and card.state not in PUBLISHED_STATES:
        return {}
    objections = Objection.objects.allowed(request.user, Permission.OBJECTION_VIEW)
    may_file = holds(request.user, Permission.OBJECTION_FILE, card.contract)
    return {
        "revisions": revisions_of(cards_seen(request), card),
        "objections": objection_rows(objections.filter(scorecard=card)),
        "may_object": card.state == CardState.APPROVED and may_file,
    }


SIGNING = {
    CardState.DRAFT: (Permission.SCORECARD_EDIT, "assessment:scorecard-sign", _lazy("考核人签署")),
    CardState.ASSESSED: (Permission.SCORECARD_REVIEW, "assessment:scorecard-review", _lazy("审核")),
    CardState.REVIEWED: (Permission.SCORECARD_APPROVE, "assessment:scorecard-approve", _lazy("批准")),
}


def _signing(request: HttpRequest, card: Scorecard) -> tuple[str, str] | None:
    """The signature this user could give now. Shape: (screen's name, its label)."""
    permission, screen_name, label = SIGNING.get(CardState(card.state), (None, "", ""))
    if permission is None or not holds(request.user, permission, card.contract):
        return None
    return screen_name, str(label)


def _set_date(request: HttpRequest, contract: Contract, month: date) -> HttpResponse:
    card = get_card(request, contract, month, Permission.SCORECARD_EDIT)
    form = AssessedOnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("考核日期不是有效日期，请按 年-月-日 填写。"))
        return redirect("assessment:scorecard", contract.slug, month)
    try:
        set_assessed_on(
            by=request.user, at=timezone.now(), card=card, assessed_on=form.cleaned_data["assessed_on"]
        )
    except CardRefused as refused:
        messages.error(request, str(refused))
    return redirect("assessment:scorecard", contract.slug, month)
