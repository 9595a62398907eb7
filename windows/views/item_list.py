"""The item catalogue: search, filters, counts."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.items import ItemFilterForm
from windows.queries.item_lists import SERVED, ItemFilter, catalogue_counts, items_matching

PAGE = 50


@screen(Permission.ITEM_VIEW, nav=Nav(Room.WINDOWS, _("事项目录"), order=60))
def item_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form, today = ItemFilterForm(request.GET, contract=contract), timezone.localdate()
    values = form.cleaned_data if form.is_valid() else {}
    department = values.get("department")
    wanted = ItemFilter(
        words=values.get("words", ""), department=department.pk if department else None,
        kind=values.get("kind", ""), zero_visit=values.get("zero_visit", ""),
        cross_region=values.get("cross_region", ""), standing=values.get("standing") or SERVED,
    )  # fmt: skip
    found = items_matching(request.user, contract, today, wanted)
    context = {
        "contract": contract,
        "form": form,
        "filtered": wanted != ItemFilter(),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "counts": catalogue_counts(contract, today),
        "today": today,
        "may_edit": holds(request.user, Permission.ITEM_EDIT, contract),
    }
    return render(request, "windows/item_list.html", context)
