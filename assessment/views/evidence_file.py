"""One evidence file, for those who may see the card it is shown on."""

from django.http import FileResponse, Http404, HttpRequest

from assessment.models import EntryEvidence
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

LAST_NUMBER = 2**63 - 1  # of a row, in both databases
TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


@screen(Permission.EVIDENCE_VIEW)
def evidence_file(request: HttpRequest, contract: Contract, evidence: int) -> FileResponse:
    if evidence > LAST_NUMBER:
        raise Http404
    rows = EntryEvidence.objects.allowed(request.user, Permission.EVIDENCE_VIEW).select_related("file")
    shown = rows.filter(entry__scorecard__contract=contract, file_id=evidence).first()
    if shown is None:
        raise Http404
    stored = shown.file
    response = FileResponse(
        stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=TYPES[stored.kind]
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
