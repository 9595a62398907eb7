"""Papers and things of a staff file: added, settled (a badge returned), voided with a reason; never rewritten.

Of a height, an illness or a record nothing is kept but whether the demand is met.
Source: 002 § ★2, ★4, ★7, § 四(二)1(3)③, 1(5)①⑤; 001 § 2 表 3, 表 4; 004 § 三.9–12; security.md D1.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.queries import holds
from hall_ops.lib.errors import DomainError
from hall_ops.lib.masks import LOOKS_PERSONAL
from records.actions import record_event, store_file
from staffing.actions.wording import needed
from staffing.enums import CheckBasis
from staffing.models import Badge, Person, UniformIssue
from staffing.queries.eligibility import requirements_of
from staffing.queries.papers import KINDS, Kind

# What is found there is nobody's to keep; a number of centimetres least of all.
ONLY_MEETS = frozenset({"height_min_male_cm", "height_min_female_cm", "clean_record", "healthy"})
NOT_AHEAD = (
    "signed_on",
    "checked_on",
    "issued_on",
    "graduated_on",
    "held_on",
    "declared_on",
    "lost_on",
    "returned_on",
)
ORDERED = (("starts_on", "ends_on"), ("issued_on", "expires_on"), ("checked_on", "next_due_on"),
           ("from_month", "to_month"), ("issued_on", "lost_on"), ("issued_on", "returned_on"))  # fmt: skip


class PaperRefused(DomainError):
    """A paper that cannot be kept like this. Shape: `field` names the form's field at fault, "" for the whole."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


@transaction.atomic
def add_papers(
    *, by: Any, at: datetime, person: Person, kind: str, entries: Sequence[Mapping[str, Any]],
    file: tuple[str, bytes] | None = None,
) -> list[Any]:  # fmt: skip
    """Keep papers of a kind; several at once share one scan (one declaration over four exclusions).

    Raises: PaperRefused, UploadRefused.
    """
    locked, of = _lock(by, person, kind), KINDS[kind]
    if not entries:
        raise PaperRefused(_("请至少选一项。"))
    for values in entries:
        _check(of, values, locked, timezone.localdate(at), with_file=file is not None)
    stored = None
    if file is not None and of.with_file:
        stored = store_file(by=by, at=at, contract=locked.contract, name=file[0], data=file[1])
    made = []
    for values in entries:
        columns = {**values, "person": locked, "recorded_at": at, "recorded_by": by}
        if of.with_file and stored is not None:
            columns["file"] = stored
        try:
            with transaction.atomic():
                made.append(of.model._default_manager.create(**columns))
        except IntegrityError:
            raise PaperRefused(_("这份%(kind)s已经登记过，请刷新页面核对。") % {"kind": of.title}) from None
        told = {name: str(value) for name, value in values.items() if value not in (None, "")}
        record_event("paper.add", by=by, obj=made[-1], contract=locked.contract, after={"kind": kind, **told})
    return made


@transaction.atomic
def settle_paper(
    *, by: Any, at: datetime, person: Person, kind: str, paper: int, values: Mapping[str, date | None]
) -> Any:
    """Fill in what happened to a thing later: a badge lost or returned, insurance stopped. Raises: PaperRefused."""
    locked, of = _lock(by, person, kind), KINDS[kind]
    row = _row(of, locked, paper)
    given = {name: value for name, value in values.items() if name in of.settles and value is not None}
    if len(given) != 1:
        raise PaperRefused(_("请填写一个日期。"))
    if any(getattr(row, name) for name in of.settles):
        raise PaperRefused(_("这一项已经登记过，请刷新页面查看。"))
    before = {name: getattr(row, name) for pair in ORDERED for name in pair if hasattr(row, name)}
    _check_days({**before, **given}, timezone.localdate(at))
    of.model._default_manager.filter(pk=row.pk).update(**given)
    record_event("paper.settle", by=by, obj=row, contract=locked.contract, after={"kind": kind, **given})
    row.refresh_from_db()
    return row


@transaction.atomic
def void_paper(*, by: Any, at: datetime, person: Person, kind: str, paper: int, reason: str) -> Any:
    """Take back a paper that was wrong; it stays readable with the reason. Raises: PaperRefused."""
    locked, of = _lock(by, person, kind), KINDS[kind]
    if not of.voids:
        raise PaperRefused(_("核查记录不作废：核查有误请再登记一次，以最后一次为准。"))
    row = _row(of, locked, paper)
    why = needed(reason, _("请写明为什么作废。"), PaperRefused)
    values: dict[str, Any] = {"voided_at": at, "void_reason": why}
    if any(field.name == "voided_by" for field in of.model._meta.concrete_fields):
        values["voided_by"] = by
    of.model._default_manager.filter(pk=row.pk).update(**values)
    record_event(
        "paper.void", by=by, obj=row, contract=locked.contract, after={"kind": kind, "void_reason": why}
    )
    row.refresh_from_db()
    return row


@transaction.atomic
def read_scan(*, by: Any, paper: Any) -> Any:
    """The kept scan of a paper; that somebody took it is written down. Shape: the StoredFile, None without one."""
    stored = paper.file
    if stored is None or hasattr(stored, "erasure"):
        return None
    after = {"kind": paper._meta.model_name, "file": stored.name}
    record_event("paper.read", by=by, obj=paper, contract=paper.person.contract, after=after)
    return stored


