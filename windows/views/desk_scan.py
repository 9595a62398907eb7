"""Open a case by what a scanner reads: the code of a slip, its address, the number of a case or of a form."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.queries.find import LONGEST, find_case


@screen(Permission.CASE_REGISTER)
def desk_scan(request: HttpRequest, contract: Contract) -> HttpResponse:
    text = request.GET.get("code", "").strip()[:LONGEST]
    if not text:
        return _refused(_("没有读到编号。请再扫一次，或输入办件编号。"), 422)
    found = find_case(request.user, contract, text)
    if found is None:
        return _refused(
            _("没有找到“%(text)s”的办件。请核对编号，或到台账里查找。") % {"text": text[:40]}, 404
        )
    return JsonResponse({"url": reverse("windows:case-detail", args=[contract.slug, found.number])})


def _refused(said: str, status: int) -> HttpResponse:
    return HttpResponse(said, status=status, content_type="text/plain; charset=utf-8")
