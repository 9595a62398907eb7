"""What recruitment's screens share: fetching a need or a candidate, and the candidate's page with its one next step."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from staffing.actions.candidate_steps import checked_demands, hindered
from staffing.enums import CandidateState, NeedState, Stage
from staffing.forms.recruitment import ReasonForm, StepForm
from staffing.models import Candidate, Need
from staffing.queries.changes import changes_of
from staffing.queries.disclosure import masked_column
from staffing.queries.eligibility import judged_candidate
from staffing.queries.readings import AGE_KEYS, asks_age, held_on
from staffing.queries.recruitment import (
    flow_of,
    named_stages,
    other_applications,
    pay_clause,
)
from staffing.rules.eligibility import Verdict

SEALED = {"id": _("身份证号"), "phone": _("联系电话")}
SIDES = {"supplier": Permission.HIRE_RECORD, "purchaser": Permission.HIRE_CONFIRM}
LEVELS = {Verdict.MET: "ok", Verdict.NOT_MET: "bad", Verdict.UNKNOWN: "warn", Verdict.NOT_ASKED: ""}


def get_need(request: HttpRequest, contract: Contract, pk: int, permission: Permission) -> Need:
    rows = Need.objects.allowed(request.user, permission).filter(contract=contract, pk=pk)
    need: Need | None = rows.select_related("contract", "post", "opened_by", "closed_by").first()
    if need is None:
        raise Http404
    return need


def get_candidate(request: HttpRequest, contract: Contract, pk: int, permission: Permission) -> Candidate:
    rows = Candidate.objects.allowed(request.user, permission).filter(contract=contract, pk=pk)
    found: Candidate | None = rows.select_related("contract", "need__post", "notice", "person").first()
    if found is None:
        raise Http404
    return found


def side_of(user: Any, contract: Contract, candidate: Candidate) -> str:
    """On whose side a reader gives the next result; "" for somebody who only reads."""
    sides = [side for side, permission in SIDES.items() if holds(user, permission, contract)]
    if candidate.stage == Stage.CONFIRMATION and "purchaser" in sides:
        return "purchaser"
    return "supplier" if "supplier" in sides else ""


def step_form(request: HttpRequest, candidate: Candidate, side: str, *, bound: bool = False) -> StepForm:
    given = (request.POST, request.FILES) if bound else (None, None)
    return StepForm(
        *given, candidate=candidate, side=side, named=named_stages(candidate.contract),
        demands=checked_demands(candidate), initial={"held_on": timezone.localdate()},
    )  # fmt: skip


def candidate_page(
    request: HttpRequest, candidate: Candidate, *, form: StepForm | None = None,
    reopen_form: ReasonForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The page; a form on it that was refused comes back with what is wrong."""
    contract, user = candidate.contract, request.user
    steps = list(candidate.steps.select_related("by", "file__erasure").order_by("pk"))
    judgements = judged_candidate(candidate, timezone.localdate())
    side = side_of(user, contract, candidate)
    active = candidate.state == CandidateState.ACTIVE
    waits = active and candidate.stage != Stage.ON_POST
    if form is None and waits and side:
        form = step_form(request, candidate, side)
    named = named_stages(contract)
    context = {
        "contract": contract,
        "candidate": candidate,
        "flow": flow_of(candidate, steps),
        "steps": list(reversed(steps)),
        "judgements": [(each, LEVELS[each.verdict]) for each in judgements],
        "readings": held_on(contract, AGE_KEYS, timezone.localdate()) if asks_age(judgements) else [],
        "hindered": hindered(candidate.stage, judgements) if active else "",
        "form": form if waits else None,
        "side": side,
        "reopen_form": reopen_form or ReasonForm(),
        "may_record": holds(user, Permission.HIRE_RECORD, contract),
        "may_hire": holds(user, Permission.HIRE_RECORD, contract)
        and active
        and candidate.stage == Stage.ON_POST,
        "need_open": candidate.need.state == NeedState.OPEN,
        "unnamed": active and candidate.stage not in named and candidate.stage != Stage.ON_POST,
        "days": max(0, (timezone.now() - candidate.stage_since).days),
        "sealed": [(name, label, masked_column(candidate, name)) for name, label in SEALED.items()],
        "changes": list(changes_of(user, contract).filter(candidate=candidate)),
        "may_see_file": holds(user, Permission.STAFF_VIEW, contract),
        "may_unmask": holds(user, Permission.STAFF_UNMASK, contract),
        "others": other_applications(candidate),
        "pay_clause": pay_clause(contract),
        "waits_for_purchaser": waits and candidate.stage == Stage.CONFIRMATION and side != "purchaser",
    }
    return render(request, "staffing/candidate_detail.html", context, status=status)


def put_error(form: Any, refused: DomainError) -> None:
    """What an action refused, at its field where the form has it, else above."""
    field = getattr(refused, "field", "")
    form.add_error(field if field in form.fields else None, str(refused))
