"""What the screens of papers share: fetching batches, telling what a scan found."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.models import HandOver
from windows.queries.papers import Scanned, find_scanned
from windows.rules.handover_scan import scanned

SHOWN = 5


def get_batch(
    request: HttpRequest, contract: Contract, number: str, permission: Permission = Permission.HANDOVER_VIEW
) -> HandOver:
    """The batch by its number, where this user may see it with this right; else 404."""
    allowed = HandOver.objects.allowed(request.user, permission).in_contract(contract)
    rows = allowed.select_related("department", "venue", "made_by", "sent_by", "closed_by")
    return get_object_or_404(rows, number__in={number, number.upper()})


def look_up(request: HttpRequest, contract: Contract, text: str, permission: Permission) -> Scanned:
    """The cases that a scanned text names; what is not found is said at once."""
    found = find_scanned(request.user, permission, contract, scanned(text))
    if found.unknown:
        names = "、".join(found.unknown[:SHOWN]) + ("……" if len(found.unknown) > SHOWN else "")
        messages.error(request, _("没有找到办件：%(names)s。请核对编号后重扫。") % {"names": names})
    return found
