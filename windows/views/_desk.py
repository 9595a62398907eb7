"""What the desk's addresses share: who sits where, the lists beside the form, problems as JSON."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.masks import mask_name, mask_unit
from windows.enums import ApplicantKind, CaseState
from windows.models import Case, WindowSession
from windows.queries.clock import Clock, clocks_of
from windows.queries.desk import drafts_of, tally_of, todays_cases
from windows.queries.policy import policy_of
from windows.queries.sessions import open_session
from windows.rules.intake import Problem

LISTED = 20
STATE_LEVELS = {
    CaseState.REGISTERED: "info", CaseState.CORRECTING: "warn", CaseState.ACCEPTED: "ok", CaseState.TRANSFERRED: "info",
    CaseState.DECIDED: "ok", CaseState.READY: "warn", CaseState.NOT_ACCEPTED: "bad",
}  # fmt: skip


def session_of(request: HttpRequest, contract: Contract) -> WindowSession | None:
    """Where the clerk sits today; a session of yesterday that nobody ended does not count. One query."""
    found = open_session(request.user, contract)
    if found is None or timezone.localdate(found.started_at) != timezone.localdate():
        return None
    return found


def today_context(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    """One's own cases of today with their clocks, and how many. Three queries."""
    day = timezone.localdate()
    cases = todays_cases(request.user, contract, day, LISTED)
    clocks = clocks_of(cases, day, policy_of(contract))
    return {
        "contract": contract,
        "today_rows": [_row(case, clocks[case.pk]) for case in cases],
        "tally": tally_of(request.user, contract, day),
        "listed": LISTED,
    }


def _row(case: Case, clock: Clock) -> dict[str, Any]:
    cover = mask_unit if case.applicant_kind == ApplicantKind.ORGANISATION else mask_name
    level = STATE_LEVELS.get(CaseState(case.state), "")
    return {"case": case, "clock": clock, "applicant": cover(case.applicant_name), "level": level}


def drafts_context(request: HttpRequest, contract: Contract) -> dict[str, Any]:
    """One's own drafts. One query."""
    return {"contract": contract, "drafts": drafts_of(request.user, contract)}


def problems_answer(problems: Sequence[Problem], status: int = 422) -> JsonResponse:
    """What is wrong, each with the field to mend."""
    said = [{"field": problem.field, "text": problem.text} for problem in problems]
    return JsonResponse({"problems": said}, status=status)
