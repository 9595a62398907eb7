"""The one download of an exported ledger, by who made it, within a day."""

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.downloads import XLSX
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.carriers import CarrierRefused, take_carrier
from windows.actions.ledger_exports import delete_files, file_name, suffix
from windows.enums import CarrierKind, CarrierState
from windows.models import Carrier


@screen(GET=Permission.CARRIER_VIEW, POST=Permission.CARRIER_VIEW, within="windows:carrier-list")
def ledger_export_file(request: HttpRequest, contract: Contract, carrier: int) -> HttpResponseBase:
    rows = Carrier.objects.allowed(request.user, Permission.CARRIER_VIEW)
    found = get_object_or_404(
        rows.select_related("contract"), contract=contract, pk=carrier, made_by=request.user
    )
    problem, status = "", 200
    if request.method == "POST":
        try:
            take_carrier(by=request.user, at=timezone.now(), carrier=found)
        except CarrierRefused as refused:
            problem, status = str(refused), refused.status
        else:
            body = default_storage.open(file_name(found), "rb")
            delete_files([found])  # what is open can still be read to its end, once
            name = f"{found.title}-{found.number}.{suffix(found)}"
            kind = "application/zip" if found.kind == CarrierKind.ZIP else XLSX
            return FileResponse(body, as_attachment=True, filename=name, content_type=kind)
    found.refresh_from_db()
    context = {
        "contract": contract,
        "carrier": found,
        "problem": problem,
        "ready": found.state == CarrierState.MADE,
    }
    return render(request, "windows/ledger_export_file.html", context, status=status)
