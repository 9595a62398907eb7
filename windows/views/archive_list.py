"""Archive boxes of the contract, and how much waits for one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.archive import open_box
from windows.forms.issuance import BoxForm
from windows.queries.issuance import boxes, to_archive
from windows.queries.ledger_rows import total_of

PAGE = 40


@screen(GET=Permission.ISSUANCE_VIEW, POST=Permission.ISSUANCE_DO, within="windows:issuance-list")
def archive_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = BoxForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            box = open_box(by=request.user, at=timezone.now(), contract=contract, **form.cleaned_data)
        except DomainError as refused:
            form.add_error(None, str(refused))
            status = refused.status
        else:
            messages.success(request, _("档案盒 %(box)s 已建，可以装盒。") % {"box": box})
            return redirect("windows:archive-box", contract.slug, str(box))
    waiting = total_of(to_archive(request.user, contract))
    context = {
        "contract": contract,
        "tab": "archive",
        "now": timezone.now(),
        "page": Paginator(boxes(request.user, contract), PAGE).get_page(request.GET.get("page")),
        "waiting": f"{waiting.count}{'' if waiting.exact else '+'}",
        "form": form,
        "may_issue": holds(request.user, Permission.ISSUANCE_DO, contract),
    }
    return render(request, "windows/archive_list.html", context, status=status)
