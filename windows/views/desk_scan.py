"""Open a case by what a scanner reads: the code of a slip, its address, the number of a case or of a form."""

import re

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.codes import cleaned, is_code
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.models import Case

FORM_ENDING = re.compile(r"-[A-Z]{2,3}\d{2}\Z")
LONGEST = 200


@screen(Permission.CASE_REGISTER)
def desk_scan(request: HttpRequest, contract: Contract) -> HttpResponse:
    text = request.GET.get("code", "").strip()[:LONGEST]
    if not text:
        return _refused(_("没有读到编号。请再扫一次，或输入办件编号。"), 422)
    allowed = Case.objects.allowed(request.user, Permission.CASE_VIEW).filter(contract=contract)
    last = text.rstrip("/").rsplit("/", 1)[-1]
    code = cleaned(last)
    found = allowed.filter(query_code=code).first() if is_code(code) else None
    if found is None and last:
        number = FORM_ENDING.sub("", last.upper())
        found = allowed.filter(number=number).first() or allowed.filter(platform_number=last).first()
    if found is None:
        return _refused(
            _("没有找到“%(text)s”的办件。请核对编号，或到台账里查找。") % {"text": text[:40]}, 404
        )
    return JsonResponse({"url": reverse("windows:case-detail", args=[contract.slug, found.number])})


def _refused(said: str, status: int) -> HttpResponse:
    return HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
