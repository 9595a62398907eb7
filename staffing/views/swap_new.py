"""Asking for a swap: one's own shift, with whom, which of theirs."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import RosterRefused
from staffing.actions.swaps import ask_swap
from staffing.enums import ShiftKind, WeekState
from staffing.forms.roster import SwapForm
from staffing.models import Shift


@screen(GET=Permission.ROSTER_SWAP, POST=Permission.ROSTER_SWAP)
def swap_new(request: HttpRequest, contract: Contract) -> HttpResponse:
    now = timezone.now()
    shifts = Shift.objects.allowed(request.user, Permission.ROSTER_VIEW).filter(
        contract=contract, week__state=WeekState.PUBLISHED, starts_at__gt=now, starts_at__lt=now + timedelta(days=21)
    )  # fmt: skip
    shifts = shifts.exclude(kind__in=(ShiftKind.LEAVE, ShiftKind.TRAINING)).select_related(
        "person", "session", "window", "post", "week"
    )
    mine = shifts.filter(person__user=request.user)
    asked = request.POST.get("shift") or request.GET.get("shift", "")
    shift = mine.filter(pk=int(asked)).first() if asked.isdecimal() else None
    if asked and shift is None:
        raise Http404
    others = (
        shifts.filter(week=shift.week_id, post=shift.post_id).exclude(person=shift.person_id)
        if shift
        else shifts.none()
    )
    people = sorted(
        {(each.person_id, each.person.number, each.person.name) for each in others}, key=lambda each: each[1]
    )
    chosen = request.POST.get("partner") or request.GET.get("partner", "")
    theirs = others.filter(person_id=int(chosen)) if chosen.isdecimal() else others.none()
    form = SwapForm(request.POST or None, mine=mine, others=theirs)
    if request.method == "POST" and form.is_valid():
        try:
            ask_swap(by=request.user, at=now, contract=contract, **form.cleaned_data)
        except RosterRefused as refused:
            form.add_error("other", str(refused))
        else:
            messages.success(request, _("已提出换班，等对方同意、班组长批准。"))
            return redirect("staffing:swap-list", contract.slug)
    context: dict[str, Any] = {
        "contract": contract, "mine": mine, "shift": shift, "people": people, "theirs": theirs, "form": form,
        "partner": int(chosen) if chosen.isdecimal() else None,
    }  # fmt: skip
    return render(request, "staffing/swap_new.html", context, status=422 if form.errors else 200)
