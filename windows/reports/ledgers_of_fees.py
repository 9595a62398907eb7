"""The ledger of fees: a line a charge or a counter-entry, the amounts as they were.

Source: facts.md § 5.22.
"""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission
from windows.enums.fees import FeeChannel, FeeKind
from windows.models import Fee
from windows.reports.case_columns import CLERK, DEPARTMENT, ITEM, NUMBER, WHO
from windows.reports.ledger_columns import Column, choice, integer, moment, text
from windows.reports.ledgers import WHERE, Ledger


def yuan(key: str, title: Any, *fields: str, **more: Any) -> Column:
    """An amount, to the cent; summed under the table unless told otherwise."""
    more.setdefault("total", "sum")
    return Column(key, title, fields or (key,), show=Decimal, kind="decimal", width=12, **more)


FEES = Ledger(
    key="fees", title=_("收费台账"), group="result", model=Fee, case_path="case__", permission=Permission.FEE_VIEW,
    axis="taken_at", axis_label=_("收费日期"), filters=WHERE,
    own_contract="contract_id", own=("item", "department", "window"), note=_("窗口收费，连同冲销和退费逐笔列出"),
    columns=(
        text("number", _("流水号"), kind="code", shown=True, width=18),
        moment("taken", _("收费时间"), "taken_at", shown=True), choice("kind", _("类别"), FeeKind, shown=True),
        NUMBER.through("case__").but(shown=True), ITEM.through("case__").but(shown=False), WHO.through("case__"),
        DEPARTMENT.through("case__").but(shown=False), text("title", _("收费项目名称"), shown=True, width=24),
        yuan("unit_yuan", _("单价"), total=""), integer("quantity", _("数量")), text("unit", _("单位")),
        yuan("due_yuan", _("应收"), shown=True), yuan("reduced_yuan", _("减免金额"), shown=True),
        text("why_reduced", _("减免依据")), yuan("amount_yuan", _("实收"), shown=True),
        choice("channel", _("支付方式"), FeeChannel, shown=True),
        text("receipt", _("票据号"), "receipt_number", kind="code", shown=True),
        text("reverses", _("冲退的流水号"), "reverses__number", kind="code"), text("reason", _("冲退原因")),
        text("window", _("窗口"), "window__number", kind="code"),
        text("taken_by", _("收费人"), "taken_by__name", shown=True), CLERK.through("case__"),
    ),
)  # fmt: skip

LEDGERS = (FEES,)
