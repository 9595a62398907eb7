"""One leave: who would be left without somebody; approve with a substitute, refuse with a reason, give back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.leaves import cancel_leave, decide_leave
from staffing.enums import RequestState
from staffing.forms.leaves import LeaveDecisionForm
from staffing.models import Leave
from staffing.queries.attendance_people import substitutes_of
from staffing.queries.leaves import cover_gaps, own_balances, stretch_of


@screen(GET=Permission.LEAVE_DECIDE, POST=Permission.LEAVE_DECIDE)
def leave_decide(request: HttpRequest, contract: Contract, leave: int) -> HttpResponse:
    rows = Leave.objects.allowed(request.user, Permission.LEAVE_DECIDE)
    rows = rows.select_related("person__contract", "substitute", "asked_by", "decided_by")
    row = get_object_or_404(rows, contract=contract, pk=leave)
    others = substitutes_of(contract).exclude(pk=row.person_id)
    form = LeaveDecisionForm(
        request.POST or None, substitutes=others, initial={"substitute": row.substitute_id}
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _decided(request, row, form)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("staffing:leave-list", contract.slug)
    waits = row.state == RequestState.ASKED
    context = {
        "contract": contract,
        "leave": row,
        "days": row.half_days / 2,
        "form": form,
        "waits": waits,
        "holds": row.state == RequestState.APPROVED,
        "own": request.user.pk in (row.asked_by_id, row.person.user_id),
        "gaps": cover_gaps(row.person, stretch_of(row)) if waits else [],
        "balances": [
            (label, each, each.left / 2) for label, each in own_balances(row.person, row.from_on.year)
        ],
    }
    return render(request, "staffing/leave_decide.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, row: Leave, form: LeaveDecisionForm) -> str:
    data, now = form.cleaned_data, timezone.now()
    if request.POST.get("op") == "cancel":
        cancel_leave(by=request.user, at=now, leave=row, note=data["note"])
        return _("已销假。")
    approve = request.POST.get("op") == "approve"
    decide_leave(
        by=request.user, at=now, leave=row, approve=approve, note=data["note"], substitute=data["substitute"]
    )
    return _("已批准。") if approve else _("已答复不批准。")
