"""The supervisor's list of refusals: what waits for a look, and what was said of earlier ones."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _lazy

from contracts.models import Contract
from hall_ops.lib.masks import mask_name, mask_unit
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.enums import ApplicantKind
from windows.models import RefusalLook
from windows.queries.refusals import shown_looks

PER_PAGE = 20


@screen(Permission.CASE_SUPERVISE, nav=Nav(Room.WINDOWS, _lazy("不予受理复核"), order=60))
def refusal_looks(request: HttpRequest, contract: Contract) -> HttpResponse:
    settled = request.GET.get("show") == "settled"
    looks = RefusalLook.objects.allowed(request.user, Permission.CASE_SUPERVISE).filter(
        case__contract=contract
    )
    page = Paginator(shown_looks(looks, settled=settled), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "contract": contract,
        "page": page,
        "rows": [{"look": look, "applicant": _covered(look)} for look in page],
        "settled": settled,
    }
    return render(request, "windows/refusal_looks.html", context)


def _covered(look: RefusalLook) -> str:
    cover = mask_unit if look.case.applicant_kind == ApplicantKind.ORGANISATION else mask_name
    return cover(look.case.applicant_name)
