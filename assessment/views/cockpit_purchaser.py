"""The purchaser's cockpit: what waits for me, the months, the causes, objections, payments, money so far."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessment.queries.cockpit import payments_due, waiting_for
from assessment.views._cockpits import cockpit_context
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen


@screen(Permission.COCKPIT_PURCHASER, nav=Nav(Room.DESK, _("采购人看板"), order=5))
def cockpit_purchaser(request: HttpRequest, contract: Contract) -> HttpResponse:
    context = cockpit_context(request, contract, Permission.COCKPIT_PURCHASER)
    view = context["view"]
    context["waiting"] = waiting_for(context["desk"], view.book if view else None)
    context["payments"] = payments_due(context["desk"], timezone.localdate())
    return render(request, "assessment/cockpit_purchaser.html", context)
