"""The issuing desk: find whoever stands there, check who they are, give everything that is ready with one key."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.issuance import conclude_without_result, issue_at_counter, issue_by_network
from windows.actions.parcels import issue_by_post
from windows.enums import Delivery
from windows.forms.issuance import IssueForm
from windows.models import Case, Issuance
from windows.queries.issuance import MOST_SHOWN, Found, bundle_rows, day_tally, find_for_desk
from windows.queries.ledger_search import shown_masked, token_of, words_of

NOTHING = Found([], [], [], 0)


@screen(
    GET=Permission.ISSUANCE_DO,
    POST=Permission.ISSUANCE_DO,
    nav=Nav(Room.WINDOWS, gettext_lazy("出件办理"), order=40),
)
def issuance_desk(request: HttpRequest, contract: Contract) -> HttpResponse:
    if request.method == "GET":
        return desk_page(request, contract, words_of(request.GET.get("find", "")))
    if "scan" in request.POST:
        # what was typed may be a document's number: it travels on sealed
        token = token_of(request.POST["scan"])
        return redirect(
            f"{reverse('windows:issuance-desk', args=[contract.slug])}?{urlencode({'find': token})}"
        )
    words = words_of(request.POST.get("find", ""))
    # whatever was ticked is asked for, so that the same form again gets its first answer, and a second clerk the reason
    chosen = _ticked(request, contract)
    form = IssueForm(request.POST, request.FILES, choices=[case.pk for case in chosen])
    if not form.is_valid():
        return desk_page(request, contract, words, form=form, status=422)
    try:
        rows = _give(request, contract, chosen, form)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return desk_page(request, contract, words, form=form, status=refused.status)
    messages.success(request, _("%(n)d 件已出件。") % {"n": len(rows)})
    query = urlencode({"issued": rows[0].bundle})
    return redirect(f"{reverse('windows:issuance-desk', args=[contract.slug])}?{query}")


def _ticked(request: HttpRequest, contract: Contract) -> list[Case]:
    asked = [text for text in request.POST.getlist("cases") if text.isascii() and text.isdigit()]
    rows = Case.objects.allowed(request.user, Permission.ISSUANCE_DO).filter(contract=contract)
    return list(rows.filter(pk__in=asked[:MOST_SHOWN]).order_by("pk"))


def _give(request: HttpRequest, contract: Contract, cases: list[Case], form: IssueForm) -> list[Issuance]:
    data = form.cleaned_data
    values = {
        "by": request.user,
        "at": timezone.now(),
        "cases": cases,
        "note": data["note"],
        "key": data["key"],
    }
    if data["way"] == Delivery.COUNTER:
        return issue_at_counter(contract=contract, taker=form.taker(), **values)
    if data["way"] == Delivery.POST:
        return issue_by_post(contract=contract, shipment=form.shipment(), **values)
    if data["way"] == Delivery.NETWORK:
        return issue_by_network(**values)
    return conclude_without_result(**values)


def desk_page(
    request: HttpRequest,
    contract: Contract,
    words: str,
    *,
    form: IssueForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page; a form that was refused comes back with what is wrong, and with what is still there to give."""
    user = request.user
    found = find_for_desk(user, contract, words) if words else NOTHING
    first = next(iter([*found.ready, *found.paperless]), None)
    context: dict[str, Any] = {
        "contract": contract,
        "now": timezone.now(),
        "found": found,
        "words": shown_masked(words),
        "token": request.GET.get("find") or request.POST.get("find", ""),
        "first": first,
        "form": form or IssueForm(initial=_initial(first)),
        "ticked": {str(pk) for pk in form.data.getlist("cases")} if form else None,  # type: ignore[attr-defined]
        "issued": _issued(request, contract),
        "tally": day_tally(user, contract, timezone.localdate())[-1],
        "shortcuts": [
            {"keys": "F4", "label": _("到查找框")},
            {"keys": "F2", "label": _("到证件号码，等待读卡")},
            {"keys": "Ctrl Enter", "label": _("出件")},
        ],
    }
    return render(request, "windows/issuance_desk.html", context, status=status)


def _initial(case: Case | None) -> dict[str, Any]:
    """Start from what the applicant asked for; an organisation sends somebody."""
    if case is None:
        return {}
    by_agent = "agent" if case.agent_name else "other"
    collector = by_agent if case.applicant_kind == "organisation" else "applicant"
    return {"way": case.delivery, "collector": collector, "carrier": "EMS"}


def _issued(request: HttpRequest, contract: Contract) -> list[Issuance]:
    try:
        bundle = UUID(request.GET.get("issued", ""))
    except ValueError:
        return []
    return bundle_rows(request.user, contract, bundle)
