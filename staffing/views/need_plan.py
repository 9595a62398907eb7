"""The recruitment plan of a need for the printer."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.queries.recruitment import agreed_recruitment, demands_of, need_rows
from staffing.reports.recruitment import plan_context
from staffing.views._recruitment import get_need


@screen(Permission.HIRE_VIEW)
def need_plan(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    found = get_need(request, contract, need, Permission.HIRE_VIEW)
    context = plan_context(
        contract, need_rows([found])[0], list(found.notices.all()), demands_of(contract, found.post),
        agreed_recruitment(contract), timezone.localdate(),
    )  # fmt: skip
    body = pdf_from_template("staffing/pdf/need_plan.html", context)
    with transaction.atomic():
        record_event("need.print", by=request.user, obj=found, contract=contract)
    return download(
        body, _("招聘方案-%(number)s.pdf") % {"number": found.number}, "application/pdf", inline=True
    )
