"""Patterns: which sessions of which weekdays; made here, given to people of a week here."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster_patterns import PatternRefused, add_pattern
from staffing.forms.roster import PatternForm
from staffing.models import ShiftPattern
from staffing.queries.hours import sessions_of
from staffing.queries.roster_screen import pattern_days
from staffing.views._roster import around, editable_people, load


@screen(GET=Permission.ROSTER_EDIT, POST=Permission.ROSTER_PUBLISH, within="staffing:roster-week")
def pattern_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    data = load(request, contract)
    sessions = sessions_of(contract, data.monday, data.monday)
    form = PatternForm(request.POST or None, sessions=sessions)
    if request.method == "POST" and form.is_valid():
        try:
            add_pattern(
                by=request.user,
                at=timezone.now(),
                contract=contract,
                name=form.cleaned_data["name"],
                grid=form.grid,
            )
        except PatternRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("班型已保存。"))
            return redirect(f"{request.path}?week={data.monday}")
    rows = ShiftPattern.objects.allowed(request.user, Permission.ROSTER_VIEW)
    editable = editable_people(request.user, data)
    context = {
        "contract": contract,
        "form": form,
        "sessions": sessions,
        "patterns": [
            (row, pattern_days(row.grid, sessions)) for row in rows.filter(contract=contract, retired_at=None)
        ],
        "members": [each for pk, each in data.members.items() if pk in editable],
        "may_plan": holds(request.user, Permission.ROSTER_PUBLISH, contract),
        **around(data.monday),
    }
    return render(request, "staffing/pattern_list.html", context, status=422 if form.errors else 200)
