"""Taking a retired item up again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.items import ItemRefused, reopen_item
from windows.views._items import get_item


@screen(POST=Permission.ITEM_EDIT)
def item_reopen(request: HttpRequest, contract: Contract, item: int) -> HttpResponse:
    row = get_item(request, contract, item, Permission.ITEM_EDIT)
    try:
        reopen_item(by=request.user, at=timezone.now(), contract=contract, item=row)
    except ItemRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已恢复办理。"))
    return redirect("windows:item-detail", contract.slug, row.pk)
