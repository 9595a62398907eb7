"""Certificates: ratios by service year, the forecast and the money, exams, everybody's certificate."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.form_fields import day_input
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.certificates import OfferRefused, record_offer
from staffing.queries.certificates import certified_rows, offers_of, sees_everybody, year_views

PAGE = 40


class OfferForm(forms.Form):
    level = forms.TypedChoiceField(
        label=_("等级"), coerce=int, choices=[(level, _("%d 级") % level) for level in (5, 4, 3, 2, 1)]
    )
    held_on = forms.DateField(label=_("考试日期"), widget=day_input())
    places = forms.IntegerField(label=_("名额"), min_value=0, max_value=10_000, required=False)
    held = forms.BooleanField(label=_("如期举行"), required=False, initial=True)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)


@screen(
    GET=Permission.CERTIFICATE_VIEW,
    POST=Permission.CERTIFICATE_RECORD,
    nav=Nav(Room.STAFFING, _("持证"), order=50),
)
def certificate_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    """`?missing=year1_level5` shows those who lack what that demand asks."""
    form = OfferForm(request.POST or None)
    now = timezone.now()
    if request.method == "POST" and form.is_valid():
        try:
            record_offer(by=request.user, at=now, contract=contract, **form.cleaned_data)
        except OfferRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _now("已登记鉴定考试。"))
            return redirect("staffing:certificate-list", contract.slug)
    today = timezone.localdate(now)
    whole = sees_everybody(request.user, Permission.CERTIFICATE_VIEW, contract)
    years = year_views(contract, today) if whole else []
    demand = next(
        (row for year in years for row in year.rows if row.demand.key == request.GET.get("missing")), None
    )
    rows = certified_rows(request.user, contract, today, demand.lacking if demand else None)
    context = {
        "contract": contract, "form": form, "years": years, "whole": whole, "demand": demand, "today": today,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "offers": offers_of(contract) if whole else [],
        "may_record": holds(request.user, Permission.CERTIFICATE_RECORD, contract),
    }  # fmt: skip
    return render(request, "staffing/certificate_list.html", context, status=422 if form.errors else 200)
