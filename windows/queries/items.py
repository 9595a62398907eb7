"""Reads of the item catalogue: the search of the desk, a version on a day, its questions and materials."""

from collections.abc import Collection
from datetime import date

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from contracts.models import Contract
from hall_ops.lib.text_hygiene import compare_key
from windows.models import ItemVersion, Material, ServiceItem, Situation
from windows.rules.item_words import typed_words


def versions_on(contract: Contract, day: date) -> QuerySet[ItemVersion]:
    """Of each item of the contract's purchaser that is served on a day the version that holds. One query."""
    open_items = Q(item__retired_on=None) | Q(item__retired_on__gt=day)
    held = ItemVersion.objects.filter(open_items, item__purchaser_id=contract.purchaser_id).in_force(day)
    return held.select_related("item", "item__department")


def search_items(contract: Contract, words: str, day: date, limit: int = 12) -> list[ItemVersion]:
    """Items of the hall by words of the name, short or national code, or pinyin initials, best first. One query.

    Best is the exact short code, then a name or initials that begin with what was typed, then a code that does, then
    what holds every word somewhere; among equals the shorter name.
    """
    typed = typed_words(words)
    if not typed:
        return []
    whole, found = "".join(typed), versions_on(contract, day).filter(item__in_hall=True)
    for word in typed:
        found = found.filter(search__contains=word)
    begins = Q(search__startswith=compare_key(words)) | Q(initials__startswith=whole)
    rank = Case(
        When(item__short_code__iexact=compare_key(words), then=Value(0)),
        When(begins, then=Value(1)),
        When(search__contains="\n" + whole, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return list(found.order_by(rank, Length("name"), "item__short_code")[:limit])


def version_on(item: ServiceItem, day: date) -> ItemVersion | None:
    """The version of an item that holds on a day; None before its first."""
    return (
        ItemVersion.objects.filter(item=item, effective_on__lte=day)
        .select_related("item", "item__department")
        .order_by("-effective_on", "-number")
        .first()
    )


def questions_of(version: ItemVersion) -> list[Situation]:
    """The questions of a version with their options. Two queries."""
    return list(version.situations.order_by("position").prefetch_related("options"))


def materials_for(version: ItemVersion, option_ids: Collection[int]) -> list[Material]:
    """The papers a version asks for under these answers: those always asked, and those of a chosen option. Two queries.

    Options of other versions say nothing here.
    """
    chosen = set(option_ids)
    asked = version.materials.order_by("position").prefetch_related("options")
    return [paper for paper in asked if _is_asked({option.pk for option in paper.options.all()}, chosen)]


def _is_asked(options: set[int], chosen: set[int]) -> bool:
    return not options or bool(options & chosen)
