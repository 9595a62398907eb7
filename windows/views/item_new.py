"""A new item with its first version."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.items import add_item
from windows.views._items import ItemPage


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def item_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    today = timezone.localdate()
    page = ItemPage(request, contract, None, {"effective_on": today})
    if not page.is_sent:
        return page.render()
    edit = page.edit()
    if edit is None:
        return page.render(422)
    try:
        item = add_item(
            by=request.user, at=timezone.now(), today=today, contract=contract, edit=edit,
            key=page.form.cleaned_data["key"],
        )  # fmt: skip
    except DomainError as refused:
        return page.render(page.refused(refused))
    messages.success(request, _("已新增事项 %(code)s。") % {"code": item.short_code})
    return redirect("windows:item-detail", contract.slug, item.pk)
