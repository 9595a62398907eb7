"""Items: added, changed by their next version, retired, taken up again. Nothing that held is rewritten."""

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract, Organisation
from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.text_hygiene import clean_text, digits_narrowed
from records.actions import claim_key, record_event
from windows.actions.item_versions import VersionPlan, move_current, refresh_search, write_versions
from windows.models import ItemVersion, ServiceItem
from windows.models.catalogue import NATIONAL_CODE, SHORT_CODE
from windows.queries.departments import editable_departments
from windows.queries.item_contents import content_of, with_parts
from windows.queries.items import version_on
from windows.rules.item_changes import changes
from windows.rules.item_content import Fault, ItemContent, check_content, clean_content

FURTHEST = timedelta(days=730)


class ItemRefused(DomainError):
    """An item or version that may not stand like this. Shape: `faults` names the fields, where fields are at fault."""

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class ItemMoved(Stale):
    """The item has another version than the page showed."""


@dataclass(frozen=True, slots=True)
class ItemIdentity:
    """What an item keeps through its versions. Shape: an empty short code asks for the next free number."""

    department: Organisation
    short_code: str = ""
    national_code: str = ""
    in_hall: bool = True
    counted: bool = True


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """One filled-in form: what the item is, what its version says, from which day.

    Shape: `seen` is the number of the version that the form began from.
    """

    identity: ItemIdentity
    content: ItemContent
    effective_on: date
    source: str = ""
    seen: int = 0


@transaction.atomic
def add_item(
    *, by: Any, at: datetime, today: date, contract: Contract, edit: ItemEdit, key: str
) -> ServiceItem:
    """Add an item with its first version, once for each form's `key`. Raises: ItemRefused."""
    edit = replace(edit, content=clean_content(edit.content))
    claim = claim_key(by=by, key=key, body={"item": contract.pk, **_body(edit)}, at=at)
    if claim.answer:
        return ServiceItem.objects.get(pk=claim.answer["id"])
    Organisation.objects.select_for_update().get(pk=contract.purchaser_id)
    if edit.effective_on > today + FURTHEST:
        raise ItemRefused(_("生效日期在两年以后，请核对。"))
    check_edit(by=by, contract=contract, edit=edit)
    codes = checked_codes(edit.identity)
    item = ServiceItem(
        purchaser_id=contract.purchaser_id,
        department=edit.identity.department,
        short_code=codes[0] or free_codes(contract, 1)[0],
        national_code=codes[1],
        in_hall=edit.identity.in_hall,
        counted=edit.identity.counted,
        created_at=at,
        created_by=by,
    )
    _save(item)
    plan = VersionPlan(item, 1, edit.effective_on, edit.content, edit.source)
    write_versions(by=by, at=at, plans=[plan])
    move_current(today, [item.pk])
    item.refresh_from_db()
    after = {"short_code": item.short_code, "name": edit.content.name, "effective_on": edit.effective_on}
    record_event("item.add", by=by, obj=item, contract=contract, after=after)
    claim.settle({"id": item.pk})
    return item


@transaction.atomic
def change_item(
    *, by: Any, at: datetime, today: date, contract: Contract, item: ServiceItem, edit: ItemEdit, key: str
) -> ServiceItem:
    """Make an item's next version, of the one that holds on its effective date; codes and department change at once.

    Raises: ItemMoved when that is not the version the form began from; ItemRefused.
    """
    edit = replace(edit, content=clean_content(edit.content))
    claim = claim_key(by=by, key=key, body={"change": item.pk, **_body(edit)}, at=at)
    if claim.answer:
        return ServiceItem.objects.get(pk=item.pk)
    locked = lock_item(by=by, contract=contract, item=item)
    check_edit(by=by, contract=contract, edit=edit)
    base = _base(locked, edit, today)
    before = content_of(with_parts([base])[0])
    moved = _change_identity(locked, edit.identity)
    if before == edit.content and not moved:
        raise ItemRefused(_("没有改动，不必建立新版本。"))
    told: dict[str, Any] = dict(moved)
    if before != edit.content:
        last = locked.versions.order_by("-number").values_list("number", flat=True)[0]
        plan = VersionPlan(locked, last + 1, edit.effective_on, edit.content, edit.source)
        write_versions(by=by, at=at, plans=[plan])
        move_current(today, [locked.pk])
        told |= {"version": plan.number, "effective_on": edit.effective_on}
        told["changed"] = "；".join(change.label for change in changes(before, edit.content))[:500]
    if moved:
        refresh_search([locked])
    record_event("item.change", by=by, obj=locked, contract=contract, after=told)
    claim.settle({"id": locked.pk})
    locked.refresh_from_db()
    return locked


def _base(item: ServiceItem, edit: ItemEdit, today: date) -> ItemVersion:
    """The version a change is made of. Raises: ItemMoved, ItemRefused."""
    if not today <= edit.effective_on <= today + FURTHEST:
        raise ItemRefused(_("生效日期须在今天至两年之内；过去的办件按当时的版本办理，不能改写。"))
    base = version_on(item, edit.effective_on)
    if base is None:
        raise ItemRefused(_("事项的第一个版本还没有生效，请把生效日期改到它之后。"))
    if base.number == edit.seen:
        return base
    words = {"number": base.number, "day": f"{base.effective_on:%Y-%m-%d}", "seen": edit.seen}
    raise ItemMoved(
        _("生效日那天适用的是版本 %(number)s（%(day)s 起），而这里改的是版本 %(seen)s。"
          "请从版本 %(number)s 改起，或换一个生效日期。") % words
    )  # fmt: skip


