"""A day's fees by way of paying and by person, and the count of the till beside what was booked."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from windows.actions.fees import count_day
from windows.forms.fees import FeeCountForm, FeeDayForm
from windows.models import Fee
from windows.queries.fees import day_by_channel, day_by_person, total_line


@screen(
    GET=Permission.FEE_VIEW,
    POST=Permission.FEE_COUNT,
    nav=Nav(Room.LEDGERS, gettext_lazy("收费对账"), order=40),
)
def fee_day(request: HttpRequest, contract: Contract) -> HttpResponse:
    asked = FeeDayForm(request.GET or None)
    day = (asked.cleaned_data["day"] if asked.is_valid() else None) or timezone.localdate()
    if request.method == "GET":
        return _page(request, contract, day)
    form = FeeCountForm(request.POST)
    if not form.is_valid():
        return _page(request, contract, day, form, 422)
    try:
        count_day(by=request.user, at=timezone.now(), contract=contract, day=day, **form.cleaned_data)
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, contract, day, form, refused.status)
    messages.success(request, _("对账已登记。"))
    return redirect(f"{reverse('windows:fee-day', args=[contract.slug])}?day={day}")


def _page(
    request: HttpRequest, contract: Contract, day: date, form: FeeCountForm | None = None, status: int = 200
) -> HttpResponse:
    fees = Fee.objects.allowed(request.user, Permission.FEE_VIEW).filter(contract=contract)
    lines = day_by_channel(fees, contract, day)
    may_count = holds(request.user, Permission.FEE_COUNT, contract) and day <= timezone.localdate()
    context: dict[str, Any] = {
        "contract": contract,
        "day": day,
        "day_form": FeeDayForm(initial={"day": day}),
        "lines": [{"line": line, "form": _form_of(line.key, form)} for line in lines],
        "total": total_line(lines, _("合计")),
        "people": day_by_person(fees, day),
        "may_count": may_count,
        "refused": form if form is not None and form.errors else None,
    }
    return render(request, "windows/fee_day.html", context, status=status)


def _form_of(channel: str, sent: FeeCountForm | None) -> FeeCountForm:
    """The line's own form; the one that was sent comes back with what is wrong."""
    if sent is not None and sent.data.get("channel") == channel:
        return sent
    return FeeCountForm(initial={"channel": channel}, auto_id=f"{channel}_%s")
