"""The packages of items that belong to one life event."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.queries.departments import edits_all_departments
from windows.queries.item_packages import package_row, packages_of


@screen(Permission.ITEM_VIEW, nav=Nav(Room.WINDOWS, _("一件事"), order=62))
def package_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "contract": contract,
        "rows": [package_row(package, today) for package in packages_of(request.user, contract)],
        "may_edit": edits_all_departments(request.user, contract),
    }
    return render(request, "windows/package_list.html", context)
