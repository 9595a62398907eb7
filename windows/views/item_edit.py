"""Changing an item: what is saved becomes its next version from a day on."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.items import change_item
from windows.forms.items import item_initial
from windows.models import ItemVersion, ServiceItem
from windows.queries.item_contents import content_of, with_parts
from windows.queries.items import version_on
from windows.views._items import ItemPage, get_item


@screen(GET=Permission.ITEM_EDIT, POST=Permission.ITEM_EDIT)
def item_edit(request: HttpRequest, contract: Contract, item: int) -> HttpResponse:
    row, today = get_item(request, contract, item, Permission.ITEM_EDIT), timezone.localdate()
    base = _base(row, request.GET.get("from", ""), today)
    content = content_of(with_parts([base])[0])
    first_day = max(today, base.effective_on)
    page = ItemPage(request, contract, content, item_initial(row, content, base.number, first_day))
    coming = row.versions.filter(effective_on__gt=today).exclude(pk=base.pk).order_by("effective_on")
    context = {"item": row, "base": base, "coming": list(coming)}
    if not page.is_sent:
        return page.render(**context)
    edit = page.edit()
    if edit is None:
        return page.render(422, **context)
    try:
        change_item(
            by=request.user, at=timezone.now(), today=today, contract=contract, item=row, edit=edit,
            key=page.form.cleaned_data["key"],
        )  # fmt: skip
    except DomainError as refused:
        return page.render(page.refused(refused), **context)
    messages.success(request, _("已保存，自 %(day)s 起生效。") % {"day": f"{edit.effective_on:%Y-%m-%d}"})
    return redirect("windows:item-detail", contract.slug, row.pk)


def _base(item: ServiceItem, number: str, today: date) -> ItemVersion:
    """The version the change begins from: the one asked for, else what holds, else the first to come."""
    if number:
        known = number.isdecimal() and len(number) < 6
        found = item.versions.filter(number=int(number)).first() if known else None
    else:
        held = version_on(item, today)
        found = held or item.versions.order_by("effective_on", "-number").first()
    if found is None:
        raise Http404
    return found
