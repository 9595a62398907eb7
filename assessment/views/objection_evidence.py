"""One file shown for an objection, by its place among the objection's files."""

from django.http import FileResponse, Http404, HttpRequest

from assessment.views.evidence_file import TYPES
from assessment.views.objection_rule import get_objection
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.EVIDENCE_VIEW)
def objection_evidence(request: HttpRequest, contract: Contract, objection: int, place: int) -> FileResponse:
    row = get_objection(request, contract, objection, Permission.EVIDENCE_VIEW)
    files = list(row.files.order_by("pk"))
    if not 0 < place <= len(files):
        raise Http404
    stored = files[place - 1]
    response = FileResponse(
        stored.file.open("rb"), as_attachment=True, filename=stored.name, content_type=TYPES[stored.kind]
    )
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response
