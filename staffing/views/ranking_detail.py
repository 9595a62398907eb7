"""One ranking: everybody's place with what it rests on; the lowest of a quarter with their interviews."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.enums import RankSpan
from staffing.forms.ranking import PART_LABELS
from staffing.models import Ranking
from staffing.queries.ranking import lines_of


@screen(Permission.RANKING_VIEW)
def ranking_detail(request: HttpRequest, contract: Contract, ranking: int) -> HttpResponse:
    rows = Ranking.objects.allowed(request.user, Permission.RANKING_VIEW).filter(contract=contract)
    found = get_object_or_404(rows.select_related("made_by"), pk=ranking)
    lines = lines_of(request.user, found)
    context = {
        "contract": contract,
        "ranking": found,
        "quarter": found.span == RankSpan.QUARTER,
        "weights": [(label, found.weights[part]) for part, label in PART_LABELS.items()],
        "lines": lines,
        "last": [line for line in lines if line.last] if found.span == RankSpan.QUARTER else [],
        "may_interview": holds(request.user, Permission.RANKING_INTERVIEW, contract),
    }
    return render(request, "staffing/ranking_detail.html", context)
