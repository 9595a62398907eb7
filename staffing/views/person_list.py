"""Everybody with a staff file: who is on a post, and what each file lacks."""

from collections import Counter

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import Nav, Room, screen
from staffing.forms.people import GAPS, STANDINGS, PersonFilter
from staffing.queries.staff_files import Wanted, narrowed, people_of, person_rows
from staffing.rules.people import Standing

PAGE = 40


@screen(Permission.STAFF_VIEW, nav=Nav(Room.STAFFING, _("员工档案"), order=42))
def person_list(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = PersonFilter(request.GET or None, contract=contract)
    wanted = Wanted()
    if form.is_valid():
        data = form.cleaned_data
        wanted = Wanted(
            data["q"].strip(), data["post"] and data["post"].pk, data["team"] and data["team"].pk,
            data["standing"], data["gap"],
        )  # fmt: skip
    everybody = person_rows(
        people_of(request.user, contract, Permission.STAFF_VIEW), contract, timezone.localdate()
    )
    rows = narrowed(everybody, wanted)
    here = [row for row in everybody if row.standing is not Standing.LEFT]
    gaps = Counter(key for row in here for key in {gap.key for gap in row.gaps if gap.level == "bad"})
    context = {
        "contract": contract,
        "form": form,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "on_post": sum(row.standing is Standing.ON_POST for row in everybody),
        "total": len(everybody),
        "gaps": [(key, GAPS[key], count) for key, count in gaps.most_common(3)],
        "standings": dict(STANDINGS),
        "may_edit": holds(request.user, Permission.STAFF_EDIT, contract),
    }
    return render(request, "staffing/person_list.html", context)
