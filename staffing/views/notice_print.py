"""A notice for the printer, as it was made public."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.downloads import download
from hall_ops.lib.pdf import pdf_from_template
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from records.actions import record_event
from staffing.models import Need


@screen(Permission.HIRE_VIEW)
def notice_print(request: HttpRequest, contract: Contract, notice: int) -> HttpResponse:
    needs = Need.objects.allowed(request.user, Permission.HIRE_VIEW).filter(contract=contract)
    need = needs.select_related("post").filter(notices=notice).first()
    if need is None:
        raise Http404
    found = need.notices.get(pk=notice)
    body = pdf_from_template(
        "staffing/pdf/notice.html", {"contract": contract, "need": need, "notice": found}
    )
    with transaction.atomic():
        record_event("notice.print", by=request.user, obj=found, contract=contract)
    return download(
        body, _("招聘公告-%(number)s.pdf") % {"number": need.number}, "application/pdf", inline=True
    )
