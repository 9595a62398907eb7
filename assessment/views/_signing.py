"""What the three signing screens share: show exactly what is signed, take password and hash, or send back."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.card_life import SignatureRefused, send_back, sign_card
from assessment.forms.cards import SendBackForm, SignForm
from assessment.models import Scorecard
from assessment.queries.content import content_hash
from assessment.queries.sheet import signing_sheet
from assessment.rules.card_life import transition
from assessment.views._cards import get_card
from contracts.models import Contract
from hall_ops.lib.navigation import permissions_of
from hall_ops.lib.permissions import Permission


def signing_screen(
    request: HttpRequest, contract: Contract, month: date, name: str, permission: Permission
) -> HttpResponse:
    """One of assess, review, approve. GET shows what would be signed; POST signs it or sends it back."""
    card = get_card(request, contract, month, permission)
    if request.method == "POST":
        return (
            _send_back(request, card)
            if request.POST.get("op") == "return"
            else _sign(request, card, name, permission)
        )
    return signing_page(request, card, name, SignForm())


def _held(request: HttpRequest, contract: Contract) -> set[Permission]:
    return permissions_of(
        place for place in request.user.standings() if place.contract_id in (None, contract.pk)
    )


def _sign(request: HttpRequest, card: Scorecard, name: str, permission: Permission) -> HttpResponse:
    form = SignForm(request.POST)
    if not form.is_valid():
        return signing_page(request, card, name, form, status=422)
    try:
        signed = sign_card(
            by=request.user,
            at=timezone.now(),
            card=card,
            name=name,
            password=form.cleaned_data["password"],
            shown_hash=form.cleaned_data["document_hash"],
            permissions=_held(request, card.contract),
        )
    except SignatureRefused as refused:
        form.add_error(None, str(refused))
        return signing_page(request, card, name, form, status=409)
    messages.success(request, _("已签署。考核表现在是“%(state)s”。") % {"state": signed.get_state_display()})
    return redirect("assessment:scorecard", card.contract.slug, card.month)


def _send_back(request: HttpRequest, card: Scorecard) -> HttpResponse:
    form = SendBackForm(request.POST)
    target = redirect("assessment:scorecard", card.contract.slug, card.month)
    if not form.is_valid():
        messages.error(request, _("退回须写明原因。"))
        return target
    try:
        send_back(
            by=request.user,
            at=timezone.now(),
            card=card,
            reason=form.cleaned_data["reason"],
            permissions=_held(request, card.contract),
        )
    except SignatureRefused as refused:
        messages.error(request, str(refused))
        return target
    messages.success(request, _("已退回，原因已记录。"))
    return target


def signing_page(
    request: HttpRequest, card: Scorecard, name: str, form: SignForm, status: int = 200
) -> HttpResponse:
    fresh = Scorecard.objects.allowed(request.user, Permission.SCORECARD_VIEW)
    card = fresh.select_related("contract__contractor", "service_year", "rubric").get(pk=card.pk)
    sheet = signing_sheet(card)
    context = {
        "contract": card.contract,
        "card": card,
        "sheet": sheet,
        "form": form,
        "back": SendBackForm(),
        "document_hash": content_hash(sheet),
        "step": transition(name, card.state),
        "may_return": name != "assess" and transition("return", card.state) is not None,
        "signatures": card.signatures.filter(cleared_at=None),
    }
    return render(request, "assessment/scorecard_sign.html", context, status=status)