@transaction.atomic
def retire_item(
    *,
    by: Any,
    at: datetime,
    today: date,
    contract: Contract,
    item: ServiceItem,
    retired_on: date,
    reason: str,
) -> ServiceItem:
    """Serve an item no more from a day on, with the reason; open cases go on. Raises: ItemRefused."""
    locked = lock_item(by=by, contract=contract, item=item)
    reason = clean_text(reason).strip()
    if not reason or len(reason) > 200:
        raise ItemRefused(_("请写明停办的原因，不超过 200 字。"))
    if not today <= retired_on <= today + FURTHEST:
        raise ItemRefused(_("停办日期须在今天至两年之内。"))
    ServiceItem.objects.filter(pk=locked.pk).update(retired_on=retired_on, retired_reason=reason)
    after = {"retired_on": retired_on, "reason": reason}
    record_event("item.retire", by=by, obj=locked, contract=contract, after=after)
    locked.refresh_from_db()
    return locked


@transaction.atomic
def reopen_item(*, by: Any, at: datetime, contract: Contract, item: ServiceItem) -> ServiceItem:
    """Take a retired item up again. Raises: ItemRefused."""
    locked = lock_item(by=by, contract=contract, item=item, retired=True)
    before = {"retired_on": locked.retired_on, "reason": locked.retired_reason}
    ServiceItem.objects.filter(pk=locked.pk).update(retired_on=None, retired_reason="")
    record_event("item.reopen", by=by, obj=locked, contract=contract, before=before)
    locked.refresh_from_db()
    return locked


def lock_item(*, by: Any, contract: Contract, item: ServiceItem, retired: bool = False) -> ServiceItem:
    """An item of this contract, locked. Raises: ItemRefused when it is not theirs, or its standing is another."""
    locked: ServiceItem = (
        ServiceItem.objects.of(contract).select_for_update(of=("self",)).select_related("department").get(pk=item.pk)
    )  # fmt: skip
    if not editable_departments(by, contract).filter(pk=locked.department_id).exists():
        raise ItemRefused(_("只有本部门的联络人或采购人的考核人可以修改这个事项。"))
    if retired and locked.retired_on is None:
        raise ItemRefused(_("事项没有停办。"))
    if not retired and locked.retired_on is not None:
        words = {"day": f"{locked.retired_on:%Y-%m-%d}"}
        raise ItemRefused(_("事项已定于 %(day)s 停办，要修改请先恢复办理。") % words)
    return locked


def check_edit(*, by: Any, contract: Contract, edit: ItemEdit) -> None:
    """Raises: ItemRefused with every fault of the content, or when the department is not theirs to edit."""
    if not editable_departments(by, contract).filter(pk=edit.identity.department.pk).exists():
        raise ItemRefused(_("您不能编辑“%(name)s”的事项。") % {"name": edit.identity.department.name})
    faults = tuple(check_content(edit.content))
    if faults:
        raise ItemRefused("".join(str(fault) for fault in faults), faults)


def checked_codes(identity: ItemIdentity) -> tuple[str, str]:
    """Short and national code as they are stored. Raises: ItemRefused."""
    short = digits_narrowed(clean_text(identity.short_code)).strip()
    national = digits_narrowed(clean_text(identity.national_code)).strip().upper()
    for value, validator in ((short, SHORT_CODE), (national, NATIONAL_CODE)):
        try:
            if value:
                validator(value)
        except ValidationError as error:
            raise ItemRefused(f"{value}：{error.message}") from error
    return short, national


def free_codes(contract: Contract, count: int, spoken_for: Collection[str] = ()) -> list[str]:
    """The next short codes that are free, as numbers of four digits or more."""
    taken = {*spoken_for, *ServiceItem.objects.of(contract).values_list("short_code", flat=True)}
    found: list[str] = []
    number = 0
    while len(found) < count:
        number += 1
        code = f"{number:04}"
        if code not in taken:
            found.append(code)
    return found


def _change_identity(item: ServiceItem, identity: ItemIdentity) -> dict[str, Any]:
    """Write codes, department and marks that differ, and say which. Raises: ItemRefused."""
    short, national = checked_codes(identity)
    wanted = {
        "department": identity.department,
        "short_code": short or item.short_code,
        "national_code": national,
        "in_hall": identity.in_hall,
        "counted": identity.counted,
    }
    changed = {name: value for name, value in wanted.items() if getattr(item, name) != value}
    for name, value in changed.items():
        setattr(item, name, value)
    if changed:
        _save(item, list(changed))
    return {name: str(value) for name, value in changed.items()}


def _save(item: ServiceItem, fields: list[str] | None = None) -> None:
    """Raises: ItemRefused when another item has one of the codes."""
    others = ServiceItem.objects.filter(purchaser=item.purchaser_id).exclude(pk=item.pk)
    if others.filter(short_code=item.short_code).exists():
        raise ItemRefused(
            _("简码 %(code)s 已被另一个事项使用，请换一个，或留空由系统编号。") % {"code": item.short_code}
        )
    if item.national_code and others.filter(national_code=item.national_code).exists():
        raise ItemRefused(_("实施编码 %(code)s 已被另一个事项使用，请核对。") % {"code": item.national_code})
    try:
        with transaction.atomic():
            item.save(update_fields=fields) if fields else item.save(force_insert=True)
    except IntegrityError as error:
        raise ItemRefused(_("编码刚刚被另一个事项使用，请核对后再试。")) from error


def _body(edit: ItemEdit) -> dict[str, Any]:
    """What makes two forms the same one."""
    identity = {
        "department": edit.identity.department.pk,
        "codes": [edit.identity.short_code, edit.identity.national_code],
        "marks": [edit.identity.in_hall, edit.identity.counted],
    }
    return {**identity, "content": asdict(edit.content), "on": edit.effective_on, "seen": edit.seen}
