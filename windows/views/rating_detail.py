"""One rating: what was said, what is odd about it, what followed, who ruled. For the government's side only."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.rating_followups import steps_for
from windows.enums import AppealState, RatingState, RulingOutcome
from windows.forms.ratings import ReleaseForm, RulingForm, StepForm
from windows.models import Rating
from windows.queries.rating_lists import ratings_read, reason_texts, row_of, steps_of


@screen(Permission.RATING_READ)
def rating_detail(request: HttpRequest, contract: Contract, rating: int) -> HttpResponse:
    return detail_page(request, contract, rating)


def get_rating(request: HttpRequest, contract: Contract, rating: int, permission: Permission) -> Rating:
    rows = Rating.objects.allowed(request.user, permission).filter(contract=contract)
    return get_object_or_404(rows.select_related("contract"), pk=rating)


def outcomes_of(rating: Rating) -> list[str]:
    """What may be ruled now."""
    if rating.state == RatingState.EXCLUDED:
        return [RulingOutcome.RESTORE]
    if rating.state != RatingState.VALID:
        return []
    appeal = getattr(rating, "appeal", None)
    waits = appeal is not None and appeal.state == AppealState.FILED
    return [RulingOutcome.EXCLUDE, *([RulingOutcome.KEEP] if waits else [])]


def detail_page(
    request: HttpRequest, contract: Contract, pk: int, status: int = 200, **bound: Any
) -> HttpResponse:
    """The page; `bound` puts back a form that was refused (ruling_form, step_form)."""
    rows = ratings_read(request.user, contract).select_related(
        "case__version", "window", "department", "clerk", "followup__contract", "appeal__filed_by"
    )
    rating = get_object_or_404(rows.prefetch_related("flags", "rulings__by"), pk=pk)
    followup = getattr(rating, "followup", None)
    if followup is not None:
        followup.rating = rating
    may_rule = holds(request.user, Permission.RATING_RULE, contract)
    outcomes = outcomes_of(rating) if may_rule else []
    steps = steps_for(request.user, followup) if may_rule and followup else []
    context = {
        "contract": contract,
        "rating": rating,
        "reasons": reason_texts(rating),
        "row": row_of(request.user, followup, timezone.localdate()) if followup else None,
        "steps": steps_of(request.user, followup) if followup else [],
        "ruling_form": RulingForm(initial={"seen": rating.state}, outcomes=outcomes) if outcomes else None,
        "step_form": StepForm(initial={"seen": followup.state}, steps=steps) if followup and steps else None,
        "release_form": ReleaseForm() if may_rule and followup and not followup.released_at else None,
        "may_handle": holds(request.user, Permission.RATING_HANDLE, contract),
        **bound,
    }
    return render(request, "windows/rating_detail.html", context, status=status)
