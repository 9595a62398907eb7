"""The catalogue as a list: items with the version that holds, filters, counts; one item with all it was."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import compare_key
from windows.enums import ItemKind
from windows.models import ItemVersion, ServiceItem
from windows.queries.item_contents import content_of, with_parts
from windows.rules.item_changes import Change, changes
from windows.rules.item_words import typed_words

SERVED, OUTSIDE, COMING, RETIRED, ALL = "served", "outside", "coming", "retired", "all"


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What the list is narrowed to; "" and None narrow nothing."""

    words: str = ""
    department: int | None = None
    kind: str = ""
    zero_visit: str = ""
    cross_region: str = ""
    standing: str = SERVED


def items_matching(user: Any, contract: Contract, day: date, wanted: ItemFilter) -> QuerySet[ServiceItem]:
    """Items somebody may see, with what the list shows of each. Shape: `coming_on` is the next version's day, and
    `shown_name` the name in force, or the first to come."""
    items = ServiceItem.objects.allowed(user, Permission.ITEM_VIEW).of(contract)
    items = items.filter(_standing(wanted.standing, day))
    if wanted.department:
        items = items.filter(department=wanted.department)
    if wanted.kind:
        items = items.filter(current__kind=wanted.kind)
    if wanted.zero_visit:
        items = items.filter(current__zero_visit=wanted.zero_visit == "yes")
    if wanted.cross_region:
        region = wanted.cross_region
        items = items.exclude(current__cross_region="") if region == "any" else items.filter(
            current__cross_region=region
        )  # fmt: skip
    versions = ItemVersion.objects.filter(item=OuterRef("pk"))
    for word in typed_words(wanted.words):
        found = versions.filter(search__contains=word)
        items = items.filter(Q(current__search__contains=word) | Q(current=None) & Exists(found))
    coming = versions.filter(effective_on__gt=day).order_by("effective_on", "-number")
    return (
        items.select_related("current", "department")
        .annotate(
            coming_on=Subquery(coming.values("effective_on")[:1]),
            shown_name=Coalesce("current__name", Subquery(coming.values("name")[:1])),
            exact=Case(
                When(short_code__iexact=compare_key(wanted.words), then=Value(0)),
                default=Value(1),
                output_field=IntegerField(),
            ),
        )
        .order_by("exact", "short_code")
    )


def _standing(standing: str, day: date) -> Q:
    open_items = Q(retired_on=None) | Q(retired_on__gt=day)
    return {
        SERVED: open_items & Q(in_hall=True, current__isnull=False),
        OUTSIDE: open_items & Q(in_hall=False),
        COMING: open_items & Q(current=None),
        RETIRED: Q(retired_on__lte=day),
    }.get(standing, Q())


def catalogue_counts(contract: Contract, day: date) -> dict[str, int]:
    """How many items of each sort the catalogue holds. One query.

    Shape: served, on_spot, zero_visit and cross_region count what is served in the hall; outside and retired the rest.
    """
    served = _standing(SERVED, day)
    return ServiceItem.objects.of(contract).aggregate(
        served=Count("pk", filter=served),
        on_spot=Count("pk", filter=served & Q(current__kind=ItemKind.ON_SPOT)),
        zero_visit=Count("pk", filter=served & Q(current__zero_visit=True)),
        cross_region=Count("pk", filter=served & ~Q(current__cross_region="")),
        outside=Count("pk", filter=_standing(OUTSIDE, day)),
        retired=Count("pk", filter=_standing(RETIRED, day)),
    )


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version with what it changed against the one it was made of, and where it stands on the day."""

    version: ItemVersion
    changes: list[Change] = field(default_factory=list)
    standing: str = ""


def version_rows(item: ServiceItem, day: date) -> list[VersionRow]:
    """Every version, the newest first. Five queries. Shape: standing is "now", "coming" or "past"."""
    versions = with_parts(item.versions.select_related("made_by").order_by("number"))
    held = _held(versions, day)
    rows = []
    for position, version in enumerate(versions):
        base = _held(versions[:position], version.effective_on) or (
            versions[position - 1] if position else None
        )
        said = changes(content_of(base), content_of(version)) if base else []
        standing = "now" if version == held else "coming" if version.effective_on > day else "past"
        rows.append(VersionRow(version, said, standing))
    return rows[::-1]


def _held(versions: Sequence[ItemVersion], day: date) -> ItemVersion | None:
    begun = [version for version in versions if version.effective_on <= day]
    return max(begun, key=lambda version: (version.effective_on, version.number), default=None)
