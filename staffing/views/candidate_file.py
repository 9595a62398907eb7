"""The paper of a step, for those who may see the application; gone once the application is erased."""

from django.http import FileResponse, Http404, HttpRequest

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._recruitment import get_candidate

TYPES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}


@screen(Permission.HIRE_VIEW)
def candidate_file(request: HttpRequest, contract: Contract, candidate: int, paper: int) -> FileResponse:
    found = get_candidate(request, contract, candidate, Permission.HIRE_VIEW)
    row = found.steps.filter(pk=paper, file__isnull=False, file__erasure=None).select_related("file").first()
    if row is None or not row.file.file.storage.exists(row.file.file.name):
        raise Http404
    answer = FileResponse(
        row.file.file.open("rb"),
        as_attachment=True,
        filename=row.file.name,
        content_type=TYPES[row.file.kind],
    )
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
