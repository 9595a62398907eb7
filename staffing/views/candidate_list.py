"""Everybody who applied, by stage and by name; who waits longest stands where their stage is."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.enums import CandidateState, Stage
from staffing.queries.recruitment import candidate_rows, candidates_of

PAGE = 40


@screen(Permission.HIRE_VIEW)
def candidate_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    stage, state = request.GET.get("stage", ""), request.GET.get("state", CandidateState.ACTIVE)
    words = request.GET.get("q", "").strip()[:60]
    found = candidates_of(request.user, contract)
    if state in CandidateState.values:
        found = found.filter(state=state)
    if stage in Stage.values:
        found = found.filter(stage=stage)
    if words:
        found = found.filter(name__icontains=words)
    page = Paginator(found.order_by("stage_since", "pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "page": page,
        "rows": candidate_rows(page.object_list, timezone.now(), timezone.localdate()),
        "stage": stage,
        "state": state,
        "words": words,
        "stages": [each for each in Stage.choices if each[0] != Stage.APPLIED],
        "states": CandidateState.choices,
    }
    return render(request, "staffing/candidate_list.html", context)
