"""Publishing a week: what is still missing, and a name beside every window that stays open."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import Stale
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.actions.roster import RosterRefused, words
from staffing.actions.roster_log import gap_key
from staffing.actions.roster_weeks import Answer, publish_week
from staffing.enums import WeekState
from staffing.forms.roster import GapForm
from staffing.queries.roster import WeekData
from staffing.rules.roster import faults, minutes_of, shortfalls
from staffing.views._roster import around, load, people_of

ALL = "all"


@screen(GET=Permission.ROSTER_PUBLISH, POST=Permission.ROSTER_PUBLISH)
def roster_publish(request: HttpRequest, contract: Contract) -> HttpResponse:
    data = load(request, contract)
    people = people_of(data)
    found = shortfalls(data.plan)
    given = _spread(request.POST, [prefix(gap_key(each)) for each in found]) or None
    gaps = [(each, GapForm(given, prefix=prefix(gap_key(each)), people=people)) for each in found]
    valid = [form.is_valid() for _gap, form in gaps]  # every form, so that every fault is shown
    if request.method == "POST" and all(valid):
        answers = {
            gap_key(each): Answer(form.cleaned_data["responsible"], form.cleaned_data["reason"])
            for each, form in gaps
        }
        version = request.POST.get("version", "")
        try:
            publish_week(
                by=request.user, at=timezone.now(), contract=contract, monday=data.monday, answers=answers,
                version=int(version) if version.isdecimal() else None,
            )  # fmt: skip
        except (RosterRefused, Stale) as refused:
            messages.error(request, str(refused))
            return redirect(f"{request.path}?week={data.monday}")
        messages.success(request, _("已发布。此后的调整须写明原因，并留下记录。"))
        return redirect(f"{reverse('staffing:roster-week', args=[contract.slug])}?week={data.monday}")
    return _page(request, contract, data, gaps)


def _spread(posted: QueryDict, prefixes: list[str]) -> QueryDict:
    """What was said for all the gaps, put where nothing was said for one of them."""
    given = posted.copy()
    for name in ("responsible", "reason"):
        for each in prefixes:
            if posted and not given.get(f"{each}-{name}"):
                given[f"{each}-{name}"] = posted.get(f"{ALL}-{name}", "")
    return given


def prefix(key: tuple[Any, ...]) -> str:
    day, session, window, place = key
    return f"gap-{day}-{session}-{'w' if window else 'p'}{window or place}"


def _page(
    request: HttpRequest, contract: Contract, data: WeekData, gaps: list[tuple[Any, GapForm]]
) -> HttpResponse:
    minutes = minutes_of(data.plan)
    context = {
        "contract": contract,
        "data": data,
        "week": data.week,
        "published": data.week is not None and data.week.state == WeekState.PUBLISHED,
        "gaps": [(data.told(each), form) for each, form in gaps],
        "for_all": GapForm(prefix=ALL, people=people_of(data)) if len(gaps) > 1 else None,
        "broken": [words(data, cell, told) for cell, told in faults(data.plan).items()],
        "idle": [each.person.name for pk, each in data.members.items() if not minutes[pk]],
        "shifts": len(data.plan.placings),
        **around(data.monday),
    }
    return render(request, "staffing/roster_publish.html", context, status=422 if request.POST else 200)
