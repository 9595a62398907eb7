"""What the desk sends, laid beside what the catalogue asks for, and everything that is wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.text_hygiene import TextRefused, clean_text
from windows.actions.intake_outcomes import IntakeRefused
from windows.enums import CaseChannel, CrossRegion, Delivery, ItemKind, Outcome, Priority, Taken
from windows.models import Case
from windows.queries.desk import Script, script_for, version_for
from windows.queries.policy import Policy
from windows.rules.applicants import Applicant, applicant_problems
from windows.rules.clock import Calendar
from windows.rules.intake import (
    Paper,
    Problem,
    Promise,
    Told,
    accept_problems,
    gap_problems,
    last_gap_day,
    on_spot_problems,
    paper_problems,
    refusal_problems,
    tell_problems,
)

CHOICES = ("priority", "channel", "cross_region", "delivery")
TEXTS = ("queue_ticket", "platform_number", "project_name", "note", "result_number")
APPLICANT_TEXTS = {"name": "applicant_name", "contact_name": "contact_name", "agent_name": "agent_name"}
LONGEST_ADDRESS, LONGEST_REASON = 200, 300


@dataclass(frozen=True, slots=True)
class PaperIn:
    """How one material came in. Shape: `fault` says what is wrong with it, for the notice. Units: received pieces."""

    position: int
    taken: str = Taken.MISSING
    received: int = 0
    note: str = ""
    fault: str = ""


@dataclass(frozen=True, slots=True)
class IntakeEntry:
    """What the desk sends. Shape: `version` and `options` are keys of the catalogue; `other_fault` is no paper's."""

    outcome: str
    version: int
    applicant: Applicant
    options: tuple[int, ...] = ()
    papers: tuple[PaperIn, ...] = ()
    priority: str = Priority.NONE
    channel: str = CaseChannel.COUNTER
    cross_region: str = CrossRegion.NONE
    queue_ticket: str = ""
    platform_number: str = ""
    project_name: str = ""
    note: str = ""
    delivery: str = Delivery.COUNTER
    sms: bool = False
    gap_due_on: date | None = None
    promise_signed: bool = False
    other_fault: str = ""
    refusal_ground: str = ""
    refusal_reason: str = ""
    refusal_office: str = ""
    result_number: str = ""


def asked(contract: Contract, entry: IntakeEntry, day: date) -> tuple[Script, list[Paper]]:
    """What the item asks for under these answers, and how it came. Raises: IntakeRefused. Five queries."""
    version = version_for(contract, entry.version, day)
    if version is None:
        text = _("这个事项已停办，或有了新的版本。请重新选择事项，材料清单会随之更新。")
        raise IntakeRefused([Problem("item", text)])
    script = script_for(version, entry.options)
    came = {paper.position: paper for paper in entry.papers}
    papers = []
    for row in script.materials:
        paper = came.get(row.position, PaperIn(row.position))
        papers.append(
            Paper(
                position=row.position, name=row.name, necessity=row.necessity, taken=paper.taken,
                received=paper.received, copies=row.copies, licence=row.licence, form=row.form,
            )
        )  # fmt: skip
    return script, papers


def entry_problems(
    entry: IntakeEntry, script: Script, papers: list[Paper], *, day: date, calendar: Calendar, policy: Policy
) -> list[Problem]:
    """Everything that is wrong, from the top of the form to its end."""
    found = [
        Problem(f"answer-{question.pk}", _("没有选情形“%(question)s”。请选一项。") % {"question": question})
        for question in script.unanswered
        if entry.outcome != Outcome.REFUSE
    ]
    found += applicant_problems(entry.applicant, delivery=entry.delivery, sms=entry.sms, today=day)
    found += _text_problems(entry)
    if entry.outcome == Outcome.ACCEPT_GAP:
        return found + _gap_problems(entry, script, papers, day=day, calendar=calendar, policy=policy)
    if entry.outcome == Outcome.TELL_ONCE:
        return found + paper_problems(papers) + tell_problems(papers, told_of(papers, entry))
    if entry.outcome == Outcome.REFUSE:
        return found + refusal_problems(entry.refusal_ground, entry.refusal_reason, entry.refusal_office)
    if entry.outcome == Outcome.ON_SPOT:
        return found + on_spot_problems(papers, kind=script.version.kind)
    if entry.outcome == Outcome.ACCEPT:
        if script.version.kind == ItemKind.ON_SPOT:
            found.append(Problem("outcome", _("这是即办件。请用“当场办结”。")))
        return found + accept_problems(papers)
    return found + paper_problems(papers)


def _gap_problems(
    entry: IntakeEntry, script: Script, papers: list[Paper], *, day: date, calendar: Calendar, policy: Policy
) -> list[Problem]:
    version, promise = script.version, Promise(entry.gap_due_on, entry.promise_signed)
    last = last_gap_day(
        day, promised_days=version.promised_days, limit_days=policy.gap_days, exceptions=calendar.exceptions
    )  # fmt: skip
    return gap_problems(papers, promise, kind=version.kind, day=day, last_day=last)


def told_of(papers: Sequence[Paper], entry: IntakeEntry) -> list[Told]:
    """The lines of the notice: every paper missing, every paper with a fault, and what is wrong besides."""
    faults = {paper.position: paper.fault.strip() for paper in entry.papers}
    lines = [
        Told(paper.position, paper.name, faults.get(paper.position, ""))
        for paper in papers
        if (paper.is_needed and not paper.is_in) or faults.get(paper.position)
    ]
    other = entry.other_fault.strip()
    return [*lines, Told(0, _("其他"), other)] if other else lines


def _text_problems(entry: IntakeEntry) -> Iterator[Problem]:
    """Choices nobody offers, texts that are too long or hold marks that may not be stored."""
    for name in CHOICES:
        choices = dict(_column(name).choices or ())
        if getattr(entry, name) not in choices and getattr(entry, name) != "":
            text = _("“%(value)s”不是可选的值。请从列表里选。")
            yield Problem(name, text % {"value": str(getattr(entry, name))[:30]})
    for field, value, most in _texts(entry):
        if len(value) > most:
            text = _("最多 %(most)d 个字，现在是 %(now)d 个。请写简短些。")
            yield Problem(field, text % {"most": most, "now": len(value)})
        try:
            clean_text(value)
        except TextRefused as refused:
            yield Problem(field, _("%(why)s。请删去后重新输入。") % {"why": refused})


def _column(name: str) -> Any:
    return Case._meta.get_field(name)


def _texts(entry: IntakeEntry) -> Iterator[tuple[str, str, int]]:
    """Shape: (field, value, most letters)."""
    for name in TEXTS:
        yield name, getattr(entry, name), _column(name).max_length or 0
    for name, field in APPLICANT_TEXTS.items():
        yield field, getattr(entry.applicant, name), _column(field).max_length or 0
    yield "address", entry.applicant.address, LONGEST_ADDRESS
    yield "refusal_reason", entry.refusal_reason, LONGEST_REASON
    yield "refusal_office", entry.refusal_office, LONGEST_REASON
    yield "other_fault", entry.other_fault, LONGEST_REASON
    for paper in entry.papers:
        yield f"paper-{paper.position}", paper.fault or paper.note, 200
