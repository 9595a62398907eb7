"""What the screens of one change share: the fetch, and its page with what went wrong."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from staffing.actions.changes import Wanted, consent_permission, needs_consent
from staffing.enums import ChangeState
from staffing.forms.changes import DoneForm
from staffing.models import StaffChange
from staffing.queries.changes import by_purchaser, changes_of, notice_weeks, row_of, steps_of
from staffing.rules.changes import ENDS, may_become
from staffing.views._people import sent_file


def fetch(request: HttpRequest, contract: Contract, change: int, permission: Permission) -> StaffChange:
    """One change this user may see, and reach with the right of this step. Raises: Http404."""
    reachable = StaffChange.objects.allowed(request.user, permission).filter(contract=contract, pk=change)
    found = changes_of(request.user, contract).filter(pk__in=reachable).first()
    if found is None:
        raise Http404
    return found


def sent_change(form: Any, **values: Any) -> tuple[Wanted, tuple[str, bytes] | None, str]:
    """A form as the actions take it. Shape: (what is wanted, the paper, the form's key)."""
    given = {name: value for name, value in form.cleaned_data.items() if name not in ("key", "file")}
    return Wanted(**given, **values), sent_file(form), form.cleaned_data["key"]


def detail_page(
    request: HttpRequest, contract: Contract, change: StaffChange, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page of a change; a step that was refused comes back with what is wrong and what was typed."""
    today, weeks = timezone.localdate(), notice_weeks(contract)
    may_file = holds(request.user, Permission.CHANGE_FILE, contract)
    state = change.state
    done = more.get("done_form") or DoneForm(initial={"on": change.effective_on})
    context = {
        "contract": contract,
        "change": change,
        "row": row_of(change, weeks, today),
        "steps": steps_of(change),
        "weeks": weeks,
        "needs_consent": needs_consent(change),
        "done_form": done,
        "takes_post": change.kind not in ENDS,
        "may_see_hiring": holds(request.user, Permission.HIRE_VIEW, contract),
        "may_file": may_file and state == ChangeState.DRAFT,
        "may_answer": holds(request.user, consent_permission(change), contract)
        and state == ChangeState.FILED
        and change.recorded_by_id != request.user.pk,
        "may_carry_out": may_file and may_become(state, ChangeState.DONE),
        "may_withdraw": may_file and may_become(state, ChangeState.WITHDRAWN) and not by_purchaser(change),
        "may_mark": may_file and state == ChangeState.DONE and change.platform_done_at is None,
        "problem": more.get("problem", ""),
        "typed": request.POST if status != 200 else {},
    }
    return render(request, "staffing/change_detail.html", context, status=status)


def step(request: HttpRequest, contract: Contract, change: StaffChange, act: Any, done: str) -> HttpResponse:
    """One action on a change, and back to its page."""
    try:
        act()
    except DomainError as refused:
        fresh = changes_of(request.user, contract).get(pk=change.pk)
        return detail_page(request, contract, fresh, status=409, problem=str(refused))
    messages.success(request, done)
    return redirect("staffing:change-detail", contract.slug, change.pk)
