"""The demo hall's catalogue: windows over its zones, departments with contacts, some fifty items, two packages."""

import re
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone

from contracts.models import Contract, Membership, Zone
from hall_ops.lib.permissions import Role
from windows.actions.departments import set_contacts
from windows.actions.item_imports import Taking, take_list
from windows.actions.item_packages import save_package
from windows.actions.window_places import add_windows
from windows.demo.catalogue_items import (
    CONTACTS,
    ITEMS,
    NOT_COUNTED,
    NOT_IN_HALL,
    PACKAGE_NOTES,
    PACKAGES,
    ZONES,
)
from windows.enums import Channel, CrossRegion, MaterialForm, Necessity, ResultKind
from windows.models import ItemDraft, ServiceItem
from windows.queries.departments import departments_of
from windows.queries.item_plans import plan_list
from windows.rules.item_content import PLAIN, ItemContent, Paper, Question, Step
from windows.rules.item_phrases import read_when, when_line

CHANNELS = {"网": Channel.ONLINE, "掌": Channel.PHONE_APP, "自": Channel.SELF_SERVICE, "邮": Channel.POST}
REGIONS = {"跨": CrossRegion.NATIONAL, "省": CrossRegion.PROVINCIAL, "区": CrossRegion.REGIONAL}
RESULTS = {
    "证照": ResultKind.LICENCE, "批文": ResultKind.APPROVAL, "其他": ResultKind.OTHER, "无": ResultKind.NONE,
}  # fmt: skip
FORMS = {
    "原": MaterialForm.ORIGINAL, "复": MaterialForm.COPY, "核": MaterialForm.CHECKED_COPY,
    "表": MaterialForm.FILLED_FORM, "电": MaterialForm.ELECTRONIC,
}  # fmt: skip
PAPER = re.compile(
    r"(?P<name>[^/]+)/(?P<form>[原复核表电])(?: x(?P<copies>\d))?(?P<necessity> [*?])?"
    r"(?: @(?P<when>[^~]+?))?(?: ~(?P<licence>.+?))?(?: @(?P<late>.+))?\Z"
)


def load(*, contract: Contract, people: dict[str, Any], now: datetime) -> None:
    """Everything the desk needs, by the people whose work it is. Safe to call once."""
    assessor, supervisor = _member(contract, Role.ASSESSOR), _member(contract, Role.SUPERVISOR)
    today = timezone.localdate(now)
    venue = contract.venues.order_by("pk")[0]
    for numbers, zone in ZONES:
        add_windows(by=supervisor, at=now, contract=contract, venue=venue, numbers=numbers, zone=zone)
    _take_items(contract, assessor, now)
    departments = {each.name: each for each in departments_of(contract)}
    items = {item.current.name: item for item in ServiceItem.objects.of(contract).select_related("current")}
    for name, parts in PACKAGES.items():
        save_package(
            by=assessor, at=now, contract=contract, package=None, name=name, note=PACKAGE_NOTES[name],
            items=[items[part] for part in parts], key=f"demo-package-{name}",
        )  # fmt: skip
    for name, (zone, contact, phone) in CONTACTS.items():
        place = Zone.objects.get(venue=venue, name=zone)
        set_contacts(
            by=assessor, at=now, today=today, contract=contract, department=departments[name],
            contacts=[(place, contact, phone)],
        )  # fmt: skip


def _member(contract: Contract, role: Role) -> Any:
    return Membership.objects.in_force().filter(contract=contract, role=role).select_related("user")[0].user


def _take_items(contract: Contract, by: Any, now: datetime) -> None:
    """All items at once, as an uploaded list is taken."""
    today = timezone.localdate(now)
    content: dict[str, Any] = {"items": [], "situations": {}, "papers": {}, "places": {"sheet": "事项"}}
    for place, (department, item) in enumerate(demo_items()):
        content["items"].append({"row": place + 2, "values": _values(department, item)})
        asked = [[question.question, list(question.options)] for question in item.questions]
        content["situations"][str(place)] = {"row": place + 2, "questions": asked}
        content["papers"][str(place)] = [
            {**asdict(paper), "row": place + 2, "when": when_line(paper.when, item.questions, full=True)}
            for paper in item.papers
        ]
    draft = ItemDraft.objects.create(
        contract=contract, file_name="演示事项清单.xlsx", content=content, created_by=by, created_at=now
    )
    seen = plan_list(by, contract, content, today).digest
    taking = Taking(today, min(contract.starts_on, today), seen)
    take_list(by=by, at=now, today=today, draft=draft, taking=taking)


def _values(department: str, item: ItemContent) -> dict[str, Any]:
    """An item's row of the list."""
    values = {name: getattr(item, name) for name in PLAIN} | {
        "department": department,
        "fee_yuan": f"{item.fee_yuan:f}",
        "channels": list(item.channels),
        "special_steps": [[step.name, step.days] for step in item.special_steps],
        "in_hall": item.name not in NOT_IN_HALL,
        "counted": item.name not in NOT_COUNTED,
    }
    return {name: str(value) if isinstance(value, TextChoices) else value for name, value in values.items()}


def demo_items() -> Iterator[tuple[str, ItemContent]]:
    """Each item with the department it belongs to."""
    department = ""
    lines = iter(ITEMS.strip().splitlines())
    for line in lines:
        if line.startswith("# "):
            department = line[2:]
        else:
            yield department, read_item(line, next(lines))


def read_item(line: str, papers: str) -> ItemContent:
    """One item of the text (see catalogue_items)."""
    name, kind, days, marks, result, asked = (part.strip() for part in line.split("|"))
    statutory, promised = (int(part) for part in days.split(","))
    words = marks.split()
    fee = next((word[1:] for word in words if word.startswith("¥")), "0")
    steps = [word.split(":") for word in words if ":" in word]
    questions = tuple(
        Question(question.strip(), tuple(options.split("/")))
        for question, _equals, options in (part.partition("=") for part in asked.split(";") if part.strip())
    )
    result_kind, _blank, result_name = result.partition(" ")
    return ItemContent(
        name=name, kind="on_spot" if kind == "即" else "promised", statutory_days=statutory, promised_days=promised,
        fee_yuan=Decimal(fee), fee_note="登记费" if fee != "0" else "",
        channels=(Channel.COUNTER, *(CHANNELS[word] for word in words if word in CHANNELS)),
        cross_region=next((REGIONS[word] for word in words if word in REGIONS), ""), zero_visit="零" in words,
        special_steps=tuple(Step(step, int(count)) for step, count in steps), result_kind=RESULTS[result_kind],
        result_name=result_name, phone="0898-6590 1000", questions=questions,
        papers=tuple(_paper(part.strip(), questions) for part in papers.split(";")),
    )  # fmt: skip


def _paper(text: str, questions: tuple[Question, ...]) -> Paper:
    found = PAPER.match(text)
    if found is None:
        raise ValueError(f"the demo's material {text!r} is not written as it should be")
    necessity = {"*": Necessity.DEFERRABLE, "?": Necessity.OPTIONAL}.get((found["necessity"] or "").strip())
    return Paper(
        found["name"], FORMS[found["form"]], int(found["copies"] or 1), necessity or Necessity.REQUIRED,
        found["licence"] or "", when=read_when(found["when"] or found["late"] or "", questions),
    )  # fmt: skip
