"""What a department does with the cases it holds: decide them, or send them back undecided."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key
from windows.actions.handovers import add_case, require
from windows.actions.moves import lock_case, move_case
from windows.enums import CaseState, ConcludedAs, LineKind, ResultKind, Taken
from windows.models import Case, CaseResult, HandOverLine

ACTIONS = {
    ConcludedAs.GRANTED: "grant",
    ConcludedAs.GRANTED_WITH_GAP: "grant_gap",
    ConcludedAs.DENIED: "deny",
}


class DecisionRefused(DomainError):
    """A decision that does not fit the case."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a department decided. Shape: `outcome` one of ACTIONS; `kind` of windows.enums.ResultKind."""

    outcome: str
    kind: str = ResultKind.LICENCE
    name: str = ""
    number: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    content: str = ""
    copies: int = 1
    reason: str = ""


@transaction.atomic
def decide_case(
    *, by: Any, at: datetime, case: Case, revision: int | None, decision: Decision, key: str
) -> CaseResult:
    """Conclude a case the department holds: granted, granted with a gap, denied with a reason.

    Shape: `revision` is what the page showed. Raises: DecisionRefused, CaseMoved, MoveRefused.
    """
    body = {"decide": case.pk, **asdict(decision)}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return CaseResult.objects.get(pk=claim.answer["id"])
    locked = lock_case(case, revision=revision)
    require(by, Permission.CASE_DECIDE, locked)
    values = _checked(locked, decision)
    move_case(
        by=by, at=at, case=locked, to=CaseState.DECIDED, action=ACTIONS[ConcludedAs(decision.outcome)],
        why=values["reason"], facts={"number": values["number"], "kind": values["kind"]}, decided_at=at,
        concluded_as=decision.outcome, result_number=values["number"],
    )  # fmt: skip
    result = CaseResult.objects.create(case=locked, at=at, by=by, **values)
    claim.settle({"id": result.pk})
    return result


def _checked(case: Case, decision: Decision) -> dict[str, Any]:
    """The decision's columns. Raises: DecisionRefused naming the field and the remedy."""
    if decision.outcome not in ACTIONS:
        raise DecisionRefused(_("请选择办理结果：通过、容缺通过或不通过。"))
    if case.state != CaseState.TRANSFERRED:
        raise DecisionRefused(
            _("办件 %(number)s 现在是“%(state)s”，部门签收材料后才能作出决定。")
            % {"number": case.number, "state": case.get_state_display()}
        )
    if case.stopped_since is not None:
        raise DecisionRefused(
            _("办件 %(number)s 自 %(day)s 起停止计时，特殊环节还没有结束。请先恢复计时再作决定。")
            % {"number": case.number, "day": case.stopped_since}
        )
    texts = {
        name: clean_text(getattr(decision, name)).strip() for name in ("name", "number", "content", "reason")
    }
    _fits_gaps(case, decision.outcome)
    if decision.outcome == ConcludedAs.DENIED and not texts["reason"]:
        raise DecisionRefused(_("不通过的，请在“理由”中写明事实和依据。"))
    numbered = decision.kind in {ResultKind.LICENCE, ResultKind.APPROVAL}
    if decision.outcome != ConcludedAs.DENIED and numbered and not texts["number"]:
        raise DecisionRefused(_("结果是证照或批文的，请填“文件编号”。"))
    if decision.valid_to and (decision.valid_from is None or decision.valid_to < decision.valid_from):
        raise DecisionRefused(_("截止日期 %(day)s 早于生效日期，请核对。") % {"day": decision.valid_to})
    copies = 0 if decision.kind == ResultKind.NONE else max(decision.copies, 1)
    dates = {"valid_from": decision.valid_from, "valid_to": decision.valid_to}
    return {"kind": decision.kind, "copies": copies, **texts, **dates}


def _fits_gaps(case: Case, outcome: str) -> None:
    """A case with papers still owed is granted with its gap or not at all, and the other way round."""
    owed = list(case.materials.filter(taken=Taken.DEFERRED).values_list("name", flat=True))
    if owed and outcome == ConcludedAs.GRANTED:
        raise DecisionRefused(
            _("办件 %(number)s 还有容缺材料未补：%(names)s。请选“容缺通过”，或等补齐后再办结。")
            % {"number": case.number, "names": "、".join(owed)}
        )
    if not owed and outcome == ConcludedAs.GRANTED_WITH_GAP:
        raise DecisionRefused(_("办件 %(number)s 没有未补的容缺材料，请选“通过”。") % {"number": case.number})


def return_case(*, by: Any, at: datetime, case: Case, reason: str) -> HandOverLine:
    """Lay a case's papers with what goes back to the window, undecided, with the reason.

    The case is the department's until the window confirms. Raises: HandOverRefused.
    """
    return add_case(by=by, at=at, case=case, kind=LineKind.RETURN, reason=reason)
