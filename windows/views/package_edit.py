"""Putting a package together, or changing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.item_packages import save_package
from windows.models import ItemPackage
from windows.views._packages import PackagePage, get_package


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def package_edit(request: HttpRequest, contract: Contract, package: int) -> HttpResponse:
    return edit_page(request, contract, get_package(request, contract, package))


def edit_page(request: HttpRequest, contract: Contract, package: ItemPackage | None) -> HttpResponse:
    """The form, with nothing written until it is saved."""
    page = PackagePage(request, contract, package)
    if not page.is_saved:
        return page.render()
    if not page.form.is_valid():
        return page.render(422)
    values = page.form.cleaned_data
    try:
        saved = save_package(
            by=request.user, at=timezone.now(), contract=contract, package=package, name=values["name"],
            note=values["note"], items=page.items, key=values["key"],
        )  # fmt: skip
    except DomainError as refused:
        page.form.add_error(None, str(refused))
        return page.render(422)
    messages.success(request, _("已保存。"))
    return redirect("windows:package-detail", contract.slug, saved.pk)
