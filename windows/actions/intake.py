"""Registering an application at the desk: one transaction makes the case with its number, papers, log and forms.

Source: 002 § 四(一)(1); 001 § 1.6.1; 行政许可法 第三十二条; security.md D3 (sealed columns), F6 (gapless numbers).
"""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.queries import holds
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index
from hall_ops.lib.statements import Statement, insertion
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, number_row, record_event
from windows.actions.intake_entry import IntakeEntry, PaperIn, asked, entry_problems, told_of
from windows.actions.intake_forms import first_forms
from windows.actions.intake_outcomes import (
    Effect,
    IntakeRefused,
    accepted,
    accepted_with_gap,
    concluded,
    received,
    refuse_on,
    refused,
    tell_by_sms,
    told_once,
)
from windows.actions.intake_rows import log_lines, new_case, paper_rows
from windows.actions.refusal_matters import follow_refusal
from windows.enums import Outcome
from windows.models import Case, CaseMaterial, ItemVersion, WindowSession
from windows.queries.clock import calendar_around, terms_from
from windows.queries.desk import case_uid
from windows.queries.policy import Policy, is_after_closing, policy_of
from windows.rules.applicants import kept
from windows.rules.clock import Calendar
from windows.rules.intake import Paper, Problem
from windows.rules.numbers import case_number, case_scope

DROP_DRAFT = "DELETE FROM windows_intakedraft WHERE user_id = %s AND contract_id = %s AND key = %s"

__all__ = ["IntakeEntry", "IntakeRefused", "PaperIn", "register_case"]


@transaction.atomic
def register_case(
    *, by: Any, at: datetime, contract: Contract, session: WindowSession, entry: IntakeEntry, key: str
) -> Case:
    """Register an application with its outcome. Raises: IntakeRefused; KeyReused for the same key with other content.

    Shape: `key` is the form's own; the same form again gets the case that the first made. The session carries window,
    zone and venue. The number is taken late, because its series stays locked until the end.
    """
    day, uid = timezone.localdate(at), case_uid(by, key)
    _may(by, contract, session, at)
    claim = claim_key(by=by, key=key, body=_fingerprint(contract, entry), at=at)
    if claim.answer is not None:
        return Case.objects.select_related("version", "venue", "contract").get(uid=uid)
    script, papers = asked(contract, entry, day)
    calendar, policy = calendar_around(day), policy_of(contract)
    refuse_on(entry_problems(entry, script, papers, day=day, calendar=calendar, policy=policy))
    applicant = kept(entry.applicant, day)
    effect = _effect(entry, script.version, papers, at=at, day=day, calendar=calendar, policy=policy)
    case = new_case(
        by=by, at=at, day=day, uid=uid, contract=contract, session=session, script=script, entry=entry,
        applicant=applicant, effect=effect,
    )  # fmt: skip
    rows = paper_rows(case, papers, entry.papers, at)
    _write(by=by, at=at, case=case, rows=rows, effect=effect, calendar=calendar, key=key)
    if entry.sms:
        tell_by_sms(at=at, case=case, phone=applicant.phone, action="register", sentence=effect.sms)
    return case


def _may(by: Any, contract: Contract, session: WindowSession, at: datetime) -> None:
    if not holds(by, Permission.CASE_REGISTER, contract):
        raise IntakeRefused([Problem("", _("这一步须由有相应身份的人员完成。"))])
    mine = session.clerk_id == by.pk and session.contract_id == contract.pk and session.ended_at is None
    if not mine or timezone.localdate(session.started_at) != timezone.localdate(at):
        text = _("您今天还没有在窗口上岗。请先选择窗口上岗，已填的内容会保留。")
        raise IntakeRefused([Problem("session", text)])
    since = session.nobody_since
    if since is not None:
        text = _("您 %(time)s 起离岗，窗口正在暂停服务。按 F7 回岗后再登记，已填的内容会保留。")
        raise IntakeRefused([Problem("away", text % {"time": f"{timezone.localtime(since):%H:%M}"})])


def _fingerprint(contract: Contract, entry: IntakeEntry) -> dict[str, str]:
    """The body of the request as a keyed digest: personal data leave no plain hash behind."""
    text = json.dumps(asdict(entry), sort_keys=True, default=str, ensure_ascii=False)
    return {"register": str(contract.pk), "digest": blind_index(text, field="windows.intake").hex()}


def _effect(
    entry: IntakeEntry,
    version: ItemVersion,
    papers: list[Paper],
    *,
    at: datetime,
    day: date,
    calendar: Calendar,
    policy: Policy,
) -> Effect:
    """What the chosen outcome does."""
    closed = is_after_closing(policy, timezone.localtime(at).time())
    terms = terms_from(day, version, after_closing=closed, calendar=calendar)
    if entry.outcome == Outcome.ACCEPT:
        return accepted(at=at, terms=terms)
    if entry.outcome == Outcome.ACCEPT_GAP:
        assert entry.gap_due_on is not None, "the rules have asked for it"
        return accepted_with_gap(
            at=at, terms=terms, papers=papers, gap_due_on=entry.gap_due_on, policy=policy
        )
    if entry.outcome == Outcome.TELL_ONCE:
        return told_once(day=day, told=told_of(papers, entry), rounds=0, policy=policy, calendar=calendar)
    if entry.outcome == Outcome.REFUSE:
        reason, office = clean_text(entry.refusal_reason).strip(), clean_text(entry.refusal_office).strip()
        return refused(at=at, ground=entry.refusal_ground, reason=reason, office=office)
    if entry.outcome == Outcome.ON_SPOT:
        return concluded(at=at, terms=terms, result_number=clean_text(entry.result_number).strip())
    return received()


def _write(
    *,
    by: Any,
    at: datetime,
    case: Case,
    rows: list[CaseMaterial],
    effect: Effect,
    calendar: Calendar,
    key: str,
) -> None:
    """Number and rows; from the number on, which locks its series, in as few round trips as it takes.

    Raises: IntakeRefused.
    """
    case.serial = number_row(case_scope(case.venue_id, case.day), case)
    case.number = case_number(case.venue.code, case.day, case.serial)
    try:
        writes = _case_first(case)
        forms = first_forms(by=by, at=at, case=case, papers=rows, forms=effect.forms, calendar=calendar)
        for made in (rows, log_lines(by, at, case, effect), forms):
            for row in made:
                row.case_id = case.pk
            writes += [insertion(made)] if made else []
        writes.append((DROP_DRAFT, (by.pk, case.contract_id, key)))
        after = {
            "number": case.number,
            "item": case.version.name,
            "state": case.state,
            "steps": [step.action for step in effect.steps],
            "forms": [form.number for form in forms],
        }
        record_event("case.register", by=by, obj=case, contract=case.contract, after=after, writes=writes)
    except IntegrityError as error:
        if "platform_number" not in str(error) or not case.platform_number:
            raise
        text = _("一体化平台编号 %(number)s 已登记在另一个办件上。请核对编号。")
        problem = Problem("platform_number", text % {"number": case.platform_number})
        raise IntakeRefused([problem]) from error
    if effect.asks_for_look:
        follow_refusal(by=by, at=at, case=case)


def _case_first(case: Case) -> list[Statement]:
    """The case's own statement, where its key is known ahead; elsewhere it is written now, and has its key."""
    if not case.pk:
        case.save(force_insert=True)
        return []
    case._state.adding = False
    return [insertion([case])]
