"""One staff file: what is missing first, then posts held, demands, papers and things."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.models import Engagement
from staffing.queries.disclosure import masked_column
from staffing.queries.eligibility import judged_person
from staffing.queries.papers import KINDS, sections_of
from staffing.queries.readings import AGE_KEYS, asks_age, held_on
from staffing.queries.recruitment import applications_of
from staffing.queries.staff_files import person_rows
from staffing.rules.eligibility import Verdict, age_on
from staffing.views._people import person_or_404

SEALED = {"id": _("身份证号"), "phone": _("联系电话"), "address": _("住址")}
GAP_PAPERS = {"unmet": "check", "unknown": "check"}


@screen(Permission.STAFF_VIEW)
def person_detail(request: HttpRequest, contract: Contract, person: int) -> HttpResponse:
    found = person_or_404(request.user, contract, person, Permission.STAFF_VIEW)
    today = timezone.localdate()
    row = person_rows([found], contract, today)[0]
    may_edit = holds(request.user, Permission.STAFF_EDIT, contract)
    may_unmask = holds(request.user, Permission.STAFF_UNMASK, contract)
    rows = Engagement.objects.allowed(request.user, Permission.STAFF_VIEW).filter(person=found)
    judged = judged_person(found, row.held.post, today) if row.held else []
    kinds = [key for key, kind in KINDS.items() if holds(request.user, kind.view, contract)]
    context = {
        "contract": contract,
        "person": found,
        "row": row,
        "gaps": [(gap, _paper_of(gap.key)) for gap in row.gaps],
        "held": rows.select_related("post", "team", "window", "venue").order_by("-starts_on", "-pk"),
        "readings": held_on(contract, AGE_KEYS, today) if asks_age(judged) else [],
        "judged": [each for each in judged if each.verdict is not Verdict.NOT_ASKED],
        "sections": sections_of(found, kinds),
        "sealed": [
            (name, label, masked_column(found, name))
            for name, label in SEALED.items()
            if getattr(found, f"{name}_sealed")
        ],
        "applications": applications_of(request.user, found),
        "age": age_on(found.born_on, today),
        "may_edit": may_edit and not found.erased_at,
        "may_unmask": may_unmask,
    }  # fmt: skip
    return render(request, "staffing/person_detail.html", context)


def _paper_of(gap: str) -> str:
    """The kind of paper that closes a gap; "" where the file itself does."""
    key = GAP_PAPERS.get(gap, gap)
    return key if key in KINDS else ""
