"""One evidence file, for those who may see the card it is shown on."""

from django.http import FileResponse, Http404, HttpRequest

from assessment.models import EntryEvidence
from assessment.views._evidence import evidence_response
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen

LAST_NUMBER = 2**63 - 1  # of a row, in both databases


@screen(Permission.EVIDENCE_VIEW, within="assessment:scorecard-list")
def evidence_file(request: HttpRequest, contract: Contract, evidence: int) -> FileResponse:
    if evidence > LAST_NUMBER:
        raise Http404
    rows = EntryEvidence.objects.allowed(request.user, Permission.EVIDENCE_VIEW).select_related("file")
    shown = rows.filter(entry__scorecard__contract=contract, file_id=evidence).first()
    if shown is None:
        raise Http404
    return evidence_response(shown.file)
