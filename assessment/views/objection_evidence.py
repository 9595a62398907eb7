"""One file shown for an objection, by its place among the objection's files."""

from django.http import FileResponse, Http404, HttpRequest

from assessment.views._evidence import evidence_response
from assessment.views.objection_rule import get_objection
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen


@screen(Permission.EVIDENCE_VIEW, within="assessment:scorecard-list")
def objection_evidence(request: HttpRequest, contract: Contract, objection: int, place: int) -> FileResponse:
    row = get_objection(request, contract, objection, Permission.EVIDENCE_VIEW)
    files = list(row.files.order_by("pk"))
    if not 0 < place <= len(files):
        raise Http404
    return evidence_response(files[place - 1])
