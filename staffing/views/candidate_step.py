"""What a stage came to, from the candidate's page: the supplier's word, or the purchaser's."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.candidate_steps import record_step
from staffing.enums import CandidateState
from staffing.views._recruitment import SIDES, candidate_page, get_candidate, put_error, step_form


@screen(POST=Permission.HIRE_RECORD)
def candidate_step(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    return take_step(request, contract, candidate, "supplier")


@screen(POST=Permission.HIRE_CONFIRM)
def candidate_step_confirm(request: HttpRequest, contract: Contract, candidate: int) -> HttpResponse:
    return take_step(request, contract, candidate, "purchaser")


def take_step(request: HttpRequest, contract: Contract, candidate: int, side: str) -> HttpResponse:
    found = get_candidate(request, contract, candidate, SIDES[side])
    form = step_form(request, found, side, bound=True)
    if form.is_valid():
        try:
            done = record_step(
                by=request.user, at=timezone.now(), candidate=found, stage=form.cleaned_data["stage"],
                data=form.data_of(),
            )  # fmt: skip
        except DomainError as refused:
            put_error(form, refused)
        else:
            messages.success(request, told(done))
            return redirect("staffing:candidate-detail", contract.slug, found.pk)
    found.refresh_from_db()
    return candidate_page(request, found, form=form, status=422)


def told(candidate: object) -> str:
    """What is said afterwards: where the person stands now."""
    words = {"name": getattr(candidate, "name", ""), "stage": candidate.get_stage_display()}  # type: ignore[attr-defined]
    if getattr(candidate, "state", "") == CandidateState.ACTIVE:
        return _("已登记。%(name)s现在到“%(stage)s”环节。") % words
    return _("已登记。%(name)s的招聘流程到此结束。") % words
