"""Findings as the assessor's screens show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count
from django.urls import NoReverseMatch, reverse

from assessment import rules
from assessment.enums import FindingState
from assessment.models import Finding
from assessment.queries.scores import rubric_for, rubric_spec
from assessment.rules.findings import Fact, Source
from assessment.rules.phrases import rule_phrase
from contracts.models import Contract

MOST = 300


def fact_of(row: Finding) -> Fact:
    """A finding as the fact it tells."""
    sources = tuple(Source(source["text"], source["name"], tuple(source["args"])) for source in row.sources)
    return Fact(row.key, row.criterion, row.occurred_on, row.subject, row.note, row.count, sources, row.late)


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding on the screen. Shape: links are (text, url); url "" where the reader has no such screen."""

    finding: Finding
    links: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """The findings of one criterion."""

    code: str
    name: str
    rule: str
    rows: Sequence[FindingRow]
    waiting: int


def finding_groups(findings: Any, contract: Contract, month: date) -> list[FindingGroup]:
    """A month's findings by criterion in the rubric's order, waiting ones first, at most 300. Two queries."""
    rows = list(
        findings.filter(contract=contract, month=month)
        .select_related("decided_by", "entry")
        .order_by("criterion", "-state", "occurred_on", "pk")[:MOST]
    )
    rubric = rubric_for(contract, month)
    spec = rubric_spec(rubric) if rubric else None
    by_code: dict[str, list[Finding]] = {}
    for row in rows:
        by_code.setdefault(row.criterion, []).append(row)
    order = {each.code: place for place, each in enumerate(spec.criteria)} if spec else {}
    return [
        _group(code, by_code[code], spec, contract)
        for code in sorted(by_code, key=lambda code: (order.get(code, len(order)), code))
    ]


def _group(code: str, rows: Sequence[Finding], spec: rules.Rubric | None, contract: Contract) -> FindingGroup:
    known = spec.criterion(code) if spec and spec.has(code) else None
    waiting = sum(row.state == FindingState.PROPOSED for row in rows)
    rows = sorted(rows, key=lambda row: (row.state != FindingState.PROPOSED, row.occurred_on, row.pk))
    return FindingGroup(
        code=code,
        name=known.name if known else "",
        rule=rule_phrase(known) if known else "",
        rows=[finding_row(row, contract) for row in rows],
        waiting=waiting,
    )


def finding_row(row: Finding, contract: Contract) -> FindingRow:
    return FindingRow(row, [(source["text"], _address(source, contract)) for source in row.sources])


def _address(source: dict[str, Any], contract: Contract) -> str:
    try:
        return reverse(source["name"], args=[contract.slug, *source["args"]])
    except NoReverseMatch:
        return ""


def waiting_by_month(findings: Any, contract: Contract) -> list[tuple[date, int]]:
    """Months with findings that wait, newest first."""
    waiting = findings.filter(contract=contract, state=FindingState.PROPOSED).order_by()
    return list(waiting.values_list("month").annotate(n=Count("pk")).order_by("-month"))


def waiting_counts(contract: Contract, month: date) -> dict[str, int]:
    """How many findings of each criterion wait in a month; the card shows them beside its lines. One query."""
    rows = Finding.objects.filter(contract=contract, month=month, state=FindingState.PROPOSED).order_by()
    return dict(rows.values_list("criterion").annotate(n=Count("pk")))
