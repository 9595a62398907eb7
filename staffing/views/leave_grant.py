"""Giving leave for a year, and everybody's balance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.leaves import grant_leave
from staffing.enums import LeaveKind
from staffing.forms.leaves import GrantForm
from staffing.queries.attendance_people import people_for
from staffing.queries.leaves import balances


@screen(GET=Permission.ATTENDANCE_FILE, POST=Permission.ATTENDANCE_FILE)
def leave_grant(request: HttpRequest, contract: Contract) -> HttpResponse:
    year = timezone.localdate().year
    people = people_for(request.user, contract, Permission.ATTENDANCE_FILE)
    form = GrantForm(request.POST or None, people=people, initial={"year": year, "kind": LeaveKind.ANNUAL})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            grant_leave(
                by=request.user, at=timezone.now(), person=data["person"], kind=data["kind"], year=data["year"],
                half_days=form.half_days, reason=data["reason"],
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("已登记%(name)s的假期额度。") % {"name": data["person"].name})
            return redirect("staffing:leave-grant", contract.slug)
    files = {person.pk: person for person in people}
    found = balances(contract, list(files), year)
    context = {
        "contract": contract,
        "form": form,
        "year": year,
        "rows": [
            (
                files[pk],
                LeaveKind(kind).label,
                each.granted / 2,
                each.taken / 2,
                each.reserved / 2,
                each.left / 2,
            )
            for (pk, kind), each in found.items()
            if any(each)
        ],
    }
    return render(request, "staffing/leave_grant.html", context, status=422 if form.errors else 200)
