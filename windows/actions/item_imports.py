"""The whole item list at once: uploaded, looked at, taken all or nothing; the same list again changes nothing."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Organisation
from hall_ops.lib.file_problems import FileRefused
from hall_ops.lib.text_hygiene import compare_key
from records.actions import record_event
from windows.actions.departments import add_department
from windows.actions.item_versions import (
    BATCH,
    VersionPlan,
    batches,
    move_current,
    refresh_search,
    write_versions,
)
from windows.actions.items import FURTHEST, ItemMoved, ItemRefused, free_codes
from windows.files.items import nothing_to_take, read_items
from windows.models import ItemDraft, ItemVersion, ServiceItem
from windows.queries.item_plans import ItemPlan, ListPlan, plan_list

NAME_MOST = 120
FIELDS = ("department", "short_code", "national_code", "in_hall", "counted")


@dataclass(frozen=True, slots=True)
class Taking:
    """How a list is taken: from when changes hold, from when new items do, what happens to those it leaves out.

    Shape: `seen` is the digest of the plan that the page showed.
    """

    effective_on: date
    added_from: date
    seen: str
    retire_missing: bool = False


def start_list(*, by: Any, at: datetime, contract: Contract, name: str, data: bytes) -> ItemDraft:
    """Keep an uploaded list for its preview. Raises: FileRefused with every fault, or when it changes nothing."""
    content = read_items(name, data)
    plan = plan_list(by, contract, content, timezone.localdate(at))
    if plan.problems:
        raise FileRefused(sorted(plan.problems, key=lambda each: (each.sheet, each.row or 0)))
    if not plan.missing and plan.counts["same"] == len(plan.plans):
        raise nothing_to_take()
    with transaction.atomic():
        draft = ItemDraft.objects.create(
            contract=contract, file_name=name[-NAME_MOST:], content=content, created_by=by, created_at=at
        )
        after = {"file": draft.file_name, "rows": len(content["items"])}
        record_event("item.upload", by=by, obj=draft, contract=contract, after=after)
    return draft


@transaction.atomic
def drop_list(*, by: Any, draft: ItemDraft) -> None:
    """Throw an uploaded list away."""
    record_event("item.drop", by=by, obj=draft, contract=draft.contract, before={"file": draft.file_name})
    ItemDraft.objects.filter(pk=draft.pk).delete()


@transaction.atomic
def take_list(*, by: Any, at: datetime, today: date, draft: ItemDraft, taking: Taking) -> dict[str, int]:
    """Do all that the preview showed, or nothing. Raises: ItemMoved when the catalogue has moved; ItemRefused.

    Returns how many items were new, changed, reopened, same and retired.
    """
    row = (
        ItemDraft.objects.select_for_update(of=("self",))
        .select_related("contract")
        .filter(pk=draft.pk)
        .first()
    )
    if row is None:
        raise ItemRefused(_("这份清单已被导入或放弃。"))
    contract = row.contract
    Organisation.objects.select_for_update().get(pk=contract.purchaser_id)
    if not today <= taking.effective_on <= today + FURTHEST or taking.added_from > today + FURTHEST:
        raise ItemRefused(_("修改的生效日期须在今天至两年之内；新增事项的日期不晚于两年。"))
    plan = plan_list(by, contract, row.content, taking.effective_on)
    if plan.problems:
        raise ItemRefused("\n".join(str(problem) for problem in plan.problems[:10]))
    if plan.digest != taking.seen:
        raise ItemMoved(_("目录在预览之后有了变化，或所选生效日适用别的版本。请按现在的差异再看一遍后导入。"))
    items = _write_items(by, at, plan, contract)
    _write_versions(by, at, plan, items, taking, row.file_name)
    retired = _retire(plan, taking, row.file_name) if taking.retire_missing else 0
    move_current(today, [item.pk for item in items])
    told = {**plan.counts, "retired": retired}
    after = {**told, "file": row.file_name, "effective_on": taking.effective_on}
    record_event("item.import", by=by, obj=row, contract=contract, after=after)
    row.delete()
    return told


def _write_items(by: Any, at: datetime, plan: ListPlan, contract: Contract) -> list[ServiceItem]:
    """The items of the list's rows, new ones made, others with their codes and marks of today. Raises: ItemRefused."""
    departments = {
        compare_key(name): add_department(by=by, at=at, contract=contract, name=name)
        for name in plan.new_departments
    }
    for each in plan.plans:
        each.department = each.department or departments[compare_key(each.department_name)]
    codes = iter(free_codes(contract, len(plan.plans), _codes_in(plan)))
    new: list[ServiceItem] = []
    moved: list[ServiceItem] = []
    items: list[ServiceItem] = []
    for each in plan.plans:
        item = each.item or ServiceItem(purchaser_id=contract.purchaser_id, created_at=at, created_by=by)
        if each.item is None or each.identity_changes or each.reopens:
            _set_identity(item, each, codes)
            (moved if each.item else new).append(item)
        items.append(item)
    try:
        with transaction.atomic():
            ServiceItem.objects.bulk_create(new, batch_size=BATCH)
            fields = [*FIELDS, "retired_on", "retired_reason"]
            ServiceItem.objects.bulk_update(moved, fields, batch_size=BATCH)
    except IntegrityError as error:
        raise ItemRefused(_("有的简码或实施编码已被别的事项使用，请核对后再导入。")) from error
    refresh_search(moved)
    return items


def _codes_in(plan: ListPlan) -> set[str]:
    return {str(each.identity.get("short_code") or "") for each in plan.plans}


def _set_identity(item: ServiceItem, plan: ItemPlan, codes: Any) -> None:
    given = plan.identity
    item.department = plan.department  # type: ignore[assignment]
    item.short_code = given.get("short_code") or item.short_code or next(codes)
    item.national_code = given.get("national_code", item.national_code)
    item.in_hall, item.counted = given.get("in_hall", item.in_hall), given.get("counted", item.counted)
    if plan.reopens:
        item.retired_on, item.retired_reason = None, ""


def _write_versions(
    by: Any, at: datetime, plan: ListPlan, items: list[ServiceItem], taking: Taking, source: str
) -> None:
    known = [each.item.pk for each in plan.plans if each.item and each.changes]
    last: dict[int, int] = {}
    for some in batches(known):
        numbers = ItemVersion.objects.filter(item__in=some).order_by().values_list("item")
        last |= dict(numbers.annotate(last=Max("number")))
    plans = [
        VersionPlan(
            item,
            last.get(item.pk, 0) + 1,
            taking.effective_on if each.item else taking.added_from,
            each.content,
            source,
        )
        for each, item in zip(plan.plans, items, strict=True)
        if each.item is None or each.changes
    ]
    write_versions(by=by, at=at, plans=plans)


def _retire(plan: ListPlan, taking: Taking, source: str) -> int:
    reason = (_("不在导入的清单“%(name)s”中") % {"name": source})[:200]
    keys = [item.pk for item in plan.missing]
    for some in batches(keys):
        ServiceItem.objects.filter(pk__in=some).update(retired_on=taking.effective_on, retired_reason=reason)
    return len(keys)