def _lock(by: Any, person: Person, kind: str) -> Person:
    locked: Person = (
        Person.objects.select_for_update(of=("self",)).select_related("contract").get(pk=person.pk)
    )
    if kind not in KINDS:
        raise PaperRefused(_("没有这一类材料。"))
    if not holds(by, KINDS[kind].record, locked.contract):
        raise PaperRefused(_("您的身份不能登记这一类材料。"))
    return locked


def _row(of: Kind, person: Person, paper: int) -> Any:
    row = of.model._default_manager.filter(person=person, pk=paper).first()
    if row is None or getattr(row, "voided_at", None):
        raise PaperRefused(_("这份材料已经作废或不存在，请刷新页面查看。"))
    return row


def _check(of: Kind, values: Mapping[str, Any], person: Person, today: date, *, with_file: bool) -> None:
    _check_days(values, today)
    for name, value in values.items():
        if isinstance(value, str) and name not in ("number", "requirement") and LOOKS_PERSONAL.search(value):
            raise PaperRefused(_("这里不要写身份证号或电话，它们在档案里加密保存。"), name)
    if check := CHECKS.get(of.key):
        check(values, person, with_file)


def _check_days(values: Mapping[str, Any], today: date) -> None:
    for name in NOT_AHEAD:
        if (day := values.get(name)) and day > today:
            raise PaperRefused(_("日期 %s 还没有到，请核对。") % day.isoformat(), name)
    for first, last in ORDERED:
        begins, ends = values.get(first), values.get(last)
        if begins and ends and (ends < begins or (last in ("expires_on", "next_due_on") and ends == begins)):
            raise PaperRefused(
                _("%(last)s 应晚于 %(first)s，请核对。")
                % {"first": begins.isoformat(), "last": ends.isoformat()},
                last,
            )


def _check_requirement(values: Mapping[str, Any], person: Person, with_file: bool) -> None:
    asked = {each.key: each for each in requirements_of(person.contract)}
    demand = asked.get(values["requirement"])
    if demand is None:
        raise PaperRefused(_("合同没有这一项任职条件。"), "requirements")
    if demand.rule in ONLY_MEETS and (values.get("note") or with_file):
        raise PaperRefused(
            _("“%s”只记是否符合：不写说明，也不存材料。") % demand.summary,
            "note" if values.get("note") else "file",
        )
    if demand.rule == "exclusion" and values["basis"] != CheckBasis.DECLARATION:
        raise PaperRefused(_("“%s”以本人签署的声明为依据。") % demand.summary, "basis")
    if values["basis"] == CheckBasis.PURCHASER and not demand.in_principle:
        raise PaperRefused(_("只有招标文件写“原则上”的条件，才能由采购人认定。"), "basis")


def _check_badge(values: Mapping[str, Any], person: Person, with_file: bool) -> None:
    out = Badge.objects.filter(lost_on=None, returned_on=None, voided_at=None)
    if mine := out.filter(person=person).first():
        raise PaperRefused(_("工牌 %s 还在使用，请先登记挂失或交回。") % mine.number, "number")
    others = out.filter(person__contract=person.contract_id, number=values["number"]).select_related("person")
    if other := others.first():
        raise PaperRefused(
            _("工牌 %(number)s 在%(name)s手里。") % {"number": other.number, "name": other.person.name},
            "number",
        )


def _check_uniform(values: Mapping[str, Any], person: Person, with_file: bool) -> None:
    lot = values["lot"]
    if lot.contract_id != person.contract_id:
        raise PaperRefused(_("这个批次不属于本合同。"), "lot")
    pieces = ("summer", "winter", "waistcoat", "jacket")
    if not any(values.get(name) for name in pieces):
        raise PaperRefused(_("请填写发了几件。"), "summer")
    columns = {column.name: column.verbose_name for column in UniformIssue._meta.concrete_fields}
    labels = {name: str(columns[name]) for name in pieces}
    had = UniformIssue.objects.filter(person=person, lot=lot, voided_at=None, returned_on=None)
    for name in pieces:
        count = (values.get(name) or 0) + sum(getattr(row, name) for row in had)
        if count > getattr(lot, name):
            raise PaperRefused(
                _("%(label)s每人 %(most)d 件，加上已发的共 %(count)d 件，请核对。")
                % {"label": labels[name], "most": getattr(lot, name), "count": count}, name,
            )  # fmt: skip


def _check_insurance(values: Mapping[str, Any], person: Person, with_file: bool) -> None:
    month = values["from_month"]
    running = person.insurances.filter(kind=values["kind"], voided_at=None).filter(
        Q(to_month=None) | Q(to_month__gt=month)
    )
    if row := running.first():
        text = _("%(kind)s从 %(month)s 起已在参保，不必重复登记。")
        raise PaperRefused(
            text % {"kind": row.get_kind_display(), "month": f"{row.from_month:%Y-%m}"}, "kinds"
        )


CHECKS = {
    "check": _check_requirement,
    "badge": _check_badge,
    "uniform": _check_uniform,
    "insurance": _check_insurance,
}
