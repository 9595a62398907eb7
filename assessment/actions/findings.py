"""Findings: look again, take one into the card, set one aside, take it up again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from assessment.actions.cards import open_card
from assessment.actions.entries import EntryData, add_entry
from assessment.detectors import DETECTORS, Detector
from assessment.enums import EntrySource, FindingState
from assessment.models import Finding
from assessment.queries.findings import fact_of
from assessment.queries.scores import spec_of
from assessment.rules.findings import Fact, Known, Plan, may_become, reconcile
from contracts.models import Contract
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.months import next_month
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event


class FindingDecided(Stale):
    """Somebody else decided the finding meanwhile."""


class FindingRefused(DomainError):
    """A decision on a finding that lacks something."""

    status = 422


@transaction.atomic
def look_again(*, at: datetime, contract: Contract, month: date, by: Any = None) -> int:
    """Ask every detector about a month and write down what is new; the same answer again changes nothing.

    Shape: how many findings were added, refreshed, withdrawn or marked. `by` is None for the nightly run.
    """
    Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    return sum(_ask(detector, by, at, contract, month) for detector in DETECTORS)


def _ask(detector: Detector, by: Any, at: datetime, contract: Contract, month: date) -> int:
    rows = {
        row.key: row for row in Finding.objects.filter(contract=contract, detector=detector.name, month=month)
    }
    known = {key: Known(row.state, fact_of(row)) for key, row in rows.items()}
    facts = [
        fact for fact in detector.detect(contract, month) if month <= fact.occurred_on < next_month(month)
    ]
    reasons = detector.corrected(contract, rows.keys()) if rows else {}
    plan = reconcile(known, facts, reasons)
    _add(plan.add, detector, at, contract, month)
    for fact in plan.refresh:
        Finding.objects.filter(pk=rows[fact.key].pk).update(**_columns(fact))
    for key, reason in plan.withdraw.items():
        Finding.objects.filter(pk=rows[key].pk).update(
            state=FindingState.WITHDRAWN, corrected=reason[:200], decided_at=at
        )
    vanished = _("来源中已没有这一事实，也没有更正理由")
    Finding.objects.filter(pk__in=[rows[key].pk for key in plan.vanished]).update(late=vanished)
    marked = _mark_corrected(rows, reasons)
    changes = len(plan.add) + len(plan.refresh) + len(plan.withdraw) + len(plan.vanished) + marked
    if changes:
        _tell(detector, by, contract, month, plan)
    return changes


def _columns(fact: Fact) -> dict[str, Any]:
    return {
        "occurred_on": fact.occurred_on,
        "subject": fact.subject[:80],
        "note": fact.note[:300],
        "count": fact.count,
        "sources": [asdict(source) | {"args": list(source.args)} for source in fact.sources],
        "late": fact.late[:200],
    }


def _add(facts: Iterable[Fact], detector: Detector, at: datetime, contract: Contract, month: date) -> None:
    Finding.objects.bulk_create(
        [
            Finding(
                contract=contract, month=month, detector=detector.name, key=fact.key,
                criterion=fact.criterion, found_at=at, **_columns(fact),
            )
            for fact in facts
        ],
        batch_size=500,
    )  # fmt: skip


def _mark_corrected(rows: Mapping[str, Finding], reasons: Mapping[str, str]) -> int:
    """A finding already taken into the card whose source turned out wrong: the assessor is told, the card is theirs."""
    told = 0
    for key, reason in reasons.items():
        row = rows[key]
        if row.state == FindingState.ACCEPTED and not row.corrected:
            told += Finding.objects.filter(pk=row.pk).update(corrected=reason[:200])
    return told


def _tell(detector: Detector, by: Any, contract: Contract, month: date, plan: Plan) -> None:
    after = {
        "detector": detector.name, "month": month, "added": len(plan.add), "refreshed": len(plan.refresh),
        "withdrawn": sorted(plan.withdraw), "vanished": sorted(plan.vanished),
    }  # fmt: skip
    record_event("finding.look", by=by, contract=contract, after=after)


@transaction.atomic
def accept_finding(*, by: Any, at: datetime, finding: Finding, key: str, count: int | None = None) -> Finding:
    """Take a finding into the month's card as an entry that names its sources.

    Raises: FindingDecided, CardSigned, CardRefused, EntryInvalid, KeyReused.
    """
    claim = claim_key(by=by, key=key, body={"finding": finding.pk, "accept": True, "count": count}, at=at)
    if claim.answer:
        return Finding.objects.select_related("entry", "contract").get(pk=finding.pk)
    locked = _lock(finding, FindingState.ACCEPTED)
    card = open_card(by=by, at=at, contract=locked.contract, month=locked.month)
    if not spec_of(card).has(locked.criterion):
        raise FindingRefused(_("本月计分规则里没有 %(code)s 这一条。") % {"code": locked.criterion})
    entry = add_entry(
        by=by, at=at, card=card, data=_entry_data(locked, count), key=f"f{key}"[:64], source=EntrySource.FOUND
    )
    _decide(locked, FindingState.ACCEPTED, by, at, reason="", entry=entry)
    claim.settle({"entry": entry.pk})
    return locked


def _entry_data(finding: Finding, count: int | None) -> EntryData:
    late = _("（%(late)s）") % {"late": finding.late} if finding.late else ""
    return EntryData(
        criterion=finding.criterion,
        count=count or finding.count,
        occurred_on=finding.occurred_on,
        subject=finding.subject,
        note=f"{finding.note}{late}"[:500],
    )


@transaction.atomic
def set_aside(*, by: Any, at: datetime, finding: Finding, reason: str) -> Finding:
    """Leave a finding out of the card, with the reason. Raises: FindingDecided, FindingRefused."""
    reason = clean_text(reason).strip()
    if not reason:
        raise FindingRefused(_("请写明不计入的理由。"))
    locked = _lock(finding, FindingState.SET_ASIDE)
    _decide(locked, FindingState.SET_ASIDE, by, at, reason=reason[:200])
    return locked


@transaction.atomic
def take_up_again(*, by: Any, at: datetime, finding: Finding) -> Finding:
    """Put a finding that was set aside back among those that wait. Raises: FindingDecided."""
    locked = _lock(finding, FindingState.PROPOSED)
    _decide(locked, FindingState.PROPOSED, by, at, reason=locked.reason)
    return locked


@transaction.atomic
def decide_together(*, by: Any, at: datetime, findings: Sequence[Finding], reason: str = "") -> None:
    """Take all of these into the card or, with a reason, set all aside: each as if alone, all of them or none.

    Shape: a finding's key is the one its own line sends, so that a line pressed meanwhile makes one entry.
    Raises: as accept_finding and set_aside.
    """
    for finding in findings:
        if reason:
            set_aside(by=by, at=at, finding=finding, reason=reason)
        else:
            accept_finding(by=by, at=at, finding=finding, key=finding.accept_key)


def _lock(finding: Finding, target: str) -> Finding:
    locked = Finding.objects.select_for_update(of=("self",)).select_related("contract").get(pk=finding.pk)
    if not may_become(locked.state, target):
        raise FindingDecided(
            _("这条线索已是“%(state)s”，请刷新后查看。") % {"state": locked.get_state_display()}
        )
    return locked


def _decide(finding: Finding, state: str, by: Any, at: datetime, *, reason: str, entry: Any = None) -> None:
    before = finding.state
    columns = {"state": state, "decided_by": by, "decided_at": at, "reason": reason, "entry": entry}
    Finding.objects.filter(pk=finding.pk).update(**columns)
    for name, value in columns.items():
        setattr(finding, name, value)
    record_event(
        "finding.decide", by=by, obj=finding, contract=finding.contract,
        before={"state": before}, after={"state": state, "reason": reason, "entry": entry and entry.pk},
    )  # fmt: skip


def months_to_look_at(contract: Contract, at: datetime) -> list[date]:
    """This month and the last one; older months are looked at when somebody asks."""
    this = localdate(at).replace(day=1)
    last = (this - timedelta(days=1)).replace(day=1)
    return [
        month
        for month in (last, this)
        if contract.starts_on <= next_month(month) and month <= contract.ends_on
    ]
