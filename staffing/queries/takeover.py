"""The staff list of a hand-over as the files say it, and what the records show for an acceptance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from contracts.models import Contract
from contracts.profile_schema.agreement import Figure
from contracts.queries.agreed import agreed_limit
from staffing.enums import ExamKind
from staffing.models import (
    AcceptanceCheck,
    Badge,
    Certificate,
    Engagement,
    ExamResult,
    HandOverPack,
    LabourContract,
    Person,
    SecrecyAgreement,
    UniformIssue,
    WageLine,
)
from staffing.queries.people import engaged_on
from staffing.queries.posts import post_rows
from staffing.queries.wages import counting_months
from staffing.rules.posts import total
from staffing.rules.takeover import JUDGED_BY_PERSON, Line, pay_falls

DUTIES_MOST = 200
PIECES = ("summer", "winter", "waistcoat", "jacket")


# -- the pack ---------------------------------------------------------------------------------------------------------
def pack_rows(contract: Contract, day: date) -> list[dict[str, Any]]:
    """Everybody engaged on a day, as a pack keeps them. Seven queries, however many people.

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
    return [
        _pack_row(
            each, day, labour.get(each.person_id), secrecy.get(each.person_id), badges.get(each.person_id),
            certificates.get(each.person_id, []), uniforms.get(each.person_id, []), pay.get(each.person_id),
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


def _pay(contract: Contract, people: list[int], day: date) -> dict[int, WageLine]:
    """The newest line of each person in the lists that count."""
    lists = [each.pk for each in counting_months(contract).filter(month__lte=day)]
    lines = WageLine.objects.filter(wage_month__in=lists, person__in=people).select_related("wage_month")
    return {line.person_id: line for line in lines.order_by("wage_month__month")}


def _pack_row(
    held: Engagement, day: date, labour: LabourContract | None, secrecy: SecrecyAgreement | None,
    badge: Badge | None, certificates: list[Certificate], uniforms: list[UniformIssue], pay: WageLine | None,
) -> dict[str, Any]:  # fmt: skip
    person, former = held.person, held.person.former_pay_yuan
    now = pay.gross_yuan if pay else None
    pieces = {name: sum(getattr(each, name) for each in uniforms) for name in PIECES}
    return {
        "person": person.pk, "number": person.number, "post": held.post.name, "leader": held.leader,
        "duties": held.post.duties[:DUTIES_MOST] or held.post.summary[:DUTIES_MOST],
        "since": held.starts_on.isoformat(), "incumbent": person.incumbent,
        "labour_kind": labour.kind if labour else "", "labour_from": _text(labour.starts_on if labour else None),
        "labour_until": _text(labour.ends_on if labour else None),
        "labour_over": bool(labour and labour.ends_on and labour.ends_on < day),
        "certificates": [f"{each.name} {each.level} {each.number}" for each in certificates],
        "secrecy": _text(secrecy.signed_on if secrecy else None), "badge": badge.number if badge else "",
        "uniforms": {name: count for name, count in pieces.items() if count},
        "former_pay": _text(former), "pay": _text(now), "pay_month": f"{pay.wage_month.month:%Y-%m}" if pay else "",
        "pay_falls": pay_falls(former, now),
    }  # fmt: skip


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
    """What a reader of a pack asks first. Units: persons."""

    people: int
    no_labour: int
    no_secrecy: int
    pay_falls: int
    to_return: int


def pack_sums(rows: Iterable[dict[str, Any]]) -> PackSums:
    found = list(rows)
    return PackSums(
        len(found), sum(not row["labour_from"] or row["labour_over"] for row in found),
        sum(not row["secrecy"] for row in found), sum(row["pay_falls"] for row in found),
        sum(bool(row["badge"] or row["uniforms"]) for row in found),
    )  # fmt: skip


# -- the acceptance ---------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class LineState:
    """A line of the acceptance: what it asks, what the records show today, what was found last."""

    key: str
    label: str
    shown: str
    level: str
    found: AcceptanceCheck | None

    @property
    def needs_note(self) -> bool:
        return self.key in JUDGED_BY_PERSON


def acceptance_limit(contract: Contract) -> Figure | None:
    """The contract's clause of a single acceptance; None where it has none."""
    return agreed_limit(contract, "acceptance_times")


def acceptance_lines(contract: Contract, day: date) -> list[LineState]:
    """The lines of the clause with what the records show. Five queries."""
    last: dict[str, AcceptanceCheck] = {}
    for check in AcceptanceCheck.objects.filter(contract=contract).select_related("by").order_by("pk"):
        last[check.key] = check
    told = shown_today(contract, day)
    labels = {
        Line.STAFF_IN_PLACE: _("人员到位"), Line.TRAINED: _("通过培训考核"), Line.BUSINESS_RUNS: _("能够顺利受理业务"),
    }  # fmt: skip
    return [LineState(key.value, labels[key], *told[key], last.get(key.value)) for key in Line]


def shown_today(contract: Contract, day: date) -> dict[Line, tuple[str, str]]:
    """What the records say of each line, and what the screen paints."""
    rows = post_rows(contract, day)
    whole = total(row.filling for row in rows)
    lacking = "、".join(f"{row.post.name} {row.filling.short}" for row in rows if row.filling.short)
    staff = _("应配 %(required)d 人，在岗 %(filled)d 人") % {
        "required": whole.required,
        "filled": whole.filled,
    }
    if lacking:
        staff += _("；缺：%(posts)s") % {"posts": lacking}
    people = {held.person_id for row in rows for held in row.people}
    passed = _passed(people)
    trained, examined = (
        passed[kind] & people for kind in (ExamKind.PRE_POST_TRAINING, ExamKind.PRE_POST_EXAM)
    )
    missing = len(people - (trained & examined))
    training = _("在岗 %(n)d 人，岗前培训合格 %(a)d 人，岗前考试合格 %(b)d 人，未齐 %(c)d 人") % {
        "n": len(people), "a": len(trained), "b": len(examined), "c": missing,
    }  # fmt: skip
    return {
        Line.STAFF_IN_PLACE: (staff[:300], "bad" if whole.short or not whole.required else "ok"),
        Line.TRAINED: (training, "bad" if missing or not people else "ok"),
        Line.BUSINESS_RUNS: (_("系统记录不能代替现场判断，由验收人写明所见"), ""),
    }


def _passed(people: set[int]) -> dict[str, set[int]]:
    """Who passed what, by the last result of each kind."""
    found: dict[str, set[int]] = {ExamKind.PRE_POST_TRAINING: set(), ExamKind.PRE_POST_EXAM: set()}
    results = ExamResult.objects.filter(Q(person__in=people), voided_at=None, kind__in=list(found))
    for kind, person, passed in results.order_by("held_on", "pk").values_list("kind", "person_id", "passed"):
        (found[kind].add if passed else found[kind].discard)(person)
    return found
