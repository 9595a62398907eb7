"""The breach register: facts and proposed damages, a person's decision, the bond, force majeure."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from contracts.enums import BondKind, BreachKind
from contracts.models import BondEntry, Breach, BreachRuling, Contract, ForceMajeure
from contracts.queries import holds
from contracts.queries.registers import bond_balance, proposed_damages
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, plain, record_event


class BreachRefused(DomainError):
    """A breach, ruling or register line that does not fit."""


@dataclass(frozen=True, slots=True)
class BreachEntry:
    """What is recorded of a breach. Shape: `people` counts vacancies; ended_on None while it goes on."""

    kind: str
    happened_on: date
    text: str
    clause: str = ""
    ended_on: date | None = None
    people: int | None = None


@transaction.atomic
def record_breach(
    *, by: Any, at: datetime, today: date, contract: Contract, entry: BreachEntry, key: str
) -> Breach:
    """Record a breach; the clause's damages are proposed with their arithmetic. Raises: BreachRefused.

    Shape: `key` is the form's own; the same form again gets the breach that the first made.
    """
    _may(by, Permission.BREACH_RECORD, contract)
    claim = claim_key(by=by, key=key, body={"breach": contract.pk, **asdict(entry)}, at=at)
    if claim.answer:
        return Breach.objects.get(pk=claim.answer["id"])
    breach = _record(by=by, at=at, today=today, contract=contract, entry=entry)
    claim.settle({"id": breach.pk})
    return breach


def _record(*, by: Any, at: datetime, today: date, contract: Contract, entry: BreachEntry) -> Breach:
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    text = clean_text(entry.text).strip()
    if entry.happened_on > today or (entry.ended_on or today) > today:
        raise BreachRefused(_("日期还没有到，请填实际发生的日期。"))
    if entry.ended_on and entry.ended_on < entry.happened_on:
        raise BreachRefused(_("结束日期早于发生日期，请核对。"))
    if not text:
        raise BreachRefused(_("请写明事实。"))
    is_vacancy = entry.kind == BreachKind.VACANCY
    if is_vacancy and not entry.people:
        raise BreachRefused(_("缺员请填人数。"))
    people = entry.people if is_vacancy else None
    damages = proposed_damages(
        locked, kind=entry.kind, since=entry.happened_on, until=entry.ended_on, people=people or 0,
        text=text, day=today,
    )  # fmt: skip
    named = clean_text(entry.clause).strip()
    clause = named if entry.kind == BreachKind.OTHER else damages.clause or named
    if not clause:
        raise BreachRefused(_("请写明违反的条款。"))
    last = Breach.objects.filter(contract=locked).aggregate(last=Max("number"))["last"] or 0
    breach = Breach.objects.create(
        contract=locked,
        number=last + 1,
        kind=entry.kind,
        happened_on=entry.happened_on,
        ended_on=entry.ended_on,
        people=people,
        text=text,
        clause=clause,
        proposed_yuan=damages.amount_yuan,
        arithmetic=[plain(asdict(step)) for step in damages.steps],
        by=by,
        at=at,
    )
    after = {"kind": breach.kind, "happened_on": breach.happened_on, "proposed_yuan": breach.proposed_yuan}
    record_event("breach.record", by=by, obj=breach, contract=locked, after=after)
    return breach


def _may(by: Any, permission: Permission, contract: Contract) -> None:
    if not holds(by, permission, contract):
        raise BreachRefused(_("这一步须由有相应身份的人员完成。"))


@transaction.atomic
def decide_breach(
    *, by: Any, at: datetime, breach: Breach, decided_yuan: Decimal, reason: str, seen: int | None = None
) -> BreachRuling:
    """Decide what a breach costs: as proposed, another amount or none, always with a reason.

    `seen` is the ruling the page showed; another one since is not overwritten unseen. Raises: BreachRefused.
    """
    locked = Breach.objects.select_for_update(of=("self",)).select_related("contract").get(pk=breach.pk)
    _may(by, Permission.BREACH_DECIDE, locked.contract)
    if locked.by_id == by.pk:
        raise BreachRefused(_("这项违约由您登记，须由另一位人员决定。"))
    reason = clean_text(reason).strip()
    if not reason:
        raise BreachRefused(_("请写明理由。"))
    if decided_yuan < 0:
        raise BreachRefused(_("金额不能小于 0。"))
    earlier = BreachRuling.objects.filter(breach=locked).order_by("-pk").first()
    stale = BreachRefused(_("这项违约刚刚已有人决定。请核对后再作决定。"))
    if (earlier.pk if earlier else None) != seen:
        raise stale
    values = {"decided_yuan": decided_yuan, "reason": reason, "replaces": earlier, "by": by, "at": at}
    try:
        with transaction.atomic():
            ruling = BreachRuling.objects.create(breach=locked, **values)
    except IntegrityError as error:
        raise stale from error
    record_event(
        "breach.decide",
        by=by,
        obj=locked,
        contract=locked.contract,
        before={
            "proposed_yuan": locked.proposed_yuan,
            "decided_yuan": earlier.decided_yuan if earlier else None,
        },
        after={"decided_yuan": decided_yuan, "reason": reason},
    )
    return ruling


@transaction.atomic
def add_bond_entry(
    *,
    by: Any,
    at: datetime,
    today: date,
    contract: Contract,
    kind: str,
    on: date,
    amount_yuan: Decimal,
    note: str,
    key: str,
) -> BondEntry:
    """Add a line to the bond's register, once for each form's `key`; no more leaves than is held.

    Raises: BreachRefused. Source: 002 § 八(五).
    """
    _may(by, Permission.BREACH_RECORD, contract)
    body = {"bond": contract.pk, "kind": kind, "on": on, "amount_yuan": amount_yuan, "note": note}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return BondEntry.objects.get(pk=claim.answer["id"])
    locked = Contract.objects.select_for_update().get(pk=contract.pk)
    note = clean_text(note).strip()
    if not note:
        raise BreachRefused(_("请写明事由。"))
    if on > today:
        raise BreachRefused(_("日期还没有到，请填实际发生的日期。"))
    held = bond_balance(BondEntry.objects.filter(contract=locked))
    if kind != BondKind.RECEIVED and amount_yuan > held:
        raise BreachRefused(_("现存保证金 %(held)s 元，不够这一笔。") % {"held": f"{held:,.2f}"})
    entry = BondEntry.objects.create(
        contract=locked, kind=kind, on=on, amount_yuan=amount_yuan, note=note, by=by, at=at
    )
    after = {"kind": kind, "on": on, "amount_yuan": amount_yuan}
    record_event("breach.bond", by=by, obj=entry, contract=locked, after=after)
    claim.settle({"id": entry.pk})
    return entry


@transaction.atomic
def add_force_majeure(
    *, by: Any, at: datetime, today: date, contract: Contract, text: str, began_on: date, key: str
) -> ForceMajeure:
    """Record an event of force majeure as it begins, once for each form's `key`. Raises: BreachRefused."""
    _may(by, Permission.BREACH_RECORD, contract)
    body = {"force": contract.pk, "text": text, "began_on": began_on}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return ForceMajeure.objects.get(pk=claim.answer["id"])
    text = clean_text(text).strip()
    if not text or began_on > today:
        raise BreachRefused(_("请写明事件，开始日期不晚于今天。"))
    row = ForceMajeure.objects.create(contract=contract, text=text, began_on=began_on, by=by, at=at)
    record_event("force_majeure.record", by=by, obj=row, contract=contract, after={"began_on": began_on})
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def fill_force_majeure(
    *, by: Any, today: date, row: ForceMajeure, ended_on: date | None = None, notified_on: date | None = None
) -> ForceMajeure:
    """Fill in when it ended and when the other side was told, each once. Raises: BreachRefused."""
    locked = ForceMajeure.objects.select_for_update(of=("self",)).select_related("contract").get(pk=row.pk)
    _may(by, Permission.BREACH_RECORD, locked.contract)
    given = {"ended_on": ended_on, "notified_on": notified_on}
    values = {name: day for name, day in given.items() if day is not None and getattr(locked, name) is None}
    if not values:
        raise BreachRefused(_("请填还没有填过的日期；已填的不能再改。"))
    if any(not locked.began_on <= day <= today for day in values.values()):
        raise BreachRefused(_("日期应在事件开始之后、今天之前。"))
    ForceMajeure.objects.filter(pk=locked.pk).update(**values)
    record_event("force_majeure.fill", by=by, obj=locked, contract=locked.contract, after=values)
    locked.refresh_from_db()
    return locked
