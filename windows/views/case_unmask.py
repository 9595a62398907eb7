"""One masked field of one row, shown to one person for a reason. A page of its own, or a part that htmx swaps in."""

from typing import Any

from django.apps import apps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from hall_ops.lib.sealing import SealError
from windows.actions.disclosure import PasswordNeeded, UnmaskRefused, unmask
from windows.forms.privacy import UnmaskForm
from windows.queries.disclosure import field_title, masked_value, may_see, needs_password, shown_fields
from windows.views._cases import CASE_LISTS


@screen(GET=Permission.CASE_UNMASK, POST=Permission.CASE_UNMASK, within=CASE_LISTS)
def case_unmask(request: HttpRequest, contract: Contract, table: str, row: int, field: str) -> HttpResponse:
    """`?cancel=1` gives the masked field back."""
    found = _row(request, contract, table, row, field)
    context = {
        "contract": contract, "row": found, "field": field, "url": request.path,
        "title": field_title(found._meta.label_lower, field), "text": masked_value(found, field),
        "back": _back(request),
    }  # fmt: skip
    if request.method == "GET" and request.GET.get("cancel"):
        return render(request, "windows/_masked.html", context)
    now = timezone.now()
    asks = needs_password(request.user, now)
    form = UnmaskForm(request.POST or None, ask_password=asks)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                context["clear"] = unmask(
                    by=request.user, at=now, case=found, field=field, **form.cleaned_data
                )
                status = 200
            except PasswordNeeded as needed:
                form = UnmaskForm(request.POST, ask_password=True)
                form.add_error(None, str(needed))
            except (UnmaskRefused, SealError) as refused:
                form.add_error(None, str(refused))
    name = "windows/_unmask.html" if request.headers.get("HX-Request") else "windows/case_unmask.html"
    return render(request, name, context | {"form": form}, status=status)


def _row(request: HttpRequest, contract: Contract, table: str, row: int, field: str) -> Any:
    """The row of a table of the catalogue, within this user's reach; everything else does not exist."""
    entry = next((each for each in shown_fields(f"windows.{table}") if each.field == field), None)
    if entry is None or not may_see(request.user, contract, entry):
        raise Http404
    model = apps.get_model("windows", table)
    rows = model.objects.allowed(request.user, Permission.CASE_UNMASK)
    return get_object_or_404(rows.select_related("contract"), contract=contract, pk=row)


def _back(request: HttpRequest) -> str:
    """Where the page's way back leads: the page before, if it is ours."""
    before = request.POST.get("back") or request.headers.get("Referer", "")
    safe = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if safe and request.path not in before else ""
