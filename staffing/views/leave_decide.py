"""One leave: who would be left without somebody; approve with a substitute, refuse with a reason, end it early."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.leaves import LeaveRefused, cancel_leave, cut_leave, decide_leave
from staffing.actions.roster import monday_of
from staffing.enums import RequestState
from staffing.forms.leaves import LeaveDecisionForm
from staffing.models import Leave
from staffing.queries.attendance_month import filed_months
from staffing.queries.attendance_people import substitutes_of
from staffing.queries.leave_cover import able, stand_ins_of
from staffing.queries.leaves import cover_gaps, own_balances, stretch_of
from staffing.views._attendance import beside_filed


@screen(GET=Permission.LEAVE_DECIDE, POST=Permission.LEAVE_DECIDE)
def leave_decide(request: HttpRequest, contract: Contract, leave: int) -> HttpResponse:
    rows = Leave.objects.allowed(request.user, Permission.LEAVE_DECIDE)
    rows = rows.select_related("person__contract", "substitute", "asked_by", "decided_by")
    row = get_object_or_404(rows, contract=contract, pk=leave)
    waits, stretch = row.state == RequestState.ASKED, stretch_of(row)
    free = able(row.person, stretch) if waits else []
    filed = filed_months(contract, row.from_on, row.to_on)
    form = LeaveDecisionForm(
        request.POST or None, substitutes=substitutes_of(contract).exclude(pk=row.person_id),
        able=free,
        initial={"substitute": row.substitute_id, "back_on": max(timezone.localdate(), row.from_on)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            said = _decided(request, row, form)
        except DomainError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("staffing:leave-list", contract.slug)
    context = {
        "contract": contract,
        "leave": row,
        "days": row.half_days / 2,
        "able": free,
        "week": monday_of(row.from_on),
        "form": form,
        "waits": waits,
        "holds": row.state == RequestState.APPROVED,
        "shifts": [] if waits else stand_ins_of(row),
        "own": request.user.pk in (row.asked_by_id, row.person.user_id),
        "filed": filed,
        "locked": any(each.locked for each in filed),
        "gaps": cover_gaps(row.person, stretch) if waits else [],
        "balances": [
            (label, each, each.left / 2) for label, each in own_balances(row.person, row.from_on.year)
        ],
    }
    return render(request, "staffing/leave_decide.html", context, status=422 if form.errors else 200)


def _decided(request: HttpRequest, row: Leave, form: LeaveDecisionForm) -> str:
    data, now = form.cleaned_data, timezone.now()
    first, last = row.from_on, row.to_on
    if request.POST.get("op") == "cancel":
        cancel_leave(by=request.user, at=now, leave=row, note=data["note"])
        return _("已销假，班次已恢复。") + beside_filed(row.contract, first, last)
    if request.POST.get("op") == "cut":
        if not data["back_on"]:
            raise LeaveRefused(_("请填从哪天起返岗。"))
        cut_leave(
            by=request.user, at=now, leave=row, back_on=data["back_on"], back_half=data["back_half"], note=data["note"]
        )  # fmt: skip
        return _("已登记提前返岗，其余班次已恢复。") + beside_filed(row.contract, data["back_on"], last)
    approve = request.POST.get("op") == "approve"
    decide_leave(
        by=request.user, at=now, leave=row, approve=approve, note=data["note"], substitute=data["substitute"]
    )
    if not approve:
        return _("已答复不批准。")
    row.refresh_from_db()
    if row.substitute is None:
        return _("已批准。") + beside_filed(row.contract, first, last)
    words = {"name": row.substitute.name, "n": len(stand_ins_of(row))}
    return _("已批准，%(name)s顶岗 %(n)d 个班次。") % words + beside_filed(row.contract, first, last)
