"""Parcels: those under way with their age, and all of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.form_fields import new_key
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.forms.asked_ledgers import page_number
from windows.forms.spans import SpanForm
from windows.queries.issuance import parcels
from windows.queries.ledger_filters import within
from windows.queries.ledger_rows import page_shown


@screen(Permission.ISSUANCE_VIEW, within="windows:issuance-list")
def parcel_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    under_way = request.GET.get("part") != "all"
    rows = parcels(request.user, contract, under_way=under_way)
    form = SpanForm(request.GET, label=_("寄出时间"))
    if not under_way:
        rows = rows.filter(within("sent_at", *form.days(timezone.localdate())))
    lines, pages = page_shown(rows, rows, page_number(request.GET))
    context = {
        "contract": contract,
        "tab": "parcels",
        "now": timezone.now(),
        "under_way": under_way,
        "form": form,
        "lines": lines,
        "pages": pages,
        "key": new_key(),
        "may_issue": holds(request.user, Permission.ISSUANCE_DO, contract),
    }
    return render(request, "windows/parcel_list.html", context)
