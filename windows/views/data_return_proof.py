"""The proof of the destruction, to be saved: a photograph or a record. It is looked at by both sides."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.models import DataReturn


@screen(Permission.DATA_RETURN_VIEW)
def data_return_proof(request: HttpRequest, contract: Contract, returned: int) -> FileResponse:
    rows = DataReturn.objects.allowed(request.user, Permission.DATA_RETURN_VIEW).select_related("proof")
    stored = get_object_or_404(rows, contract=contract, pk=returned, proof__isnull=False).proof
    response = FileResponse(
        stored.file.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type="application/octet-stream",
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
