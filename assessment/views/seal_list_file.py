"""One day's seal taken away: the line for a program, or a page for the cabinet."""

from datetime import date

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from assessment.models import DailySeal
from assessment.queries.outside_seal import line_bytes, line_of
from assessment.queries.printed import daily_seal_pdf
from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event


@screen(Permission.SEAL_VIEW)
def seal_list_file(request: HttpRequest, contract: Contract, day: str, kind: str) -> HttpResponse:
    try:
        wanted = date.fromisoformat(day)
    except ValueError as wrong:
        raise Http404 from wrong
    seal = DailySeal.objects.allowed(request.user, Permission.SEAL_VIEW).filter(day=wanted).first()
    if seal is None or kind not in ("pdf", "jsonl"):
        raise Http404
    name = f"daily-seal-{wanted.isoformat()}.{kind}"
    body = daily_seal_pdf(seal) if kind == "pdf" else line_bytes(line_of(seal))
    with transaction.atomic():
        record_event("seal.print", by=request.user, obj=seal, contract=contract, after={"file": name})
    if kind == "pdf":
        return download(body, name, "application/pdf", inline=True)
    return download(body, name, "application/json")
