"""What each outcome of an intake does to a case: its steps, columns, printed forms and message.

Registering and the later steps of a case take the same effects, so desk and detail page cannot drift apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.workdays import add_workdays
from records.actions import post_message
from records.enums import OutboxChannel
from windows.enums import CaseState, ConcludedAs, RefusalGround, RefusalKind
from windows.enums.forms import FormKind
from windows.models import Case
from windows.queries.clock import Terms
from windows.queries.policy import GAP_LATE, Policy
from windows.rules.applicants import is_mobile
from windows.rules.clock import Calendar
from windows.rules.intake import Paper, Problem, Told, gaps, is_second_round, refusal_kind


class IntakeRefused(DomainError):
    """An intake that does not fit. `problems` names each field with what is wrong and what to do."""

    status = 422

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.text for problem in problems))


def refuse_on(problems: Sequence[Problem]) -> None:
    """Raises: IntakeRefused when there is anything to mend."""
    if problems:
        raise IntakeRefused(problems)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the case's log."""

    action: str
    to: str
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Effect:
    """Everything an outcome writes. Shape: forms are pairs of kind and facts; `sms` the sentence to send, or ""."""

    steps: tuple[Step, ...]
    columns: dict[str, Any]
    forms: tuple[tuple[str, dict[str, Any]], ...] = ()
    sms: str = ""
    asks_for_look: bool = False


def received() -> Effect:
    """Papers are kept, nothing is decided yet. Source: SH 24 (windows may not refuse to receive)."""
    return Effect((), {}, ((FormKind.RECEIPT, {}),), _("材料已收下，将在五个工作日内受理或告知补正内容"))


def accepted(*, at: datetime, terms: Terms, deemed: bool = False) -> Effect:
    """Accepted as complete."""
    columns = {**_terms(at, terms), "gap_due_on": None, "correction_due_on": None, "deemed_accepted": deemed}
    facts = {"due_on": terms.due_on.isoformat(), **({"deemed": True} if deemed else {})}
    step = Step("accept", CaseState.ACCEPTED, facts=facts)
    law = _("依法自收件之日起视为受理，承诺 %(day)s 前办结，受理通知单可到窗口领取")
    said = (law if deemed else _("已受理，承诺 %(day)s 前办结")) % {"day": _day(terms.due_on)}
    return Effect((step,), columns, ((FormKind.ACCEPTANCE, _term_facts(terms)),), said)


def accepted_with_gap(
    *, at: datetime, terms: Terms, papers: Sequence[Paper], gap_due_on: date, policy: Policy
) -> Effect:
    """Accepted with a promise: what is missing, by when, what happens if late. Source: AY 24, ZJ 11, RQ."""
    names = [paper.name for paper in gaps(papers)]
    late = str(GAP_LATE.get(policy.gap_late, policy.gap_late))
    columns = {**_terms(at, terms), "gap_due_on": gap_due_on, "correction_due_on": None}
    facts = {"papers": names, "due_on": gap_due_on.isoformat(), "late": late}
    step = Step("accept_gap", CaseState.ACCEPTED, facts=facts)
    forms = ((FormKind.ACCEPTANCE, {**_term_facts(terms), "gap": facts}), (FormKind.PROMISE, facts))
    said = _("已容缺受理，请在 %(day)s 前补交 %(count)d 项材料") % {
        "day": _day(gap_due_on),
        "count": len(names),
    }
    return Effect((step,), columns, forms, said)


def told_once(
    *, day: date, told: Sequence[Told], rounds: int, policy: Policy, calendar: Calendar, stays: str = ""
) -> Effect:
    """One notice that names everything. A second one on the same case is marked as the breach it is.

    Shape: `rounds` told before; `stays` is the state of a case that was accepted before and keeps it.
    """
    due = add_workdays(day, policy.correction_days, calendar.exceptions)
    lines = [{"position": line.position, "name": line.name, "why": line.why} for line in told]
    facts: dict[str, Any] = {"told": lines, "due_on": due.isoformat(), "round": rounds + 1}
    if is_second_round(rounds):
        facts["breach"] = True
    columns = {"told_rounds": rounds + 1, "correction_due_on": due}
    step = Step("tell_once", stays or CaseState.CORRECTING, facts=facts)
    said = _("需补正 %(count)d 项，请在 %(day)s 前补齐，详见一次性告知书") % {
        "count": len(told),
        "day": _day(due),
    }
    return Effect((step,), columns, ((FormKind.TELL_ONCE, facts),), said)


def refused(*, at: datetime, ground: str, reason: str, office: str) -> Effect:
    """Not taken up, with the reason and, where it is another office's power, that office."""
    kind = refusal_kind(ground)
    action = "not_applicable" if kind == RefusalKind.NOT_APPLICABLE else "refuse"
    columns = {"refusal_kind": kind, "closed_at": at, "closing_reason": reason[:300]}
    facts = {"ground": ground, "ground_label": str(RefusalGround(ground).label), "office": office}
    step = Step(action, CaseState.NOT_ACCEPTED, why=reason, facts={"ground": ground, "office": office})
    forms = ((FormKind.REFUSAL, {**facts, "reason": reason}),)
    said = _("%(kind)s，理由见书面告知，可申请主管复核") % {"kind": RefusalKind(kind).label}
    return Effect((step,), columns, forms, said, asks_for_look=True)


def concluded(*, at: datetime, terms: Terms, result_number: str) -> Effect:
    """Accepted and granted in one go. Source: facts.md § 2 (0 日承诺即办件; the receipt carries the code)."""
    columns = {
        **_terms(at, terms),
        "decided_at": at,
        "concluded_as": ConcludedAs.GRANTED,
        "result_number": result_number,
        "correction_due_on": None,
    }
    steps = (
        Step("accept", CaseState.ACCEPTED, facts={"due_on": terms.due_on.isoformat()}),
        Step("grant", CaseState.DECIDED, facts={"on_spot": True}),
    )
    return Effect(steps, columns, ((FormKind.RECEIPT, {"on_spot": True}),), _("已当场办结"))


def tell_by_sms(*, at: datetime, case: Case, phone: str, action: str, sentence: str, turn: str = "") -> None:
    """Put the sentence into the outbox, once for each step of a case. No name and no number of a document in it.

    Shape: `turn` tells apart what one step says more than once, else the rounds told do. A landline reads no text
    message, and nothing is sent where nobody can be reached.
    """
    if not is_mobile(phone) or not sentence:
        return
    body = _("【%(venue)s】您办理的“%(item)s”%(said)s。办件编号 %(number)s，查询码 %(code)s。") % {
        "venue": case.venue.name,
        "item": case.version.name,
        "said": sentence,
        "number": case.number,
        "code": case.query_code,
    }
    post_message(
        contract=case.contract,
        channel=OutboxChannel.SMS,
        kind="case.told",
        to=phone,
        body=body,
        business_key=f"case:{case.pk}:{action}:{turn or case.told_rounds}",
        at=at,
        about=case,
    )


def _terms(at: datetime, terms: Terms) -> dict[str, Any]:
    return {"accepted_at": at, "due_on": terms.due_on, "statutory_due_on": terms.statutory_due_on}


def _term_facts(terms: Terms) -> dict[str, str]:
    return {"due_on": terms.due_on.isoformat(), "statutory_due_on": terms.statutory_due_on.isoformat()}


def _day(day: date) -> str:
    return str(date_format(day, _("n 月 j 日")))
