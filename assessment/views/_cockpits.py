"""What the two cockpits share: the years of a contract and the one on show."""

from typing import Any

from django.http import HttpRequest

from assessment.models import Scorecard
from assessment.queries.cockpit import YearView, chosen_year, desk_of, objection_counts, year_view
from assessment.reports.settlements import basis_labels
from contracts.models import Contract, ServiceYear
from hall_ops.lib.permissions import Permission


def cockpit_context(request: HttpRequest, contract: Contract, permission: Permission) -> dict[str, Any]:
    """Shape: years, view (None without a year), desk, objections, labels of the bases."""
    user: Any = request.user
    desk = desk_of(user, contract)
    years = list(ServiceYear.objects.allowed(user, permission).filter(contract=contract))
    year = chosen_year(years, request.GET.get("year", ""), {card.service_year_id for card in desk.cards})
    cards = Scorecard.objects.allowed(user, Permission.SCORECARD_VIEW).filter(contract=contract)
    view: YearView | None = year_view(cards, year, contract) if year else None
    return {
        "contract": contract,
        "years": years,
        "view": view,
        "desk": desk,
        "objections": objection_counts(desk, year) if year else [],
        "labels": basis_labels(),
    }
