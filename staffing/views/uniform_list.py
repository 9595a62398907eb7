"""Uniforms: each delivery against the people, its warranty, what was handed out; a new delivery, an acceptance."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.form_fields import day_input
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.actions.uniforms import PIECES, LotRefused, accept_lot, add_lot
from staffing.models import UniformLot
from staffing.queries.uniforms import lots_of


class LotForm(forms.Form):
    name = forms.CharField(label=_("服装"), max_length=60)
    people = forms.IntegerField(label=_("套数（人数）"), min_value=1, max_value=100_000)
    summer = forms.IntegerField(label=_("夏装（套/人）"), min_value=0, max_value=20, initial=2)
    winter = forms.IntegerField(label=_("冬装（套/人）"), min_value=0, max_value=20, initial=2)
    waistcoat = forms.IntegerField(label=_("马甲（件/人）"), min_value=0, max_value=20, initial=0)
    jacket = forms.IntegerField(label=_("西装外套（件/人）"), min_value=0, max_value=20, initial=0)


class AcceptForm(forms.Form):
    accepted_on = forms.DateField(label=_("验收日期"), widget=day_input())
    warranty_until = forms.DateField(
        label=_("质保到期"),
        required=False,
        widget=day_input(),
        help_text=_("合同写明质保年限的，按合同计算。"),
    )


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT, nav=Nav(Room.STAFFING, _("服装"), order=54))
def uniform_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = LotForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        pieces = {name: data.pop(name) for name in PIECES}
        try:
            add_lot(by=request.user, contract=contract, pieces=pieces, **data)
        except LotRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _now("已登记服装批次。"))
            return redirect("staffing:uniform-list", contract.slug)
    context = {
        "contract": contract, "form": form, "lots": lots_of(contract, timezone.localdate()),
        "may_edit": holds(request.user, Permission.STAFF_EDIT, contract),
    }  # fmt: skip
    return render(request, "staffing/uniform_list.html", context, status=422 if form.errors else 200)


@screen(GET=Permission.STAFF_EDIT, POST=Permission.STAFF_EDIT)
def uniform_list_accept(request: HttpRequest, contract: Contract, lot: int) -> HttpResponse:
    """The day a delivery was accepted."""
    found = (
        UniformLot.objects.allowed(request.user, Permission.STAFF_EDIT)
        .filter(contract=contract, pk=lot)
        .first()
    )
    if found is None:
        raise Http404
    initial = {
        "accepted_on": found.accepted_on or timezone.localdate(),
        "warranty_until": found.warranty_until,
    }
    form = AcceptForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            done = accept_lot(by=request.user, at=timezone.now(), lot=found, **form.cleaned_data)
        except LotRefused as refused:
            form.add_error(None, str(refused))
        else:
            until = done.warranty_until.isoformat() if done.warranty_until else "—"
            messages.success(request, _now("已登记验收，质保到 %s。") % until)
            return redirect("staffing:uniform-list", contract.slug)
    context = {"contract": contract, "form": form, "lot": found}
    return render(request, "staffing/uniform_list_accept.html", context, status=422 if form.errors else 200)
