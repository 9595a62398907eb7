"""Writing versions of items whole, one or two thousand alike: versions, questions, options, papers, then frozen.

Used by windows.actions.items and windows.actions.item_imports; nothing else makes a version.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery

from hall_ops.lib.pinyin import initials
from windows.models import ItemVersion, Material, ServiceItem, Situation, SituationOption
from windows.rules.item_content import PLAIN, ItemContent
from windows.rules.item_words import bare_initials, search_text

BATCH = 500
OptionOf = dict[tuple[int, int, int], SituationOption]


@dataclass(frozen=True, slots=True)
class VersionPlan:
    """One version to be written. Shape: the item's codes are those the version is to be found by."""

    item: ServiceItem
    number: int
    effective_on: date
    content: ItemContent
    source: str = ""


def write_versions(*, by: Any, at: datetime, plans: Sequence[VersionPlan]) -> list[ItemVersion]:
    """Write versions with all their parts. Belongs into the caller's transaction; a handful of queries a batch."""
    versions = ItemVersion.objects.bulk_create((_version(plan, by, at) for plan in plans), batch_size=BATCH)
    options = _write_questions(versions, plans)
    papers = [
        (plan_at, paper, Material(
            version=versions[plan_at], position=position, name=paper.name, form=paper.form, copies=paper.copies,
            necessity=paper.necessity, licence=paper.licence, note=paper.note,
        ))
        for plan_at, plan in enumerate(plans)
        for position, paper in enumerate(plan.content.papers, start=1)
    ]  # fmt: skip
    Material.objects.bulk_create((material for _at, _paper, material in papers), batch_size=BATCH)
    links = Material.options.through
    links.objects.bulk_create(
        (
            links(material_id=material.pk, situationoption_id=options[plan_at, *place].pk)
            for plan_at, paper, material in papers
            for place in paper.when
        ),
        batch_size=BATCH,
    )
    for some in batches([version.pk for version in versions]):
        ItemVersion.objects.filter(pk__in=some).update(frozen=True)
    for version in versions:
        version.frozen = True
    return versions


def _version(plan: VersionPlan, by: Any, at: datetime) -> ItemVersion:
    content = plan.content
    return ItemVersion(
        item=plan.item,
        number=plan.number,
        effective_on=plan.effective_on,
        **{name: getattr(content, name) for name in PLAIN},
        channels=list(content.channels),
        special_steps=[{"name": step.name, "days": step.days} for step in content.special_steps],
        source=plan.source[:120],
        made_at=at,
        made_by=by,
        **found_by(plan.item, content.name),
    )


def found_by(item: ServiceItem, name: str) -> dict[str, str]:
    """The columns a version is searched in."""
    sounded = bare_initials(initials(name))[:200]
    return {"initials": sounded, "search": search_text(name, sounded, item.short_code, item.national_code)}


def _write_questions(versions: Sequence[ItemVersion], plans: Sequence[VersionPlan]) -> OptionOf:
    """The questions and options of these versions. Shape: options by (plan, question, option)."""
    questions = [
        (
            plan_at,
            row,
            question,
            Situation(version=versions[plan_at], position=row, question=question.question),
        )
        for plan_at, plan in enumerate(plans)
        for row, question in enumerate(plan.content.questions, start=1)
    ]
    Situation.objects.bulk_create((situation for *_place, situation in questions), batch_size=BATCH)
    options = {
        (plan_at, row, column): SituationOption(situation=situation, position=column, label=label)
        for plan_at, row, question, situation in questions
        for column, label in enumerate(question.options, start=1)
    }
    SituationOption.objects.bulk_create(options.values(), batch_size=BATCH)
    return options


def refresh_search(items: Sequence[ServiceItem]) -> None:
    """Let every version of these items be found by their present codes. Two queries a batch."""
    by_key = {item.pk: item for item in items}
    for some in batches(list(by_key)):
        versions = list(ItemVersion.objects.filter(item__in=some).only("item", "name"))
        for version in versions:
            found = found_by(by_key[version.item_id], version.name)
            version.initials, version.search = found["initials"], found["search"]
        ItemVersion.objects.bulk_update(versions, ["initials", "search"], batch_size=BATCH)


def move_current(day: date, items: Sequence[int] | None = None) -> int:
    """Point items at the version that holds on a day; those that do already stay untouched. Returns how many moved.

    Shape: `items` are keys; None looks at all.
    """
    held = Subquery(
        ItemVersion.objects.filter(item=OuterRef("pk"), effective_on__lte=day)
        .order_by("-effective_on", "-number")
        .values("pk")[:1]
    )
    moved = 0
    for some in [None] if items is None else batches(items):
        rows = ServiceItem.objects.all() if some is None else ServiceItem.objects.filter(pk__in=some)
        astray = Q(held__isnull=False) & (Q(current=None) | ~Q(current=F("held")))
        found = list(rows.annotate(held=held).filter(astray).values_list("pk", flat=True))
        for part in batches(found):
            moved += ServiceItem.objects.filter(pk__in=part).update(current_id=held)
    return moved


def batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """Keys in portions that a query takes."""
    for start in range(0, len(keys), BATCH):
        yield keys[start : start + BATCH]
