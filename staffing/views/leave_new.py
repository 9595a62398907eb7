"""Asking for leave, for oneself or for somebody of one's team."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.leaves import ask_leave
from staffing.forms.leaves import LeaveForm
from staffing.queries.attendance_people import may_act_for, substitutes_of
from staffing.queries.leaves import own_balances
from staffing.queries.people import file_of
from staffing.views._attendance import beside_filed


@screen(GET=Permission.ATTENDANCE_PUNCH, POST=Permission.ATTENDANCE_PUNCH)
def leave_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    own, today = file_of(request.user, contract), timezone.localdate()
    people = may_act_for(request.user, contract, Permission.LEAVE_DECIDE)
    initial = {"person": own, "from_on": today, "to_on": today}
    form = LeaveForm(
        request.POST or None, initial=initial, people=people, substitutes=substitutes_of(contract)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            row = ask_leave(
                by=request.user, at=timezone.now(), person=data["person"], kind=data["kind"], stretch=form.stretch,
                reason=data["reason"], substitute=data["substitute"],
            )  # fmt: skip
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            said = _("已申请 %(days)g 天，等待批复。") % {"days": row.half_days / 2}
            messages.success(request, said + beside_filed(contract, row.from_on, row.to_on))
            return redirect("staffing:leave-list", contract.slug)
    context = {
        "contract": contract,
        "form": form,
        "balances": [(label, each, each.left / 2) for label, each in own_balances(own, today.year)] if own else [],
        "for_others": holds(request.user, Permission.LEAVE_DECIDE, contract),
    }  # fmt: skip
    return render(request, "staffing/leave_new.html", context, status=422 if form.errors else 200)
