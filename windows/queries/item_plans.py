"""What an uploaded list would do to the catalogue: new items, changes, what stays, what the list leaves out.

Nothing is written here; windows.actions.item_imports asks again under its locks and takes the answer.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract, Organisation
from hall_ops.lib.file_problems import FileProblem
from hall_ops.lib.text_hygiene import compare_key
from windows.models import ItemVersion, ServiceItem
from windows.models.catalogue import NATIONAL_CODE, SHORT_CODE
from windows.queries.departments import departments_of, editable_departments, edits_all_departments
from windows.queries.item_contents import content_of, with_parts
from windows.rules.item_changes import Change, changes, shown
from windows.rules.item_content import Fault, ItemContent, Paper, Question, Step, check_content
from windows.rules.item_phrases import NotRead, read_when, when_line

IDENTITY = ("short_code", "national_code", "in_hall", "counted")
TEXTS = ("name", "fee_note", "cross_region", "result_kind", "result_name", "hints", "phone", "basis", "kind")


@dataclass(slots=True)
class ItemPlan:
    """One row of the list and what it would do. Shape: `item` and `base` are None for a new item; `department` is None
    where it is to be made under `department_name`."""

    row: int
    content: ItemContent
    department_name: str
    department: Organisation | None = None
    item: ServiceItem | None = None
    base: ItemVersion | None = None
    identity: dict[str, Any] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    identity_changes: list[Change] = field(default_factory=list)
    reopens: bool = False

    @property
    def kind(self) -> str:
        """new, reopened, changed or same."""
        if self.item is None:
            return "new"
        if self.reopens:
            return "reopened"
        return "changed" if self.changes or self.identity_changes else "same"

    @property
    def all_changes(self) -> list[Change]:
        return [*self.identity_changes, *self.changes]


@dataclass(frozen=True, slots=True)
class ListPlan:
    """What the whole list would do.

    Shape: `missing` are served items that the list leaves out; `digest` tells two plans apart.
    """

    plans: list[ItemPlan]
    missing: list[ServiceItem]
    new_departments: list[str]
    problems: list[FileProblem]

    def of_kind(self, kind: str) -> list[ItemPlan]:
        return [plan for plan in self.plans if plan.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        return {kind: len(self.of_kind(kind)) for kind in ("new", "changed", "reopened", "same")}

    @property
    def digest(self) -> str:
        told: list[list[Any]] = [
            [
                plan.row,
                plan.kind,
                plan.item and plan.item.pk,
                plan.base and plan.base.number,
                len(plan.all_changes),
            ]
            for plan in self.plans
        ]
        told.append(sorted(item.pk for item in self.missing))
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def plan_list(user: Any, contract: Contract, content: dict[str, Any], day: date) -> ListPlan:
    """The plan of a list whose changes hold from a day on. Some ten queries, however many items."""
    return _Planner(user, contract, content, day).plan()


class _Planner:
    """The catalogue at hand while a list is held against it."""

    def __init__(self, user: Any, contract: Contract, content: dict[str, Any], day: date) -> None:
        self.content, self.day, self.problems = content, day, list[FileProblem]()
        self.departments = {compare_key(each.name): each for each in departments_of(contract)}
        self.editable = set(editable_departments(user, contract).values_list("pk", flat=True))
        self.may_add_departments = edits_all_departments(user, contract)
        self.items = list(ServiceItem.objects.of(contract).select_related("department", "current"))
        versions = ItemVersion.objects.filter(item__purchaser_id=contract.purchaser_id).in_force(day)
        self.bases = {version.item_id: version for version in with_parts(versions)}
        self.by_national = {item.national_code: item for item in self.items if item.national_code}
        self.by_short = {compare_key(item.short_code): item for item in self.items}
        self.by_name: dict[tuple[int, str], list[ServiceItem]] = {}
        for item in self.items:
            if item.pk in self.bases:
                place = (item.department_id, compare_key(self.bases[item.pk].name))
                self.by_name.setdefault(place, []).append(item)

    def plan(self) -> ListPlan:
        plans = [self._plan(place, row) for place, row in enumerate(self.content["items"])]
        found: dict[int, int] = {}
        for plan in plans:
            if plan.item is not None and plan.item.pk in found:
                words = {"row": found[plan.item.pk], "item": str(plan.item.short_code)}
                self._fault(
                    plan.row, "name", _("与第 %(row)s 行是同一个事项 %(item)s") % words, _("一个事项只占一行")
                )
            if plan.item is not None:
                found.setdefault(plan.item.pk, plan.row)
        named = {
            compare_key(plan.department_name): plan.department_name for plan in plans if not plan.department
        }
        missing = [
            item
            for item in self.items
            if item.pk not in found and item.retired_on is None and item.department_id in self.editable
        ]
        return ListPlan(plans, missing, sorted(named.values()), self.problems)

    def _fault(self, row: int, key: str, reason: str, remedy: str, value: str = "") -> None:
        column = self.content["places"].get(key, "")
        self.problems.append(
            FileProblem(reason, remedy, self.content["places"]["sheet"], row, column, value=value)
        )

    def _plan(self, place: int, found: dict[str, Any]) -> ItemPlan:
        row, values = found["row"], found["values"]
        department = self.departments.get(compare_key(values["department"]))
        theirs = department.pk in self.editable if department else self.may_add_departments
        if not theirs:
            remedy = _("联络人只能导入本部门的事项")
            self._fault(row, "department", _("不是您可以编辑的部门"), remedy, values["department"])
        item = self._item(row, values, department)
        base = self.bases.get(item.pk) if item else None
        if item is not None and base is None:
            self._fault(
                row, "name", _("这个事项的第一个版本还没有生效"), _("请改用更晚的生效日期"), values["name"]
            )
        before = content_of(base) if base else None
        content = self._content(place, row, values, before)
        plan = ItemPlan(row, content, values["department"], department, item, base)
        plan.identity = {key: values[key] for key in IDENTITY if key in values}
        plan.identity |= (
            {"national_code": values["national_code"].upper()} if "national_code" in values else {}
        )
        self._check_codes(row, plan.identity)
        if item is not None:
            plan.identity_changes = list(_moves(item, plan))
            plan.reopens = item.retired_on is not None and item.retired_on <= self.day
        if before is not None:
            plan.changes = changes(before, content)
        for fault in check_content(content):
            self._content_fault(place, row, fault)
        return plan

    def _check_codes(self, row: int, identity: dict[str, Any]) -> None:
        for key, validator in (("short_code", SHORT_CODE), ("national_code", NATIONAL_CODE)):
            code = identity.get(key)
            if code and not validator.regex.match(code):  # type: ignore[union-attr]
                self._fault(row, key, _("不是这样的编码"), str(validator.message), code)

    def _item(self, row: int, values: dict[str, Any], department: Organisation | None) -> ServiceItem | None:
        """The item a row means: by its national code, its short code, or else the name within the department."""
        national, short = (
            str(values.get("national_code") or "").upper(),
            compare_key(values.get("short_code") or ""),
        )
        by_national, by_short = self.by_national.get(national), self.by_short.get(short)
        if by_national and by_short and by_national != by_short:
            words = {"code": by_national.short_code}
            reason = _("与实施编码不是同一个事项，后者的简码是 %(code)s") % words
            self._fault(row, "short_code", reason, _("请核对两个编码"), short)
        found = by_national or by_short
        if found is None and not short and not national and department:
            named = self.by_name.get((department.pk, compare_key(values["name"])), [])
            found = named[0] if len(named) == 1 else None
        if found is not None and found.department_id not in self.editable:
            reason = _("这个编码是其他部门的事项")
            self._fault(row, "short_code", reason, _("联络人只能导入本部门的事项"), short or national)
        return found

    def _content(
        self, place: int, row: int, values: dict[str, Any], before: ItemContent | None
    ) -> ItemContent:
        """What the row makes of the version before it, or of nothing."""
        plain = {key: values[key] for key in TEXTS if key in values}
        plain |= {key: int(values[key]) for key in ("statutory_days", "promised_days")}
        plain |= {"zero_visit": values["zero_visit"]} if "zero_visit" in values else {}
        plain |= {"fee_yuan": Decimal(values["fee_yuan"])} if "fee_yuan" in values else {}
        plain |= {"channels": tuple(values["channels"])} if "channels" in values else {}
        if "special_steps" in values:
            plain["special_steps"] = tuple(Step(name, days) for name, days in values["special_steps"])
        start = before or ItemContent("", "", 0, 0)
        questions = self._questions(place, start)
        papers = tuple(self._papers(place, row, start, questions))
        return replace(start, **plain, questions=questions, papers=papers)

    def _questions(self, place: int, before: ItemContent) -> tuple[Question, ...]:
        if self.content["situations"] is None:
            return before.questions
        found = self.content["situations"].get(str(place), {"questions": []})["questions"]
        return tuple(Question(question, tuple(options)) for question, options in found)

    def _papers(
        self, place: int, row: int, before: ItemContent, questions: tuple[Question, ...]
    ) -> Iterator[Paper]:
        if self.content["papers"] is None:
            for paper in before.papers:
                line = when_line(paper.when, before.questions, full=True)
                yield replace(paper, when=self._when(line, questions, self.content["places"]["sheet"], row))
            return
        for found in self.content["papers"].get(str(place), []):
            when = self._when(found["when"], questions, "材料", found["row"])
            yield Paper(
                found["name"],
                found["form"],
                found["copies"],
                found["necessity"],
                found["licence"],
                found["note"],
                when,
            )

    def _when(
        self, line: str, questions: tuple[Question, ...], sheet: str, row: int
    ) -> tuple[tuple[int, int], ...]:
        try:
            return read_when(line, questions)
        except NotRead as wrong:
            self.problems.append(
                FileProblem(wrong.reason, wrong.remedy, sheet, row, header=_("适用情形"), value=line)
            )
            return ()

    def _content_fault(self, place: int, row: int, fault: Fault) -> None:
        """A fault of the rules, at the row of the sheet it comes from."""
        sheet = self.content["places"]["sheet"]
        if fault.field == "papers" and fault.row and self.content["papers"] is not None:
            sheet, row = "材料", self.content["papers"][str(place)][fault.row - 1]["row"]
        elif fault.field == "questions" and self.content["situations"] is not None:
            sheet, row = "情形", self.content["situations"].get(str(place), {"row": row})["row"]
        column = self.content["places"].get(fault.field, "")
        self.problems.append(FileProblem(fault.reason, fault.remedy, sheet, row, column))


def _moves(item: ServiceItem, plan: ItemPlan) -> Iterator[Change]:
    """What the list changes of an item beside its version."""
    titles = {
        "short_code": _("简码"), "national_code": _("实施编码"), "in_hall": _("已进驻大厅"), "counted": _("计入进驻率"),
    }  # fmt: skip
    for key, value in plan.identity.items():
        old = getattr(item, key)
        if value != old and not (key == "short_code" and not value):
            marks = key in ("in_hall", "counted")
            yield Change(titles[key], *(shown("zero_visit" if marks else key, each) for each in (old, value)))
    if plan.department != item.department:
        yield Change(_("部门"), item.department.name, plan.department_name)
