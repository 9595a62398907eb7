"""What the two cockpits share: the years of a contract and the one on show."""

from typing import Any

from django.http import HttpRequest

from assessment.models import Objection, Scorecard
from assessment.queries.cockpit import ObjectionCount, YearView, chosen_year, objection_counts, year_view
from assessment.settlement_reports import basis_labels
from contracts.models import Contract, ServiceYear
from hall_ops.lib.permissions import Permission


def cockpit_context(request: HttpRequest, contract: Contract, permission: Permission) -> dict[str, Any]:
    """Shape: years, view (None without a year), objections, labels of the bases."""
    user: Any = request.user
    years = list(ServiceYear.objects.allowed(user, permission).filter(contract=contract))
    cards = Scorecard.objects.allowed(user, Permission.SCORECARD_VIEW).filter(contract=contract)
    with_cards = set(cards.order_by().values_list("service_year_id", flat=True).distinct())
    year = chosen_year(years, request.GET.get("year", ""), with_cards)
    view: YearView | None = year_view(cards, year, contract) if year else None
    seen = Objection.objects.allowed(user, Permission.OBJECTION_VIEW).filter(scorecard__contract=contract)
    objections: list[ObjectionCount] = objection_counts(seen, year) if year else []
    return {"contract": contract, "years": years, "view": view, "objections": objections, "labels": basis_labels()}
