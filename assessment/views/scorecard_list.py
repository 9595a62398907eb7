"""The months of a contract, year by year: totals, the mean so far, what it pays; opening the next month."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.actions.cards import CardRefused, open_card
from assessment.forms.cards import OpenCardForm
from assessment.models import Scorecard
from assessment.queries.scores import agreed_of, year_score
from contracts.models import Contract, ServiceYear
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(
    GET=Permission.SCORECARD_VIEW,
    POST=Permission.SCORECARD_EDIT,
    nav=Nav(Room.ASSESSMENT, _("月度考核表"), order=10),
)
def scorecard_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.method == "POST":
        return _open(request, contract)
    cards = Scorecard.objects.allowed(request.user, Permission.SCORECARD_VIEW)
    years = list(
        ServiceYear.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract)
    )
    for year in years:
        year.contract = contract
    chosen = _chosen_year(request, years)
    score = year_score(cards, chosen, agreed_of(contract)) if chosen else None
    may_edit = any(
        place.scope_of(Permission.SCORECARD_EDIT)
        for place in request.user.standings()
        if place.contract_id in (None, contract.pk)
    )
    context = {"contract": contract, "years": years, "chosen": chosen, "score": score, "may_edit": may_edit}
    return render(request, "assessment/scorecard_list.html", context)


def _chosen_year(request: HttpRequest, years: list[ServiceYear]) -> ServiceYear | None:
    """The year asked for, else the one whose assessed months hold today, else the first or the last."""
    wanted = request.GET.get("year", "")
    today = timezone.localdate()
    by_number = {str(year.number): year for year in years}
    if wanted in by_number:
        return by_number[wanted]
    current = [year for year in years if year.assessed_from <= today and year.ends_on >= today]
    cards = Scorecard.objects.allowed(request.user, Permission.SCORECARD_VIEW).filter(service_year__in=years)
    newest = cards.order_by("-month").values_list("service_year", flat=True).first()
    latest = [year for year in years if year.pk == newest]
    return next(iter([*current, *latest, *years]), None)


def _open(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = OpenCardForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("请选择要建立的月份。"))
        return redirect("assessment:scorecard-list", contract.slug)
    try:
        card = open_card(
            by=request.user, at=timezone.now(), contract=contract, month=form.cleaned_data["month"]
        )
    except CardRefused as refused:
        messages.error(request, str(refused))
        return redirect("assessment:scorecard-list", contract.slug)
    return redirect("assessment:scorecard", contract.slug, card.month)
