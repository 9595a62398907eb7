"""What a job made, for its owner, until it expires; every download is on record."""

from django.http import FileResponse, HttpRequest, HttpResponseBase

from contracts.models import Contract
from contracts.views._jobs import downloadable, get_job, job_page
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import note_download

GONE = 410


@screen(Permission.CONTRACT_VIEW)
def job_download(request: HttpRequest, contract: Contract, job: int) -> HttpResponseBase:
    row = get_job(request, contract, job)
    if not downloadable(row):
        return job_page(request, contract, row, status=GONE)
    body = row.file.open("rb")
    note_download(by=request.user, job=row, contract=contract)
    response = FileResponse(body, as_attachment=True, filename=row.file_name, content_type=row.file_type)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
