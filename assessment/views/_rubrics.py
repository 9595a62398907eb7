"""What the rubric's screens share: fetching through the user's rights."""

from typing import Any

from django.http import Http404, HttpRequest

from assessment.models import Rubric, RubricDraft
from contracts.models import Contract
from hall_ops.lib.permissions import Permission


def get_rubric(request: HttpRequest, contract: Contract, version: int) -> Rubric:
    """One version, if this user may reach it. Raises: Http404."""
    rubrics = Rubric.objects.allowed(request.user, Permission.RUBRIC_VIEW).select_related("created_by")
    found = rubrics.filter(contract=contract, number=version).first()
    if found is None:
        raise Http404
    return found


def get_draft(request: HttpRequest, contract: Contract, draft: int) -> RubricDraft:
    """One table not yet taken. Raises: Http404."""
    drafts = RubricDraft.objects.allowed(request.user, Permission.RUBRIC_EDIT).select_related("contract")
    found = drafts.filter(contract=contract, pk=draft).first()
    if found is None:
        raise Http404
    return found


def may_edit_rubrics(request: HttpRequest, contract: Contract) -> bool:
    """Whether to show what only those who edit rubrics can use; the gate asks again."""
    user: Any = request.user
    held = [place for place in user.standings() if place.contract_id in (None, contract.pk)]
    return any(place.scope_of(Permission.RUBRIC_EDIT) for place in held)
