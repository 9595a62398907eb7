"""The staff list of a hand-over as the files say it: who, doing what, on which contract, with which pay and papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext as _

from contracts.models import Contract
from staffing.models import (
    Badge,
    Certificate,
    Engagement,
    HandOverPack,
    LabourContract,
    Person,
    SecrecyAgreement,
    UniformIssue,
    WageLine,
)
from staffing.queries.certificates import demands_of
from staffing.queries.people import engaged_on
from staffing.queries.staff_files import valid_on
from staffing.queries.wages import counting_months
from staffing.rules.takeover import Pay, PayPart, compare, lacking

DUTIES_MOST = 200
PIECES = ("summer", "winter", "waistcoat", "jacket")


@dataclass(frozen=True, slots=True)
class _Papers:
    """What the files hold of one person on the day. Shape: `whole` whether the wage line is of a whole month's work."""

    labour: LabourContract | None
    secrecy: SecrecyAgreement | None
    badge: Badge | None
    certificates: list[Certificate]
    uniforms: list[UniformIssue]
    pay: WageLine | None
    whole: bool


def pack_rows(contract: Contract, day: date) -> list[dict[str, Any]]:
    """Everybody engaged on a day, as a pack keeps them. Eight queries, however many people.

    Shape: JSON values; the person by number only, so that erasing a file reaches the name in old packs as well.
    """
    held = list(engaged_on(contract, day))
    people = [each.person_id for each in held]
    labour = _last(LabourContract.objects.filter(starts_on__lte=day), people, "-starts_on")
    secrecy = _last(SecrecyAgreement.objects.filter(signed_on__lte=day), people, "-signed_on")
    badges = _last(
        Badge.objects.filter(issued_on__lte=day, lost_on=None, returned_on=None), people, "-issued_on"
    )
    certificates = _all(Certificate.objects.filter(issued_on__lte=day), people, "level")
    uniforms = _all(UniformIssue.objects.filter(issued_on__lte=day, returned_on=None), people, "pk")
    pay = _pay(contract, people, day)
    asked = bool(demands_of(contract))
    return [
        _pack_row(
            each, day, asked,
            _Papers(
                labour.get(each.person_id), secrecy.get(each.person_id), badges.get(each.person_id),
                certificates.get(each.person_id, []), uniforms.get(each.person_id, []),
                *pay.get(each.person_id, (None, False)),
            ),
        )
        for each in held
    ]  # fmt: skip


