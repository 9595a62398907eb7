"""Serving an item no more from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.items import ItemRefused, retire_item
from windows.forms.items import RetireForm
from windows.views._items import get_item


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def item_retire(request: HttpRequest, contract: Contract, item: int) -> HttpResponse:
    row, today = get_item(request, contract, item, Permission.ITEM_EDIT), timezone.localdate()
    form = RetireForm(request.POST or None, initial={"retired_on": today})
    if request.method == "POST" and form.is_valid():
        try:
            retire_item(
                by=request.user, at=timezone.now(), today=today, contract=contract, item=row,
                **form.cleaned_data,
            )  # fmt: skip
        except ItemRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记停办；在办的办件照常办完。"))
            return redirect("windows:item-detail", contract.slug, row.pk)
    context = {
        "contract": contract,
        "item": row,
        "form": form,
        "packages": list(row.packages.filter(retired_on=None)),
    }
    return render(request, "windows/item_retire.html", context, status=422 if form.errors else 200)
