"""One box: scan cases into it, close it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.archive import close_box, put_in_box
from windows.enums import BoxState
from windows.models import ArchiveBox, Case
from windows.queries.issuance import box_lines, to_archive
from windows.views._archive import get_box
from windows.views._papers import look_up

MOST = 60


@screen(GET=Permission.ISSUANCE_VIEW, POST=Permission.ISSUANCE_DO, within="windows:issuance-list")
def archive_box(request: HttpRequest, contract: Contract, box: str) -> HttpResponse:
    if request.method == "POST":
        return _post(request, contract, get_box(request, contract, box, Permission.ISSUANCE_DO))
    found = get_box(request, contract, box)
    may_fill = found.state == BoxState.OPEN and holds(request.user, Permission.ISSUANCE_DO, contract)
    context = {
        "contract": contract,
        "box": found,
        "lines": box_lines(request.user, found).reverse(),
        "waiting": to_archive(request.user, contract)[:MOST] if may_fill else [],
        "may_fill": may_fill,
        "now": timezone.now(),
    }
    return render(request, "windows/archive_box.html", context)


def _post(request: HttpRequest, contract: Contract, box: ArchiveBox) -> HttpResponse:
    if "close" in request.POST:
        try:
            close_box(by=request.user, at=timezone.now(), box=box)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("档案盒 %(box)s 已封盒。") % {"box": box})
        return redirect("windows:archive-box", contract.slug, str(box))
    found = look_up(request, contract, request.POST.get("scan", ""), Permission.ISSUANCE_DO).cases
    ticked = [text for text in request.POST.getlist("cases") if text.isascii() and text.isdigit()]
    if ticked:
        rows = Case.objects.allowed(request.user, Permission.ISSUANCE_DO).filter(contract=contract)
        found = [*found, *rows.filter(pk__in=ticked[:200]).order_by("issued_at", "pk")]
    added = 0
    for case in found:
        try:
            put_in_box(by=request.user, at=timezone.now(), box=box, case=case)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            added += 1
    if added:
        messages.success(request, _("%(n)d 件已装入 %(box)s。") % {"n": added, "box": box})
    return redirect("windows:archive-box", contract.slug, str(box))