def _all(rows: Any, people: list[int], order: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows.filter(person__in=people, voided_at=None).order_by(order, "pk"):
        found.setdefault(row.person_id, []).append(row)
    return found


def _last(rows: Any, people: list[int], order: str) -> dict[int, Any]:
    return {person: found[0] for person, found in _all(rows, people, order).items()}


def _pay(contract: Contract, people: list[int], day: date) -> dict[int, tuple[WageLine, bool]]:
    """The line pay is compared by: the newest of a month somebody was here from its first day, else the newest at all.

    Shape: with it whether it is such a month; pay of half a month would look like less.
    """
    lists = [each.pk for each in counting_months(contract).filter(month__lte=day)]
    began = Engagement.objects.filter(person__in=people, voided_at=None).order_by()
    first = dict(began.values_list("person").annotate(first=Min("starts_on")))
    lines = WageLine.objects.filter(wage_month__in=lists, person__in=people).select_related("wage_month")
    found: dict[int, tuple[WageLine, bool]] = {}
    for line in lines.order_by("wage_month__month"):
        whole = first[line.person_id] <= line.wage_month.month
        if whole or not found.get(line.person_id, (None, False))[1]:
            found[line.person_id] = (line, whole)
    return found


def _pack_row(held: Engagement, day: date, asked: bool, papers: _Papers) -> dict[str, Any]:
    person, labour, secrecy, pay = held.person, papers.labour, papers.secrecy, papers.pay
    valid = [each for each in papers.certificates if valid_on(each, day)]
    over = [each for each in papers.certificates if each not in valid]
    pieces = {name: sum(getattr(each, name) for each in papers.uniforms) for name in PIECES}
    duties = held.post.duties[:DUTIES_MOST] or held.post.summary[:DUTIES_MOST]
    in_force = bool(labour and (labour.ends_on is None or labour.ends_on >= day))
    parts = compare(former_pay(person), present_pay(pay))
    return {
        "person": person.pk, "number": person.number, "post": held.post.name, "leader": held.leader,
        "duties": duties, "since": held.starts_on.isoformat(), "incumbent": person.incumbent,
        "labour_kind": labour.kind if labour else "", "labour_from": _text(labour.starts_on if labour else None),
        "labour_until": _text(labour.ends_on if labour else None), "labour_over": bool(labour) and not in_force,
        "certificates": [_certificate(each) for each in valid],
        "certificates_over": [_certificate(each) for each in over],
        "secrecy": _text(secrecy.signed_on if secrecy else None), "badge": papers.badge.number if papers.badge else "",
        "uniforms": {name: count for name, count in pieces.items() if count},
        "missing": list(
            lacking(duties=duties, labour=in_force, secrecy=bool(secrecy), certificate=bool(valid) if asked else None)
        ),
        "former_pay": _text(person.former_pay_yuan), "pay": _text(pay.gross_yuan if pay else None),
        "pay_month": f"{pay.wage_month.month:%Y-%m}" if pay else "", "pay_whole": papers.whole,
        "compared": [_part(each) for each in parts], "pay_falls": any(each.falls for each in parts),
    }  # fmt: skip


def former_pay(person: Person) -> dict[Pay, Decimal | None]:
    """What somebody earned a month with the supplier before, as far as it was recorded."""
    return {
        Pay.GROSS: person.former_pay_yuan, Pay.BASIC: person.former_basic_yuan,
        Pay.ALLOWANCE: person.former_allowance_yuan,
    }  # fmt: skip


def present_pay(line: WageLine | None) -> dict[Pay, Decimal | None]:
    if line is None:
        return {}
    return {Pay.GROSS: line.gross_yuan, Pay.BASIC: line.basic_yuan, Pay.ALLOWANCE: line.allowance_yuan}


def _part(each: PayPart) -> dict[str, Any]:
    return {
        "part": str(each.part), "former": _text(each.former), "now": _text(each.now),
        "difference": _text(each.difference), "falls": each.falls,
    }  # fmt: skip


def _certificate(each: Certificate) -> str:
    return f"{each.name} {each.level} {each.number}"


def _text(value: date | Decimal | None) -> str:
    return "" if value is None else str(value)


def named_rows(pack: HandOverPack) -> list[dict[str, Any]]:
    """A pack's rows with the names the files bear now. One query."""
    people = Person.objects.in_bulk([row["person"] for row in pack.rows])
    return [{**row, "name": _name(people.get(row["person"]))} for row in pack.rows]


def _name(person: Person | None) -> str:
    if person is None or person.erased_at is not None or not person.name:
        return _("（已清除）")
    return person.name


@dataclass(frozen=True, slots=True)
class PackSums:
    """What a reader of a pack asks first. Units: persons.

    Shape: `incomplete` lack something of the list, `pay_unknown` were taken over and have no pay to compare.
    """

    people: int
    no_labour: int
    no_secrecy: int
    incomplete: int
    pay_falls: int
    pay_unknown: int
    to_return: int


def pack_sums(rows: Iterable[dict[str, Any]]) -> PackSums:
    found = list(rows)
    return PackSums(
        len(found), sum(not row["labour_from"] or row["labour_over"] for row in found),
        sum(not row["secrecy"] for row in found), sum(bool(row.get("missing")) for row in found),
        sum(row["pay_falls"] for row in found), sum(pay_unknown(row) for row in found),
        sum(bool(row["badge"] or row["uniforms"]) for row in found),
    )  # fmt: skip


def pay_unknown(row: dict[str, Any]) -> bool:
    """Whether somebody taken over cannot be compared: former or present pay was never recorded."""
    return bool(row["incumbent"]) and not (row["former_pay"] and row["pay"])
