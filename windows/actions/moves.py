"""The one way a case changes: lock it, ask the rule, write the state with its columns, log it, write the event."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError, Stale
from records.actions import record_event
from windows.actions.rating_tallies import mark_rating_days
from windows.actions.tallies import mark_touched
from windows.enums import CaseState
from windows.models import LEDGER_ACTIONS, Case, CaseEvent
from windows.queries.clock import late_days_of
from windows.rules.case_life import may_move


class CaseMoved(Stale):
    """Somebody else changed the case since the page was opened."""


class MoveRefused(DomainError):
    """The case's state does not allow this step."""


def lock_case(case: Case, *, revision: int | None = None) -> Case:
    """The case, locked for this transaction. Raises: CaseMoved when it is not what the page showed."""
    locked = (
        Case.objects.select_for_update(of=("self",)).select_related("contract", "version").get(pk=case.pk)
    )
    if revision is not None and locked.revision != revision:
        raise CaseMoved(_("办件 %(number)s 刚刚有人更新过，请核对后再办理。") % {"number": locked.number})
    return locked


def move_case(
    *,
    by: Any,
    at: datetime,
    case: Case,
    to: str,
    action: str,
    why: str = "",
    facts: dict[str, Any] | None = None,
    **columns: Any,
) -> Case:
    """Bring a locked case to another state with the columns that go with it.

    Shape: `action` names the step in the log (windows.rules.case_life.NATIONAL_CODES maps the national ones); `facts`
    are plain values without personal data. Raises: MoveRefused.
    """
    if not may_move(case.state, to):
        raise MoveRefused(
            _("办件 %(number)s 现在是“%(state)s”，不能转为“%(to)s”。")
            % {"number": case.number, "state": case.get_state_display(), "to": CaseState(to).label}
        )
    return _write(by=by, at=at, case=case, to=to, action=action, why=why, facts=facts, columns=columns)


def touch_case(
    *,
    by: Any,
    at: datetime,
    case: Case,
    action: str,
    why: str = "",
    facts: dict[str, Any] | None = None,
    **columns: Any,
) -> Case:
    """Write columns of a locked case that stays in its state (a scan, a holder, a stopped clock)."""
    return _write(
        by=by, at=at, case=case, to=case.state, action=action, why=why, facts=facts, columns=columns
    )


def _write(
    *,
    by: Any,
    at: datetime,
    case: Case,
    to: str,
    action: str,
    why: str,
    facts: dict[str, Any] | None,
    columns: dict[str, Any],
) -> Case:
    before = case.state
    if columns.get("decided_at") and case.due_on is not None:
        columns.setdefault("late_days", late_days_of(case, columns["decided_at"]))
    mark_touched(case=case, columns=columns, at=at)
    if to == CaseState.VOID:  # its visit can no longer be rated
        day, today = timezone.localdate(case.registered_at), timezone.localdate(at)
        mark_rating_days(contract=case.contract, days=[day], today=today)
    Case.objects.filter(pk=case.pk).update(state=to, revision=case.revision + 1, **columns)
    case.state, case.revision = to, case.revision + 1
    for name, value in columns.items():
        setattr(case, name, value)
    log_case(by=by, at=at, case=case, action=action, before=before, why=why, facts=facts)
    return case


def of_ledger(case: Case, action: str) -> dict[str, int]:
    """What a line of the log bears besides, where a ledger shows it."""
    if action not in LEDGER_ACTIONS:
        return {}
    return {"item_id": case.item_id, "department_id": case.department_id}


def log_case(
    *,
    by: Any,
    at: datetime,
    case: Case,
    action: str,
    before: str,
    why: str = "",
    facts: dict[str, Any] | None = None,
) -> None:
    """One line of the case's log, and the event of the same transaction."""
    CaseEvent.objects.create(
        case=case,
        contract_id=case.contract_id,
        at=at,
        by=by,
        action=action,
        **of_ledger(case, action),
        from_state=before,
        to_state=case.state,
        why=why[:300],
        facts=facts or {},
    )
    after = {"state": case.state, **({"why": why} if why else {}), **(facts or {})}
    record_event(
        f"case.{action}", by=by, obj=case, contract=case.contract, before={"state": before}, after=after
    )
