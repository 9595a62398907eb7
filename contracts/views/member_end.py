"""A role is taken back; it ends with the holder's next request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.actions.memberships import MembershipRefused, end_role
from contracts.models import Contract, Membership
from contracts.views.members import members_url
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(POST=Permission.MEMBER_GRANT)
def member_end(request: HttpRequest, membership: int, contract: Contract | None = None) -> HttpResponse:
    allowed = Membership.objects.allowed(request.user, Permission.MEMBER_GRANT).filter(contract=contract)
    found = get_object_or_404(allowed, pk=membership)
    try:
        end_role(by=request.user, membership=found, at=timezone.now())
    except MembershipRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("身份已收回。"))
    return redirect(members_url(contract))
