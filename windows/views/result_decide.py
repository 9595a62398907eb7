"""Decide one case, or send it back to the window undecided."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.results import decide_case
from windows.enums import CaseState, Holder, LineOutcome
from windows.forms.result import DecisionForm, ReturnForm
from windows.models import Case
from windows.queries.clock import clock_of
from windows.queries.results import owed_papers, to_decide
from windows.views._cases import get_case


@screen(GET=Permission.CASE_DECIDE, POST=Permission.CASE_DECIDE)
def result_decide(request: HttpRequest, contract: Contract, case: str) -> HttpResponse:
    found = get_case(request, contract, case, Permission.CASE_DECIDE)
    if request.method == "GET":
        return decide_page(request, contract, found)
    form = DecisionForm(request.POST, case=found, has_gap=bool(owed_papers(found)))
    if not form.is_valid():
        return decide_page(request, contract, found, form=form, status=422)
    try:
        decide_case(
            by=request.user, at=timezone.now(), case=found, revision=form.cleaned_data["revision"],
            decision=form.decision(), key=form.cleaned_data["key"],
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(None, str(refused))
        return decide_page(request, contract, found, form=form, status=refused.status)
    messages.success(request, _("办件 %(number)s 已办结，结果待送回窗口。") % {"number": found.number})
    following = to_decide(request.user, contract).first()
    if "next" in request.POST and following is not None:
        return redirect("windows:result-decide", contract.slug, following.number)
    return redirect("windows:result-list", contract.slug)


def decide_page(
    request: HttpRequest,
    contract: Contract,
    case: Case,
    *,
    form: DecisionForm | None = None,
    return_form: ReturnForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    owed = owed_papers(case)
    lies_here = case.state == CaseState.TRANSFERRED and case.holder == Holder.DEPARTMENT
    context: dict[str, Any] = {
        "contract": contract,
        "case": case,
        "clock": clock_of(case, timezone.localdate()),
        "owed": owed,
        "materials": case.materials.all(),
        "form": form or DecisionForm(case=case, has_gap=bool(owed)),
        "return_form": return_form or ReturnForm(),
        "may_decide": lies_here,
        "returning": lies_here
        and case.handover_lines.filter(outcome=LineOutcome.WAITING).select_related("batch").first(),
        "shortcuts": [{"keys": "Ctrl Enter", "label": _("作出决定，接着办下一件")}],
    }
    return render(request, "windows/result_decide.html", context, status=status)
