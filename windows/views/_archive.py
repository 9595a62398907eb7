"""Fetching a box by the number on its label."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.models import ArchiveBox


def get_box(
    request: HttpRequest, contract: Contract, label: str, permission: Permission = Permission.ISSUANCE_VIEW
) -> ArchiveBox:
    """The box that its label "2026-001" names, where this user may see it; else 404."""
    year, _hyphen, number = label.partition("-")
    if not (year + number).isascii() or not (year.isdigit() and number.isdigit() and len(label) < 14):
        raise Http404
    rows = ArchiveBox.objects.allowed(request.user, permission).in_contract(contract)
    rows = rows.select_related("opened_by", "closed_by")
    return get_object_or_404(rows, year=int(year), number=int(number))
