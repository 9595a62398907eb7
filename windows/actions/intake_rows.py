"""The rows of a case just registered: the case with its sealed columns, its papers, its log."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from contracts.models import Contract
from hall_ops.lib.codes import new_code
from hall_ops.lib.masks import tail_of
from hall_ops.lib.sealing import blind_index, label_of, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from windows.actions.intake_entry import IntakeEntry, PaperIn
from windows.actions.intake_outcomes import Effect
from windows.actions.moves import of_ledger
from windows.enums import CaseState, Delivery, Necessity, ResultKind, Taken
from windows.models import Case, CaseEvent, CaseMaterial, WindowSession
from windows.queries.desk import Script
from windows.rules.applicants import Applicant
from windows.rules.intake import IN, Paper


def new_case(
    *,
    by: Any,
    at: datetime,
    day: date,
    uid: uuid.UUID,
    contract: Contract,
    session: WindowSession,
    script: Script,
    entry: IntakeEntry,
    applicant: Applicant,
    effect: Effect,
) -> Case:
    """The case, still without its number."""
    version, window = script.version, session.window
    delivery = Delivery.NONE if version.result_kind == ResultKind.NONE else entry.delivery
    return Case(
        uid=uid, contract=contract, venue=window.venue, day=day, query_code=new_code(),
        platform_number=_clean(entry.platform_number), item=version.item, version=version, kind=version.kind,
        department=version.item.department, situation=script.situation[:200],
        answers={str(question): option.pk for question, option in script.answers.items()},
        zone=window.zone, window=window, session=session, clerk=by, priority=entry.priority,
        channel=entry.channel, cross_region=entry.cross_region, queue_ticket=_clean(entry.queue_ticket),
        project_name=_clean(entry.project_name), note=_clean(entry.note), delivery=delivery,
        state=effect.steps[-1].to if effect.steps else CaseState.REGISTERED, registered_at=at,
        **applicant_columns(applicant, uid), **effect.columns,
    )  # fmt: skip


def applicant_columns(applicant: Applicant, uid: uuid.UUID) -> dict[str, Any]:
    """Who applies, as the case keeps it: names in the open, numbers sealed and indexed."""
    id_sealed, id_index = sealed_pair(applicant.id_number, label=label_of(Case, "id"), uid=uid)
    phone_sealed, phone_index = sealed_pair(applicant.phone, label=label_of(Case, "phone"), uid=uid)
    tail = tail_of(applicant.phone)
    return {
        "applicant_kind": applicant.kind,
        "applicant_name": _clean(applicant.name),
        "id_kind": applicant.id_kind,
        "id_sealed": id_sealed,
        "id_index": id_index,
        "phone_sealed": phone_sealed,
        "phone_index": phone_index,
        "phone_tail_index": blind_index(tail, field=label_of(Case, "phone_tail")) if tail else None,
        "address_sealed": sealed_pair(applicant.address, label=label_of(Case, "address"), uid=uid)[0],
        "contact_name": _clean(applicant.contact_name),
        "agent_name": _clean(applicant.agent_name),
        "agent_id_sealed": sealed_pair(applicant.agent_id, label=label_of(Case, "agent_id"), uid=uid)[0],
    }


def paper_rows(
    case: Case, papers: Sequence[Paper], came: Sequence[PaperIn], at: datetime
) -> list[CaseMaterial]:
    """One row a paper; what is missing under a promise is written down as deferred."""
    said = {paper.position: paper for paper in came}
    rows = []
    for paper in papers:
        mine = said.get(paper.position)
        rows.append(
            CaseMaterial(
                case=case, position=paper.position, name=paper.name, form=paper.form, copies=paper.copies,
                necessity=paper.necessity, taken=taken_as(paper, gap=case.gap_due_on is not None),
                received=paper.received, received_at=at if paper.taken in IN else None,
                note=_clean((mine.fault or mine.note) if mine else ""),
            )
        )  # fmt: skip
    return rows


def taken_as(paper: Paper, *, gap: bool) -> str:
    """How a paper is written down: a gap accepted makes the missing ones deferred."""
    if gap and paper.necessity == Necessity.DEFERRABLE and not paper.is_in:
        return Taken.DEFERRED
    return paper.taken


def log_lines(by: Any, at: datetime, case: Case, effect: Effect) -> list[CaseEvent]:
    """Receipt, then each step of the outcome, so that the log names every national state it passed."""
    facts = {"window": case.window.number if case.window else ""}
    same = {"case": case, "contract": case.contract, "at": at, "by": by}
    lines = [CaseEvent(**same, action="register", to_state=CaseState.REGISTERED, facts=facts)]
    before: str = CaseState.REGISTERED
    for step in effect.steps:
        lines.append(
            CaseEvent(
                **same, **of_ledger(case, step.action), action=step.action, from_state=before, to_state=step.to,
                why=step.why[:300], facts=step.facts,
            )
        )  # fmt: skip
        before = step.to
    return lines


def _clean(text: str) -> str:
    return clean_text(text).strip()
