"""One package: its items in order, and one set of papers for all of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.item_packages import PackageRefused, retire_package
from windows.queries.departments import edits_all_departments
from windows.queries.item_packages import package_row, shared_papers
from windows.views._packages import get_package


@screen(GET=Permission.ITEM_VIEW, POST=Permission.ITEM_EDIT)
def package_detail(request: HttpRequest, contract: Contract, package: int) -> HttpResponse:
    row, today = get_package(request, contract, package), timezone.localdate()
    if request.method == "POST":
        retired = request.POST.get("op") != "reopen"
        try:
            retire_package(
                by=request.user,
                at=timezone.now(),
                today=today,
                contract=contract,
                package=row,
                retired=retired,
            )
        except PackageRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("已停用。") if retired else _("已恢复。"))
        return redirect("windows:package-detail", contract.slug, row.pk)
    shown = package_row(row, today)
    papers = shared_papers(contract, shown, today)
    context = {
        "contract": contract,
        "row": shown,
        "papers": papers,
        "spared": sum(len(paper.items) - 1 for paper in papers),
        "may_edit": edits_all_departments(request.user, contract),
    }
    return render(request, "windows/package_detail.html", context)
