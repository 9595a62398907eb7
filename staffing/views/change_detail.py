"""One personnel change: what is asked, its way, and the steps somebody may take."""

from django.http import HttpRequest, HttpResponse

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.views._changes import detail_page, fetch


@screen(Permission.CHANGE_VIEW)
def change_detail(request: HttpRequest, contract: Contract, change: int) -> HttpResponse:
    return detail_page(request, contract, fetch(request, contract, change, Permission.CHANGE_VIEW))
