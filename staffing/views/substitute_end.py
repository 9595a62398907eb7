"""Somebody no longer stands in for somebody."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.substitutes import PairRefused, end_pair
from staffing.models import SubstitutePair


@screen(POST=Permission.ROSTER_PUBLISH, within="staffing:roster-week")
def substitute_end(request: HttpRequest, contract: Contract, pair: int) -> HttpResponse:
    row = get_object_or_404(
        SubstitutePair.objects.allowed(request.user, Permission.ROSTER_PUBLISH), contract=contract, pk=pair
    )
    try:
        end_pair(by=request.user, at=timezone.now(), pair=row)
    except PairRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已结束。"))
    return redirect("staffing:substitute-list", contract.slug)
