"""Take a saved view away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.saved_views import ViewRefused, drop_view
from windows.models import SavedView


@screen(POST=Permission.CASE_VIEW)
def saved_view_drop(request: HttpRequest, contract: Contract, saved_view: int) -> HttpResponse:
    views = SavedView.objects.allowed(request.user, Permission.CASE_VIEW).filter(contract=contract)
    view = get_object_or_404(views.seen_by(request.user).select_related("contract"), pk=saved_view)
    try:
        drop_view(by=request.user, at=timezone.now(), view=view)
        messages.success(request, _("已删除视图“%(name)s”。") % {"name": view.name})
    except ViewRefused as refused:
        messages.error(request, str(refused))
    return redirect("windows:ledger", contract.slug, view.ledger)
