"""The hall's hours, now and before; a new wording from a day on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.posts import PostRefused, set_hours
from staffing.forms.posts import WEEKDAYS, HoursForm
from staffing.models import ServiceSession


@screen(
    GET=Permission.STAFF_BOARD, POST=Permission.POST_EDIT, nav=Nav(Room.STAFFING, gettext_lazy("服务时段"), order=70)
)  # fmt: skip
def service_hours(request: HttpRequest, contract: Contract) -> HttpResponse:
    sessions = list(
        ServiceSession.objects.allowed(request.user, Permission.STAFF_BOARD).filter(contract=contract)
    )
    now = [row for row in sessions if row.effective_until is None]
    form = HoursForm(request.POST or None, sessions=now, initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            set_hours(
                by=request.user, at=timezone.now(), contract=contract, day=form.cleaned_data["day"],
                hours=form.hours(),
            )  # fmt: skip
        except PostRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("服务时段已更新。"))
            return redirect("staffing:service-hours", contract.slug)
    names = dict(WEEKDAYS)
    context = {
        "contract": contract,
        "rows": [(row, "、".join(str(names[str(day)]) for day in row.weekdays)) for row in sessions],
        "form": form,
        "may_edit": holds(request.user, Permission.POST_EDIT, contract),
        "daily": contract.profile.get("hours", {}).get("daily_hours"),
        "weekly": contract.profile.get("hours", {}).get("weekly_hours"),
        "clause": contract.profile.get("hours", {}).get("clause", ""),
    }
    return render(request, "staffing/service_hours.html", context, status=422 if form.errors else 200)
