"""What the pages of a hand-over pack share: the fetch, and whether pay may be seen."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from staffing.models import HandOverPack
from staffing.reports.takeover import pack_context


def get_pack(request: HttpRequest, contract: Contract, pack: int, permission: Permission) -> HandOverPack:
    rows = HandOverPack.objects.allowed(request.user, permission).select_related(
        "contract", "made_by", "received_by"
    )
    found: HandOverPack = get_object_or_404(rows, contract=contract, pk=pack)
    return found


def told(request: HttpRequest, pack: HandOverPack) -> dict[str, Any]:
    """The pack for this reader: pay only for who may see wages."""
    return pack_context(pack, sees_pay=holds(request.user, Permission.WAGE_VIEW, pack.contract))
