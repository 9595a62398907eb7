"""Put batches together: scan or tick, then give them to whoever carries them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from windows.actions.handovers import add_case
from windows.enums import Direction
from windows.forms.handover import CarriageForm, ScanForm, TickForm
from windows.models import Case
from windows.queries.clock import clocks_of
from windows.queries.handover import cases_for, last_carriage, own_drafts, piles
from windows.views._papers import look_up


@screen(GET=Permission.HANDOVER_SEND, POST=Permission.HANDOVER_SEND)
def handover_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.method == "GET":
        return new_page(request, contract)
    chosen = _department(request.POST.get("department", ""))
    if "scan" in request.POST:
        form = ScanForm(request.POST)
        if form.is_valid():
            found = look_up(request, contract, form.cleaned_data["scan"], Permission.HANDOVER_SEND)
            _add(request, found.cases)
        else:
            messages.error(request, _("请扫码或输入办件编号。"))
    else:
        rows = cases_for(request.user, contract, chosen) if chosen else []
        ticked = TickForm(request.POST, choices=[case.pk for case in rows])
        if ticked.is_valid():
            _add(request, [case for case in rows if case.pk in set(ticked.cleaned_data["cases"])])
        else:
            messages.error(request, _("请先勾选办件；已被别人装单的请刷新后再选。"))
    query = f"?department={chosen}" if chosen else ""
    return redirect(reverse("windows:handover-new", args=[contract.slug]) + query)


def new_page(
    request: HttpRequest, contract: Contract, *, form: CarriageForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong."""
    user = request.user
    waiting = piles(user, contract)
    chosen = _department(request.GET.get("department", "")) or (waiting[0].department.pk if waiting else 0)
    rows = cases_for(user, contract, chosen) if chosen else []
    clocks = clocks_of(rows, timezone.localdate())
    drafts = own_drafts(user, contract)
    context: dict[str, Any] = {
        "contract": contract,
        "now": timezone.now(),
        "piles": waiting,
        "chosen": chosen,
        "rows": [{"case": case, "clock": clocks[case.pk]} for case in rows],
        "drafts": drafts,
        "lines": sum(len(batch.lines.all()) for batch in drafts),
        "form": form or CarriageForm(initial=last_carriage(user, contract, Direction.OUT)),
        "shortcuts": [
            {"keys": "F4", "label": _("到扫码框")},
            {"keys": "Enter", "label": _("把扫到的办件装入所属部门的交接单")},
            {"keys": "Ctrl Enter", "label": _("送出全部")},
        ],
    }
    return render(request, "windows/handover_new.html", context, status=status)


def _department(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _add(request: HttpRequest, cases: list[Case]) -> None:
    """Put each into its department's draft; what does not fit is said, the rest goes in."""
    added: list[str] = []
    for case in cases:
        try:
            line = add_case(by=request.user, at=timezone.now(), case=case)
        except DomainError as refused:
            messages.error(request, str(refused))
        else:
            added.append(f"{case.number} → {line.batch.department}")
    if added:
        text = ngettext("已装入 %(n)d 件：%(last)s", "已装入 %(n)d 件：%(last)s", len(added))
        messages.success(request, text % {"n": len(added), "last": added[-1]})
