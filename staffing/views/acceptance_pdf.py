"""The acceptance sheet for the printer."""

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
from staffing.queries.acceptance import acceptance_limit, acceptance_lines


@screen(Permission.TAKEOVER_VIEW)
def acceptance_pdf(request: HttpRequest, contract: Contract) -> HttpResponse:
    today, limit = timezone.localdate(), acceptance_limit(contract)
    lines = acceptance_lines(contract, today) if limit else []
    context = {"contract": contract, "limit": limit, "lines": lines, "today": today}
    body = pdf_from_template("staffing/pdf/acceptance.html", context)
    with transaction.atomic():
        record_event("acceptance.print", by=request.user, contract=contract, after={"day": today})
    return download(body, _("验收核对表.pdf"), "application/pdf", inline=True)
