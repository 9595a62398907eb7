"""One need: its numbers, its notices, everybody who applied, former staff first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.screens import screen
from staffing.enums import NeedState
from staffing.forms.recruitment import ReasonForm
from staffing.models import Need
from staffing.queries.recruitment import (
    agreed_recruitment,
    candidate_rows,
    candidates_of,
    demands_of,
    need_rows,
)
from staffing.views._recruitment import get_need


@screen(Permission.HIRE_VIEW)
def need_detail(request: HttpRequest, contract: Contract, need: int) -> HttpResponse:
    return need_page(request, get_need(request, contract, need, Permission.HIRE_VIEW))


def need_page(
    request: HttpRequest, need: Need, *, form: ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    """The page; a refused closing comes back with what is wrong."""
    contract = need.contract
    people = candidates_of(request.user, contract).filter(need=need)
    context = {
        "contract": contract,
        "need": need,
        "row": need_rows([need])[0],
        "notices": list(need.notices.select_related("recorded_by")),
        "people": candidate_rows(people, timezone.now(), timezone.localdate()),
        "demands": demands_of(contract, need.post),
        "agreed": agreed_recruitment(contract),
        "is_open": need.state == NeedState.OPEN,
        "may_record": holds(request.user, Permission.HIRE_RECORD, contract),
        "form": form or ReasonForm(),
    }
    return render(request, "staffing/need_detail.html", context, status=status)
