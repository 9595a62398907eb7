"""The versions of a contract's scoring rules, the newest first, and tables not yet taken."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from assessment.models import Rubric, RubricDraft
from assessment.views._rubrics import may_edit_rubrics
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.RUBRIC_VIEW, nav=Nav(Room.ASSESSMENT, _("计分规则"), order=30))
def rubric_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    rubrics = Rubric.objects.allowed(request.user, Permission.RUBRIC_VIEW).filter(contract=contract)
    drafts = RubricDraft.objects.allowed(request.user, Permission.RUBRIC_EDIT).filter(contract=contract)
    context = {
        "contract": contract,
        "rubrics": rubrics.select_related("created_by")
        .annotate(lines=Count("criteria"))
        .order_by("-number")
        .defer("document"),
        "drafts": drafts.select_related("created_by").defer("data"),
        "may_edit": may_edit_rubrics(request, contract),
    }
    return render(request, "assessment/rubric_list.html", context)
