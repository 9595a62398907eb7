"""The papers and things of a staff file: one list of kinds, from which forms, pages and actions are made."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from contracts.profile_schema.work import Requirement
from hall_ops.lib.permissions import Permission
from staffing.models import (
    Badge,
    Certificate,
    ExamResult,
    Insurance,
    LabourContract,
    Medical,
    Person,
    RequirementCheck,
    Schooling,
    SecrecyAgreement,
    Trait,
    UniformIssue,
    WorkHistory,
)
from staffing.queries.eligibility import facts_of, requirements_of
from staffing.queries.staff_files import current, engagements_of
from staffing.rules.eligibility import Verdict, asked_of, judge_all


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of paper. Shape: `shown` are its columns in order, `settles` those that are filled in later (a badge
    returned), `with_file` whether a scan may be kept, `voids` whether a wrong one is voided (else a newer row counts).
    """

    key: str
    title: Any
    model: type[Model]
    shown: tuple[str, ...]
    settles: tuple[str, ...] = ()
    settle_title: Any = ""
    with_file: bool = True
    voids: bool = True
    view: Permission = Permission.STAFF_VIEW
    record: Permission = Permission.STAFF_EDIT


# Demands that no date or degree proves; schooling "in principle" is the purchaser's to waive.
LOOKED_AT = frozenset({
    "resident", "healthy", "clean_record", "exclusion", "height_min_male_cm", "height_min_female_cm", "experience",
})  # fmt: skip
CERTIFIED: dict[str, Any] = {"view": Permission.CERTIFICATE_VIEW, "record": Permission.CERTIFICATE_RECORD}
# A check leaves no paper but a declaration; a medical leaves none at all: only fit or not is kept.
KINDS: dict[str, Kind] = {
    kind.key: kind
    for kind in (
        Kind("check", _("任职条件核查"), RequirementCheck, ("requirement", "meets", "basis", "checked_on", "note"),
             voids=False),
        Kind("labour", _("劳动合同"), LabourContract, ("kind", "number", "signed_on", "starts_on", "ends_on", "note")),
        Kind("secrecy", _("保密协议"), SecrecyAgreement, ("signed_on", "note")),
        Kind("medical", _("体检"), Medical, ("checked_on", "fit", "next_due_on"), with_file=False),
        Kind("insurance", _("社保与公积金"), Insurance, ("kind", "from_month", "to_month", "note"), ("to_month",),
             _("登记停保")),
        Kind("badge", _("工牌"), Badge, ("number", "issued_on", "lost_on", "returned_on"), ("lost_on", "returned_on"),
             _("挂失或交回"), with_file=False),
        Kind("uniform", _("服装"), UniformIssue,
             ("lot", "size", "summer", "winter", "waistcoat", "jacket", "issued_on", "returned_on"), ("returned_on",),
             _("登记交回"), with_file=False),
        Kind("certificate", _("职业证书"), Certificate, ("name", "level", "number", "issued_on", "expires_on"),
             **CERTIFIED),
        Kind("exam", _("培训与考试"), ExamResult, ("kind", "subject", "held_on", "score", "passed"), **CERTIFIED),
        Kind("schooling", _("学历"), Schooling, ("level", "full_time", "school", "major", "graduated_on")),
        Kind("history", _("工作经历"), WorkHistory, ("kind", "employer", "title", "starts_on", "ends_on")),
        Kind("trait", _("语言与特长"), Trait, ("kind", "text", "level", "declared_on"), with_file=False),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper as the file shows it. Shape: `cells` are (label, text); `open` whether something may still be settled."""

    paper: Any
    cells: list[tuple[str, str]]
    void: str
    open: bool


@dataclass(frozen=True, slots=True)
class Section:
    kind: Kind
    rows: list[PaperRow]


def sections_of(person: Person, kinds: Collection[str]) -> list[Section]:
    """The papers of one person by kind, newest first, voided ones last. A query a kind."""
    demands = {each.key: each.summary for each in requirements_of(person.contract)}
    found = []
    for key in (key for key in KINDS if key in kinds):
        kind = KINDS[key]
        rows = kind.model._default_manager.filter(person=person).order_by("-pk")
        rows = rows.select_related("lot") if key == "uniform" else rows
        papers = [_paper_row(kind, row, demands) for row in rows]
        found.append(Section(kind, sorted(papers, key=lambda each: bool(each.void))))
    return found


def paper_of(person: Person, kind: Kind, number: int) -> PaperRow | None:
    """One paper of a person that was not voided."""
    rows = kind.model._default_manager.filter(person=person, pk=number)
    row = (rows.select_related("file") if kind.with_file else rows).first()
    if row is None or getattr(row, "voided_at", None):
        return None
    return _paper_row(kind, row, {each.key: each.summary for each in requirements_of(person.contract)})


def _paper_row(kind: Kind, row: Any, demands: Mapping[str, str]) -> PaperRow:
    void = getattr(row, "void_reason", "") if getattr(row, "voided_at", None) else ""
    settled = [name for name in kind.settles if getattr(row, name)]
    return PaperRow(
        row, list(_cells(kind, row, demands)), void, bool(kind.settles) and not settled and not void
    )


def _cells(kind: Kind, row: Any, demands: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in kind.shown:
        named = {"requirement": _now("任职条件"), "lot": _now("服装")}
        label = named.get(name) or str(row._meta.get_field(name).verbose_name)
        text = demands.get(row.requirement, row.requirement) if name == "requirement" else spoken(row, name)
        if text:
            yield label, text


def spoken(row: Any, name: str) -> str:
    """One column in words; "" where it holds nothing."""
    value = getattr(row, name)
    if hasattr(row, f"get_{name}_display"):
        return str(getattr(row, f"get_{name}_display")())
    if isinstance(value, bool):
        return _now("是") if value else _now("否")
    if isinstance(value, date):
        return f"{value:%Y-%m}" if name.endswith("_month") else value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if name == "level" and isinstance(value, int):
        return _now("%d 级") % value
    return str(value) if value not in (None, 0) else ""


def to_check(person: Person, day: date) -> list[tuple[Requirement, bool]]:
    """The demands somebody has to look at, of the person's post, and whether each is still open."""
    held = current(engagements_of([person.pk]).get(person.pk, []), day)
    asked = requirements_of(person.contract)
    asked = asked_of(asked, held.post.code) if held else asked
    facts = facts_of([person], day, {person.pk: held.post} if held else {})[person.pk]
    return [
        (each.requirement, each.verdict is Verdict.UNKNOWN)
        for each in judge_all(asked, facts)
        if each.verdict is not Verdict.NOT_ASKED
        and (each.requirement.rule in LOOKED_AT or each.requirement.in_principle)
    ]


# -- what comes due -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Due:
    """Something that ends or ended. Shape: `days` until then, negative once it is over."""

    person: Person
    kind: Kind
    text: str
    due_on: date
    days: int
    post: str = ""

    @property
    def level(self) -> str:
        return "bad" if self.days < 0 else "warn" if self.days <= 30 else ""


def due_papers(people: Collection[Person], day: date, ahead: int, kinds: Collection[str]) -> list[Due]:
    """Medicals, contracts and certificates of those on a post that end within so many days, the earliest first.

    Only the last paper of a kind counts: what was renewed is no longer due. Five queries.
    """
    by_number = {person.pk: person for person in people}
    held = engagements_of(by_number)
    on_post = {
        number: rows[-1].post.name
        for number, rows in held.items()
        if any(row.ends_on is None or row.ends_on >= day for row in rows)
    }
    until = day + timedelta(days=ahead)
    found = []
    for key, column in (("medical", "next_due_on"), ("labour", "ends_on"), ("certificate", "expires_on")):
        if key not in kinds:
            continue
        for number, (paper, ends) in _last_ends(KINDS[key].model, column, on_post).items():
            if ends is not None and ends <= until:
                found.append(
                    Due(by_number[number], KINDS[key], str(paper), ends, (ends - day).days, on_post[number])
                )
    return sorted(found, key=lambda due: (due.due_on, due.person.number))


def _last_ends(
    model: type[Model], column: str, people: Collection[int]
) -> dict[int, tuple[Any, date | None]]:
    """By person: the paper that ends last, and when; one without an end never does."""
    found: dict[int, tuple[Any, date | None]] = {}
    order = "checked_on" if model is Medical else "pk"
    for row in model._default_manager.filter(person__in=people, voided_at=None).order_by(order, "pk"):
        ends, kept = getattr(row, column), found.get(row.person_id)  # type: ignore[attr-defined]
        if kept is None or model is Medical or ends is None or (kept[1] is not None and ends >= kept[1]):
            found[row.person_id] = (row, ends)  # type: ignore[attr-defined]
    return found


def no_medical(people: Collection[Person], day: date) -> list[Person]:
    """People on a post of whom no medical is known."""
    numbers = [person.pk for person in people]
    seen = set(Medical.objects.filter(person__in=numbers, voided_at=None).values_list("person", flat=True))
    held = engagements_of(numbers)
    return [
        person
        for person in people
        if person.pk not in seen
        and any(
            row.starts_on <= day and (row.ends_on is None or row.ends_on >= day)
            for row in held.get(person.pk, [])
        )
    ]


def medical_clause(contract: Contract) -> dict[str, Any] | None:
    """What the contract says of regular medicals; None where it says nothing."""
    return next(
        (each for each in contract.profile.get("duties", []) if each.get("key") == "medical_check"), None
    )


def things_out(person: Person) -> list[tuple[Kind, str]]:
    """What somebody still holds: a badge, uniforms. A leaver hands them back."""
    badges = Badge.objects.filter(person=person, voided_at=None, lost_on=None, returned_on=None)
    uniforms = UniformIssue.objects.filter(person=person, voided_at=None, returned_on=None).select_related(
        "lot"
    )
    return [(KINDS["badge"], row.number) for row in badges] + [
        (KINDS["uniform"], row.lot.name) for row in uniforms
    ]


def certificate_of(people: Any, number: int) -> Certificate | None:
    """A valid certificate of one of these people."""
    rows = Certificate.objects.filter(person__in=people, pk=number, voided_at=None)
    return rows.select_related("file", "person__contract").first()
