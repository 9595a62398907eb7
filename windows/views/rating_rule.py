"""The purchaser rules on a rating's standing, takes the steps that are the assessor's, and releases words."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.rating_followups import StepTaken, release_text, steps_for, take_step
from windows.actions.rating_rulings import rule_on_rating
from windows.forms.ratings import ReleaseForm, RulingForm, StepForm
from windows.models import RatingFollowUp
from windows.views.rating_detail import detail_page, get_rating, outcomes_of


@screen(POST=Permission.RATING_RULE)
def rating_rule(request: HttpRequest, contract: Contract, rating: int) -> HttpResponse:
    found = get_rating(request, contract, rating, Permission.RATING_RULE)
    form = RulingForm(request.POST, outcomes=outcomes_of(found))
    if not form.is_valid():
        return detail_page(request, contract, rating, 422, ruling_form=form)
    try:
        rule_on_rating(by=request.user, at=timezone.now(), rating=found, **form.cleaned_data)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return detail_page(request, contract, rating, refused.status, ruling_form=form)
    messages.success(request, _("已裁定，理由已记录。"))
    return redirect("windows:rating-detail", contract.slug, rating)


@screen(POST=Permission.RATING_RULE)
def rating_rule_step(request: HttpRequest, contract: Contract, rating: int) -> HttpResponse:
    """A step of the handling by the assessor: contact, call-back, review."""
    followup = _followup(request, contract, rating)
    form = StepForm(request.POST, steps=steps_for(request.user, followup))
    if not form.is_valid():
        return detail_page(request, contract, rating, 422, step_form=form)
    data = form.cleaned_data
    key, seen = data.pop("key"), data.pop("seen")
    taken = StepTaken(**data)
    try:
        take_step(by=request.user, at=timezone.now(), followup=followup, taken=taken, seen=seen, key=key)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return detail_page(request, contract, rating, refused.status, step_form=form)
    messages.success(request, _("已记录这一步。"))
    return redirect("windows:rating-detail", contract.slug, rating)


@screen(POST=Permission.RATING_RULE)
def rating_rule_release(request: HttpRequest, contract: Contract, rating: int) -> HttpResponse:
    """Show the words to the contractor's side."""
    followup = _followup(request, contract, rating)
    form = ReleaseForm(request.POST)
    if not form.is_valid():
        return detail_page(request, contract, rating, 422)
    try:
        release_text(by=request.user, at=timezone.now(), followup=followup, key=form.cleaned_data["key"])
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("评价文字已向供应商公开，评价人和办件编号仍不可见。"))
    return redirect("windows:rating-detail", contract.slug, rating)


def _followup(request: HttpRequest, contract: Contract, rating: int) -> RatingFollowUp:
    rows = RatingFollowUp.objects.allowed(request.user, Permission.RATING_RULE).filter(contract=contract)
    return get_object_or_404(rows.select_related("rating", "contract"), rating_id=rating)
