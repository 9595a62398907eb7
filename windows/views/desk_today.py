"""The desk's lists after a registration: what was just made, today's own cases, the drafts."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from contracts.models import Contract
from hall_ops.lib.codes import grouped
from hall_ops.lib.permissions import Permission
from hall_ops.lib.qr import qr_svg
from hall_ops.lib.screens import screen
from windows.models import Case
from windows.queries.case_forms import progress_address
from windows.queries.issuance import is_at_hand
from windows.views._cases import issuing_url
from windows.views._desk import drafts_context, today_context


@screen(Permission.CASE_REGISTER)
def desk_today(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = today_context(request, contract)
    parts = {
        "today": render_to_string("windows/_desk_today.html", today, request),
        "sub": render_to_string("windows/_desk_tally.html", today, request),
        "drafts": render_to_string("windows/_desk_drafts.html", drafts_context(request, contract), request),
    }
    mine = Case.objects.allowed(request.user, Permission.CASE_REGISTER).filter(
        contract=contract, clerk=request.user, number=request.GET.get("done", "")
    )
    case = mine.select_related("version").first()
    if case is not None:
        parts["done"] = render_to_string("windows/_desk_done.html", _done(contract, case), request)
    return JsonResponse(parts)


def _done(contract: Contract, case: Case) -> dict[str, object]:
    """Number, code and the papers to print, newest kind first."""
    return {
        "contract": contract,
        "case": case,
        "forms": list(case.forms.order_by("pk")),
        "code": grouped(case.query_code),
        "qr": qr_svg(progress_address(case.query_code)),
        "issuing": issuing_url(case, contract) if is_at_hand(case) else "",
    }
