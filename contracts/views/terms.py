"""Every value of the contract: clause → value → where it acts."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.enums import Act
from contracts.forms.contracts import TermFilterForm
from contracts.models import Contract, ContractTerm
from contracts.queries import matching_terms
from hall_ops.lib.navigation import rooms_for
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import ROOM_LABELS, Nav, Room, screen

SECTIONS = {
    "facts": gettext_lazy("项目概况"),
    "venues": gettext_lazy("服务场所"),
    "term": gettext_lazy("服务期"),
    "service_years": gettext_lazy("服务年度"),
    "price": gettext_lazy("价款"),
    "payment": gettext_lazy("付款"),
    "hours": gettext_lazy("服务时间"),
    "headcounts": gettext_lazy("人员总数"),
    "posts": gettext_lazy("岗位"),
    "eligibility": gettext_lazy("用人条件"),
    "certification": gettext_lazy("持证要求"),
    "limits": gettext_lazy("限值"),
    "milestones": gettext_lazy("期限"),
    "duties": gettext_lazy("履约任务"),
    "training": gettext_lazy("培训"),
    "obligations": gettext_lazy("义务"),
}
# A room of the navigation that bears another name than the clause gives it.
ROOM_OF_ACT = {"contracts": "contract"}


@screen(Permission.CONTRACT_VIEW, nav=Nav(Room.CONTRACT, gettext_lazy("条款与约定"), order=20))
def terms(request: HttpRequest, contract: Contract) -> HttpResponse:
    form = TermFilterForm(request.GET)
    every = list(
        ContractTerm.objects.allowed(request.user, Permission.CONTRACT_VIEW).filter(contract=contract)
    )
    shown = _filtered(every, form.cleaned_data) if form.is_valid() else every
    links = _links(request, contract)
    context = {
        "contract": contract,
        "form": form,
        "sections": [
            {"key": key, "label": SECTIONS.get(key, key), "rows": [_row(term, links) for term in rows]}
            for key, rows in groupby(shown, key=lambda term: term.key.split(".")[0])
        ],
        "shown": len(shown),
        "total": len(every),
        "tabs": tabs(contract, "terms"),
    }
    return render(request, "contracts/terms.html", context)


def tabs(contract: Contract, active: str) -> list[dict[str, Any]]:
    """The two halves of the page: what is written, and what is open."""
    labels = {"terms": _("条款与数值"), "decisions": _("待约定与疑点")}
    return [
        {"label": label, "url": reverse(f"contracts:{name}", args=[contract.slug]), "active": name == active}
        for name, label in labels.items()
    ]


def _filtered(every: list[ContractTerm], wanted: dict[str, Any]) -> list[ContractTerm]:
    found = matching_terms(every, wanted["q"])
    if wanted["acts"]:
        found = [term for term in found if wanted["acts"] in term.acts]
    return [term for term in found if term.silent] if wanted["silent"] else found


def _links(request: HttpRequest, contract: Contract) -> dict[str, str]:
    """act → the first screen of its room, for rooms that exist and this user may enter."""
    entered = rooms_for(request.user.standings(), contract, "")
    urls = {str(room["label"]): room["items"][0]["url"] for room in entered if room["items"]}
    rooms = {act: ROOM_OF_ACT.get(act, act) for act in Act.values}
    labels = {act: str(ROOM_LABELS[Room(room)]) for act, room in rooms.items() if room in set(Room)}
    return {act: urls[label] for act, label in labels.items() if label in urls}


def _row(term: ContractTerm, links: dict[str, str]) -> dict[str, Any]:
    labels = dict(Act.choices)
    acts = [(labels.get(act, act), links.get(act, "")) for act in term.acts]
    tags = [{"label": label, "url": url, "level": "info" if url else ""} for label, url in acts]
    return {"term": term, "acts": tags}
