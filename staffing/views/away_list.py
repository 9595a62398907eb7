"""Who is away, and who was on a day; a head of shift writes down those who did not say so."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.aways import AwayRefused, name_cover, record_away, void_away
from staffing.forms.attendance import AwayForm, CoverForm
from staffing.models import Away
from staffing.queries.attendance import limits_of, midnight
from staffing.queries.attendance_people import people_for, substitutes_of
from staffing.rules.attendance import AwaySpan, away_breach
from staffing.views._attendance import day_of


@screen(Permission.ATTENDANCE_VIEW, nav=Nav(Room.STAFFING, gettext_lazy("离岗登记"), order=24))
def away_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    return _page(request, contract, None)


def _page(request: HttpRequest, contract: Contract, form: AwayForm | None, status: int = 200) -> HttpResponse:
    day, now = day_of(request, contract), timezone.now()
    limit = limits_of(contract, day.replace(day=1)).away
    rows = Away.objects.allowed(request.user, Permission.ATTENDANCE_VIEW).filter(
        contract=contract, left_at__gte=midnight(day), left_at__lt=midnight(day + timedelta(days=1))
    )
    rows = rows.select_related("person", "window", "told", "recorded_by", "cover")
    may = holds(request.user, Permission.ATTENDANCE_RECORD, contract)
    people = people_for(request.user, contract, Permission.ATTENDANCE_RECORD) if may else None
    context = {
        "contract": contract,
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "rows": [_told(row, now, limit) for row in rows],
        "limit": limit,
        "may_record": may,
        "others": list(substitutes_of(contract)) if may and rows else [],
        "form": form or (AwayForm(initial={"day": day}, people=people) if may else None),
    }
    return render(request, "staffing/away_list.html", context, status=status)


def _told(row: Away, now: Any, limit: int | None) -> dict[str, Any]:
    minutes = int(((row.back_at or now) - row.left_at).total_seconds()) // 60
    span = AwaySpan(row.left_at, row.back_at, row.told_at, row.sign_shown)
    return {
        "row": row,
        "minutes": minutes,
        "breach": row.voided_at is None and away_breach(span, minutes, limit),
    }


@screen(POST=Permission.ATTENDANCE_RECORD)
def away_list_record(request: HttpRequest, contract: Contract) -> HttpResponse:
    people = people_for(request.user, contract, Permission.ATTENDANCE_RECORD)
    form = AwayForm(request.POST, people=people)
    if not form.is_valid():
        return _page(request, contract, form, 422)
    data = form.cleaned_data
    try:
        record_away(
            by=request.user, at=timezone.now(), person=data["person"], left_at=form.left_at, back_at=form.back_at,
            reason=data["reason"], sign_shown=data["sign_shown"],
        )  # fmt: skip
    except DomainError as refused:
        form.add_error(None, str(refused))
        return _page(request, contract, form, 422)
    messages.success(request, _("已登记%(name)s离岗。") % {"name": data["person"].name})
    return _back(contract, data["day"])


@screen(POST=Permission.ATTENDANCE_RECORD)
def away_list_cover(request: HttpRequest, contract: Contract, away: int) -> HttpResponse:
    """Name who stood in."""
    rows = Away.objects.allowed(request.user, Permission.ATTENDANCE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=away)
    form = CoverForm(request.POST, people=substitutes_of(contract))
    try:
        if not form.is_valid():
            raise AwayRefused(_("请选择顶岗人。"))
        name_cover(by=request.user, at=timezone.now(), away=row, cover=form.cleaned_data["cover"])
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已登记顶岗人。"))
    return _back(contract, timezone.localdate(row.left_at))


@screen(POST=Permission.ATTENDANCE_RECORD)
def away_list_void(request: HttpRequest, contract: Contract, away: int) -> HttpResponse:
    rows = Away.objects.allowed(request.user, Permission.ATTENDANCE_RECORD)
    row = get_object_or_404(rows, contract=contract, pk=away)
    try:
        void_away(by=request.user, at=timezone.now(), away=row, reason=request.POST.get("reason", ""))
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已作废。"))
    return _back(contract, timezone.localdate(row.left_at))


def _back(contract: Contract, day: Any) -> HttpResponse:
    return redirect(f"{reverse('staffing:away-list', args=[contract.slug])}?day={day}")
