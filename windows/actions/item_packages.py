"""Packages of items that belong to one life event (一件事): put together, changed, put away. Source: 004 二(二)1(3)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.models import ItemPackage, PackageItem, ServiceItem
from windows.queries.departments import edits_all_departments

MOST_ITEMS = 30


class PackageRefused(DomainError):
    """A package that may not stand like this."""


@transaction.atomic
def save_package(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    package: ItemPackage | None,
    name: str,
    note: str,
    items: Sequence[ServiceItem],
    key: str,
) -> ItemPackage:
    """Make a package, or give one another name, note or other items in this order. Raises: PackageRefused."""
    body = {
        "package": package and package.pk,
        "name": name,
        "note": note,
        "items": [item.pk for item in items],
    }
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return ItemPackage.objects.get(pk=claim.answer["id"])
    _may(by, contract)
    name, note = clean_text(name).strip(), clean_text(note).strip()
    _check(contract, name, note, items)
    row = ItemPackage(purchaser_id=contract.purchaser_id)
    if package is not None:
        row = ItemPackage.objects.of(contract).select_for_update(of=("self",)).get(pk=package.pk)
    before = {"name": row.name, "items": _codes([part.item for part in _parts(row)] if row.pk else [])}
    row.name, row.note = name, note
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise PackageRefused(_("已有“%(name)s”这件事，请换一个名称。") % {"name": name}) from error
    PackageItem.objects.filter(package=row).delete()
    PackageItem.objects.bulk_create(
        PackageItem(package=row, item=item, position=position) for position, item in enumerate(items, start=1)
    )
    after = {"name": name, "items": _codes(items)}
    record_event("package.save", by=by, obj=row, contract=contract, before=before, after=after)
    claim.settle({"id": row.pk})
    return row


@transaction.atomic
def retire_package(
    *, by: Any, at: datetime, today: date, contract: Contract, package: ItemPackage, retired: bool = True
) -> ItemPackage:
    """Put a package away, or take it up again. Raises: PackageRefused."""
    _may(by, contract)
    row: ItemPackage = ItemPackage.objects.of(contract).select_for_update(of=("self",)).get(pk=package.pk)
    if retired == (row.retired_on is not None):
        raise PackageRefused(_("这件事已经停用。") if retired else _("这件事没有停用。"))
    row.retired_on = today if retired else None
    row.save(update_fields=["retired_on"])
    record_event("package.retire", by=by, obj=row, contract=contract, after={"retired_on": row.retired_on})
    return row


def _may(by: Any, contract: Contract) -> None:
    if not edits_all_departments(by, contract):
        raise PackageRefused(_("一件事跨部门，只有采购人的考核人可以编辑。"))


def _check(contract: Contract, name: str, note: str, items: Sequence[ServiceItem]) -> None:
    if not name or len(name) > 100 or len(note) > 300:
        raise PackageRefused(_("请填写名称，不超过 100 字；说明不超过 300 字。"))
    if not 2 <= len(items) <= MOST_ITEMS:
        raise PackageRefused(
            _("一件事由 2 至 %(most)s 个事项组成，请先查找事项并加入。") % {"most": MOST_ITEMS}
        )
    if len({item.pk for item in items}) < len(items):
        raise PackageRefused(_("同一个事项加入了两次。"))
    if any(item.purchaser_id != contract.purchaser_id for item in items):
        raise PackageRefused(_("有的事项不在本目录内。"))


def _parts(package: ItemPackage) -> list[PackageItem]:
    return list(package.parts.select_related("item").order_by("position"))


def _codes(items: Sequence[ServiceItem]) -> str:
    return "、".join(item.short_code for item in items)
