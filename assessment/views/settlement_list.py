"""Settling the service years: months with their approved totals, what stops a year, the settlements made."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessment.actions.settlements import SettlementRefused, make_settlement
from assessment.enums import SettlementState
from assessment.forms.settlements import SettleForm
from assessment.models import PUBLISHED_STATES, Scorecard, Settlement
from assessment.queries.settlement import YearBook, settlements_of, year_books
from assessment.reports.settlements import basis_labels
from assessment.rules.settlement import Settlement as Reckoning
from assessment.rules.settlement import settle_so_far
from contracts.models import Contract, ServiceYear
from contracts.queries import holds
from hall_ops.lib.permissions import Permission, Scope
from hall_ops.lib.screens import Nav, Room, screen


@screen(
    GET=Permission.SETTLEMENT_VIEW,
    POST=Permission.SETTLEMENT_MAKE,
    nav=Nav(Room.ASSESSMENT, gettext_lazy("年度结算"), order=40),
)
def settlement_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    permission = Permission.SETTLEMENT_MAKE if request.method == "POST" else Permission.SETTLEMENT_VIEW
    years = list(ServiceYear.objects.allowed(request.user, permission).filter(contract=contract))
    chosen = chosen_year(request, years)
    form = SettleForm(request.POST) if request.method == "POST" else SettleForm()
    if request.method == "POST" and chosen is not None and form.is_valid():
        try:
            made = make_settlement(by=request.user, at=timezone.now(), year=chosen, **form.cleaned_data)
        except SettlementRefused as refused:
            form.add_error(None, str(refused))
            return _page(request, contract, years, chosen, form, status=409)
        messages.success(request, _("结算已算出，等待三人签署。请核对后由考核人先签。"))
        return redirect("assessment:settlement-detail", contract.slug, made.pk)
    return _page(request, contract, years, chosen, form, status=422 if form.is_bound else 200)


def chosen_year(request: HttpRequest, years: list[ServiceYear]) -> ServiceYear | None:
    """The year asked for, else the last one with a card that counts, else the latest that has begun, else the first."""
    wanted = request.GET.get("year", "")
    named = next((year for year in years if str(year.number) == wanted), None)
    today = timezone.localdate()
    begun = [year for year in years if year.starts_on <= today]
    cards = Scorecard.objects.allowed(request.user, Permission.SCORECARD_VIEW)
    published = cards.filter(state__in=PUBLISHED_STATES, service_year__in=years).order_by()
    scored = set(published.values_list("service_year_id", flat=True).distinct())
    counting = [year for year in years if year.pk in scored]
    return named or next(iter(counting[-1:] or begun[-1:] or years[:1]), None)


def _page(
    request: HttpRequest, contract: Contract, years: list[ServiceYear], chosen: ServiceYear | None,
    form: SettleForm, status: int = 200,
) -> HttpResponse:  # fmt: skip
    book = year_books([chosen], contract)[0] if chosen else None
    rows = Settlement.objects.allowed(request.user, Permission.SETTLEMENT_VIEW)
    signed = SettlementState.SIGNED
    settlements = settlements_of(rows, chosen) if chosen else []
    context = {
        "contract": contract,
        "years": years,
        "chosen": chosen,
        "book": book,
        "so_far": so_far(book),
        "labels": basis_labels(),
        "form": form,
        "settlements": settlements,
        "sees_drafts": sees_drafts(request, contract),
        "may_make": holds(request.user, Permission.SETTLEMENT_MAKE, contract),
        "stands": next((row for row in settlements if row.state == signed and not row.provisional), None),
    }
    return render(request, "assessment/settlement_list.html", context, status=status)


def sees_drafts(request: HttpRequest, contract: Contract) -> bool:
    """Whether this reader sees cards that are not approved yet; the contractor does not."""
    places = [place for place in request.user.standings() if place.contract_id in (None, contract.pk)]
    return any(place.scope_of(Permission.SCORECARD_VIEW) == Scope.CONTRACT for place in places)


def so_far(book: YearBook | None) -> Reckoning | None:
    """What the approved months would pay; None without any."""
    if book is None or book.terms is None or not book.totals:
        return None
    return settle_so_far(book.terms, book.totals, book.choices)
