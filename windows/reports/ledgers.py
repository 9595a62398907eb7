"""The ledgers of the hall: each a title, the rows it shows, its columns and its filters. Data, no logic of its own.

Source: facts.md § 5 (column headings in use); a heading without data in this system is left out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.models import Case
from windows.queries.ledger_rows import through_case
from windows.reports.ledger_columns import Column, Lookup

GROUPS = {
    "intake": _("受理"),
    "papers": _("材料与流转"),
    "result": _("办结与出件"),
    "service": _("服务与评价"),
}
REGISTERED_ON = _("登记日期")
WHERE = ("item", "department", "window", "clerk", "zone")
CASE_FILTERS = ("state", *WHERE, "kind", "cross_region", "overdue")


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger.

    Shape: `model` is what a row is, `case_path` how it reaches its case ("" for cases, None where there is none);
    `axis` the field that orders it and that a span of time bounds, `axis_is_day` where it is a date; `base` narrows the
    rows for good; `link` the lookup of the case's number. `tallied`: a row is a case received, so that totals come from
    the figures of closed days. `own_contract`: the nearest column that names the contract of rows that hang on a case;
    `own`: the filters that such rows answer by columns of their own. An index holds them in the order of the ledger, so
    that a rare item is found as quickly as a common one.
    """

    key: str
    title: Any
    note: Any
    group: str
    columns: tuple[Column, ...]
    model: type[Model] = Case
    permission: Permission = Permission.CASE_VIEW
    case_path: str | None = ""
    base: Q = field(default_factory=Q)
    axis: str = "registered_at"
    axis_label: Any = REGISTERED_ON
    axis_is_day: bool = False
    ordering: tuple[str, ...] = ()
    filters: tuple[str, ...] = CASE_FILTERS
    lookups: Mapping[str, Lookup] = field(default_factory=dict)
    tallied: bool = False
    overdue: str = ""
    own_contract: str = ""
    own: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return self.ordering or (f"-{self.axis}", "-pk")

    @property
    def contract_column(self) -> str:
        return self.own_contract or f"{self.case_path or ''}contract_id"

    @property
    def link(self) -> str:
        return "" if self.case_path is None else f"{self.case_path}number"

    @property
    def can_find(self) -> bool:
        return self.case_path is not None

    def rows(self, user: Any, contract: Contract) -> QuerySet[Any]:
        """The rows somebody may see: the row check of every screen and file of this ledger."""
        if self.case_path:
            found = through_case(self.model, self.case_path, self.contract_column).allowed(
                user, self.permission
            )
            found = found.filter(**{self.contract_column: contract.pk})
        else:
            found = self.model.objects.allowed(user, self.permission)  # type: ignore[attr-defined]
            found = found.filter(contract=contract)
        return found.filter(self.base) if self.base else found

    def column(self, key: str) -> Column | None:
        return next((column for column in self.columns if column.key == key), None)

    def chosen(self, keys: list[str]) -> list[Column]:
        """The columns asked for, in the ledger's order; without a known one those shown at first."""
        wanted = [column for column in self.columns if column.key in keys]
        return wanted or [column for column in self.columns if column.shown]


@cache
def ledgers() -> dict[str, Ledger]:
    """Every ledger by its key, in the order of the list."""
    from windows.reports import ledgers_of_cases, ledgers_of_fees, ledgers_of_papers, ledgers_of_service

    parts = (ledgers_of_cases, ledgers_of_papers, ledgers_of_fees, ledgers_of_service)
    found = [ledger for part in parts for ledger in part.LEDGERS]
    return {ledger.key: ledger for ledger in found}
