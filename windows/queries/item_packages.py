"""Packages of items: what each asks for in all, and how long it takes."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import compare_key
from windows.models import ItemPackage, ItemVersion, Material, PackageItem, ServiceItem
from windows.queries.items import versions_on


@dataclass(frozen=True, slots=True)
class PackageRow:
    """A package with its items in order. Shape: `gone` are items served no more. Units: working days."""

    package: ItemPackage
    items: list[ServiceItem]
    gone: list[ServiceItem]

    @property
    def longest(self) -> int:
        """The promise of the slowest item: what the whole takes when all go side by side."""
        return max((item.current.promised_days for item in self.items if item.current), default=0)


def packages_of(user: Any, contract: Contract) -> QuerySet[ItemPackage]:
    """The packages somebody may see, their items in order at hand."""
    parts = PackageItem.objects.select_related("item__current", "item__department").order_by("position")
    packages = ItemPackage.objects.allowed(user, Permission.ITEM_VIEW).of(contract)
    return packages.prefetch_related(Prefetch("parts", parts)).order_by("retired_on", "name")


def package_row(package: ItemPackage, day: date) -> PackageRow:
    """No query where the parts are at hand."""
    items = [part.item for part in package.parts.all()]
    gone = [item for item in items if item.retired_on and item.retired_on <= day]
    return PackageRow(package, items, gone)


@dataclass(slots=True)
class SharedPaper:
    """A paper of a package, handed in once, and who asks for it. Shape: `always`: an item asks for it in any case."""

    name: str
    items: list[str] = field(default_factory=list)
    always: bool = False
    copies: int = 1


def shared_papers(contract: Contract, row: PackageRow, day: date) -> list[SharedPaper]:
    """One set of papers for the whole package: those of the same name once. Three queries."""
    versions = versions_on(contract, day).filter(item__in=row.items)
    papers = Material.objects.order_by("position").prefetch_related("options")
    held: dict[int, ItemVersion] = {
        version.item_id: version for version in versions.prefetch_related(Prefetch("materials", papers))
    }
    found: dict[str, SharedPaper] = {}
    for item in row.items:
        version = held.get(item.pk)
        for paper in version.materials.all() if version else ():
            shared = found.setdefault(compare_key(paper.name), SharedPaper(paper.name))
            shared.items.append(version.name if version else "")
            shared.always = shared.always or not paper.options.all()
            shared.copies = max(shared.copies, paper.copies)
    return sorted(found.values(), key=lambda each: (-len(each.items), not each.always))
