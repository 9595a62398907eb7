"""Who looked at whose data: the log of every field shown in full, for assessor, reviewer and auditor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.forms.asked_ledgers import page_number
from windows.forms.privacy import DisclosureFilter
from windows.queries.disclosure import disclosures, most_shown, with_titles
from windows.queries.ledger_rows import page_shown


@screen(Permission.DISCLOSURE_VIEW, nav=Nav(Room.AUDIT, _("个人信息查看记录"), order=40))
def disclosure_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = DisclosureFilter(request.GET, contract=contract)
    form.is_valid()
    found = disclosures(request.user, contract, **form.cleaned_data)
    lines, pages = page_shown(found, found, page_number(request.GET))
    context = {
        "contract": contract,
        "form": form,
        "pages": pages,
        "rows": with_titles(lines),
        "most": most_shown(found),
        "filtered": any(form.cleaned_data.values()),
    }
    return render(request, "windows/disclosure_list.html", context)
