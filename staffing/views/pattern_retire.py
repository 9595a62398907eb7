"""A pattern that is offered no more."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster_patterns import PatternRefused, retire_pattern
from staffing.models import ShiftPattern


@screen(POST=Permission.ROSTER_PUBLISH, within="staffing:roster-week")
def pattern_retire(request: HttpRequest, contract: Contract, pattern: int) -> HttpResponse:
    row = get_object_or_404(
        ShiftPattern.objects.allowed(request.user, Permission.ROSTER_PUBLISH), contract=contract, pk=pattern
    )
    try:
        retire_pattern(by=request.user, at=timezone.now(), pattern=row)
    except PatternRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("班型已停用。"))
    return redirect("staffing:pattern-list", contract.slug)
