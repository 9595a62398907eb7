"""Columns of an old ledger that name rows of ours: an item, a department, a kind of document.

They give ids and plain words: a case takes them ten times as quickly as rows and enumerations.
"""

from collections import defaultdict
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from contracts.models import Contract, Organisation
from hall_ops.lib.text_hygiene import compare_key
from windows.enums import IdKind
from windows.models import ItemVersion, ServiceItem
from windows.resources.base import Wrong


class Told(NamedTuple):
    """What an item says of its cases. Shape: ids of its version and department."""

    version: int
    kind: str
    promised_days: int
    department: int


class ItemWidget(Widget):
    """An item by its code or its name, in the catalogue of the contract. Clean value: its id."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract
        self._found: dict[tuple[Any, Any, Any], int] = {}

    @cached_property
    def told(self) -> dict[int, "Told"]:
        """What every item says of its cases, by its id."""
        return {
            pk: Told(item.current.pk, item.current.kind, item.current.promised_days, item.department_id)
            for pk, item in self._known[2].items()
            if item.current
        }

    @cached_property
    def _known(self) -> tuple[dict[str, set[int]], dict[str, int], dict[int, ServiceItem]]:
        items = ServiceItem.objects.of(self.contract).select_related("current", "department")
        by_id = {item.pk: item for item in items if item.current}
        codes = {
            code.upper(): pk
            for pk, item in by_id.items()
            for code in (item.short_code, item.national_code)
            if code
        }
        names: dict[str, set[int]] = defaultdict(set)
        for name, pk in ItemVersion.objects.filter(item__in=by_id).values_list("name", "item_id"):
            names[compare_key(name)].add(pk)
        return names, codes, by_id

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        key = (value, row.get("item_code"), row.get("department"))
        if key not in self._found:
            self._found[key] = self._find(value, row)
        return self._found[key]

    def _find(self, value: Any, row: Any) -> int:
        names, codes, by_id = self._known
        code = (row.get("item_code") or "").upper()
        if code:
            if code not in codes:
                raise Wrong(_("事项编码不在目录里"), _("请核对编码，或先在“事项目录”里建立这个事项"))
            return codes[code]
        found = names.get(compare_key(value), set())
        if len(found) > 1 and row.get("department"):
            wanted = compare_key(row["department"])
            found = {pk for pk in found if compare_key(by_id[pk].department.name) == wanted} or found
        if not found:
            raise Wrong(_("事项不在目录里"), _("请核对名称，或先在“事项目录”里建立这个事项"))
        if len(found) > 1:
            raise Wrong(_("有 %(n)d 个同名事项") % {"n": len(found)}, _("请在“事项编码”列填写编码"))
        return next(iter(found))


class DepartmentWidget(Widget):
    """A department of the purchaser by its name; blank for the item's own. Clean value: its id."""

    def __init__(self, contract: Contract) -> None:
        super().__init__()
        self.contract = contract

    @cached_property
    def _known(self) -> dict[str, int]:
        rows = Organisation.objects.filter(parent_id=self.contract.purchaser_id)
        return {compare_key(row.name): row.pk for row in rows}

    @lru_cache(maxsize=1000)  # noqa: B019 - lives as long as its import
    def _find(self, value: str) -> int | None:
        return self._known.get(compare_key(value))

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int | None:
        if not value:
            return None
        found = self._find(value)
        if found is None:
            raise Wrong(_("不是采购人的部门"), _("请核对部门名称，或把这一列留空，由事项决定部门"))
        return found


class IdKindWidget(Widget):
    """A kind of document by its label; blank by the shape of the number."""

    labels = {compare_key(str(label)): value for value, label in IdKind.choices} | {
        compare_key("身份证"): IdKind.RESIDENT, compare_key("信用代码"): IdKind.CREDIT_CODE,
    }  # fmt: skip

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        if value:
            return self._find(value)
        number = row.get("id_number") or ""
        if len(number) != 18:
            return IdKind.OTHER.value
        is_resident = number[:17].isdigit() and number[0] != "9"
        return IdKind.RESIDENT.value if is_resident else IdKind.CREDIT_CODE.value

    @lru_cache(maxsize=1000)  # noqa: B019 - lives as long as its import
    def _find(self, value: str) -> str:
        return self.labels.get(compare_key(value), IdKind.OTHER.value)
