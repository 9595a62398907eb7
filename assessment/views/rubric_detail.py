"""One version: groups with their caps, criteria with code, name and rule, overlaps and corrections; searchable."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from assessment.files.official_layout import points_of
from assessment.queries.scores import rubric_spec
from assessment.queries.search import criterion_matches
from assessment.rules import tiers_of
from assessment.rules.phrases import rule_phrase
from assessment.views._rubrics import get_rubric, may_edit_rubrics
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.RUBRIC_VIEW)
def rubric_detail(request: HttpRequest, contract: Contract, version: int) -> HttpResponse:
    row = get_rubric(request, contract, version)
    rubric = rubric_spec(row)
    words = request.GET.get("q", "")[:60].strip()
    blocks = []
    shown = 0
    for group in rubric.groups:
        inside = [c for c in rubric.criteria if c.group == group.code and criterion_matches(c, words)]
        lines = [
            {"criterion": c, "rule": rule_phrase(c), "overlaps": rubric.overlapping(c.code)} for c in inside
        ]
        shown += len(lines)
        if lines:
            blocks.append({"group": group, "points": points_of(group), "lines": lines})
    context = {
        "contract": contract,
        "row": row,
        "rubric": rubric,
        "blocks": blocks,
        "words": words,
        "shown": shown,
        "tiers": tiers_of(rubric),
        "may_edit": may_edit_rubrics(request, contract),
    }
    return render(request, "assessment/rubric_detail.html", context)
