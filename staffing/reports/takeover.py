"""The staff list of a hand-over for Excel and paper, with former pay beside present pay."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hall_ops.lib.qr import qr_svg
from hall_ops.lib.sheet_writing import SheetTable, write_sheets
from hall_ops.lib.sheets import Column
from staffing.enums import LabourKind
from staffing.models import HandOverPack
from staffing.queries.recruitment import pay_clause
from staffing.queries.takeover import named_rows, pack_sums, pay_unknown
from staffing.rules.takeover import Pay

NO_PAY: dict[str, Any] = {
    "former_pay": "", "pay": "", "pay_month": "", "pay_falls": False, "compared": [], "pay_unknown": False,
}  # fmt: skip


def pack_context(pack: HandOverPack, *, sees_pay: bool) -> dict[str, Any]:
    """A pack in words. Shape: without `sees_pay` the rows hold no pay at all; `compared` are those taken over."""
    rows = [_worded(row, sees_pay=sees_pay) for row in named_rows(pack)]
    taken_over = [row for row in rows if row["compared"] or row["pay_unknown"]]
    return {
        "pack": pack, "contract": pack.contract, "rows": rows, "sums": pack_sums(pack.rows), "sees_pay": sees_pay,
        "compared": sorted(taken_over, key=lambda row: (not row["pay_falls"], not row["pay_unknown"], row["number"])),
        "pay_clause": pay_clause(pack.contract), "parts": part_labels(), "qr": qr_svg(pack.number),
    }  # fmt: skip


def part_labels() -> dict[str, str]:
    return {Pay.GROSS: _("应发"), Pay.BASIC: _("基本工资"), Pay.ALLOWANCE: _("补贴")}


def missing_labels() -> dict[str, str]:
    return {
        "duties": _("没有工作内容"), "labour": _("没有有效劳动合同"), "secrecy": _("没有保密协议"),
        "certificate": _("没有有效职业证书"),
    }  # fmt: skip


def _worded(row: dict[str, Any], *, sees_pay: bool) -> dict[str, Any]:
    """Packs made before pay was compared in parts hold the whole only."""
    labels = {str(kind.value): str(kind.label) for kind in LabourKind}
    names = {"summer": _("夏装"), "winter": _("冬装"), "waistcoat": _("马甲"), "jacket": _("西装外套")}
    over = [_("%(text)s（已过期）") % {"text": each} for each in row.get("certificates_over", [])]
    found = {
        **row,
        "post_name": _("%(post)s（班组长）") % {"post": row["post"]} if row["leader"] else row["post"],
        "labour": labels.get(row["labour_kind"], ""),
        "term": f"{row['labour_from']} — {row['labour_until'] or _('无固定期限')}"
        if row["labour_from"]
        else "",
        "certificate_text": "；".join([*row["certificates"], *over]),
        "uniform_text": "、".join(f"{names[name]} {count}" for name, count in row["uniforms"].items()),
        "missing_text": "、".join(missing_labels()[each] for each in row.get("missing", [])),
        "compared": row.get("compared") or _whole_only(row),
        "pay_unknown": pay_unknown(row),
        "pay_whole": row.get("pay_whole", True),
    }
    return found if sees_pay else found | NO_PAY


def _whole_only(row: dict[str, Any]) -> list[dict[str, Any]]:
    if not row["former_pay"]:
        return []
    difference = str(Decimal(row["pay"]) - Decimal(row["former_pay"])) if row["pay"] else ""
    return [
        {"part": str(Pay.GROSS), "former": row["former_pay"], "now": row["pay"], "difference": difference,
         "falls": row["pay_falls"]}
    ]  # fmt: skip


# -- Excel ------------------------------------------------------------------------------------------------------------
def pack_sheet(context: dict[str, Any]) -> bytes:
    """The list as an Excel file, and on a second sheet the pay of those taken over, for who may see it."""
    pack = context["pack"]
    title = _("%(contract)s 人员交接清单 %(number)s（截至 %(day)s）") % {
        "contract": pack.contract.short_name, "number": pack.number, "day": pack.as_of.isoformat(),
    }  # fmt: skip
    tables = [_list(context["rows"], title)]
    if context["sees_pay"]:
        tables.append(_pay(context["compared"], title))
    return write_sheets(tables)


def _list(rows: Iterable[dict[str, Any]], title: str) -> SheetTable:
    keys = {
        "number": _("工号"), "name": _("姓名"), "post_name": _("职位"), "duties": _("工作内容"), "since": _("到岗日期"),
        "labour": _("劳动合同"), "term": _("合同期限"), "certificate_text": _("职业证书"), "secrecy": _("保密协议签订"),
        "badge": _("未交回工牌"), "uniform_text": _("未交回服装"), "missing_text": _("资料不齐"),
    }  # fmt: skip
    columns = [Column(key, heading, kind="text", required=False) for key, heading in keys.items()]
    return SheetTable(_("人员清单"), columns, ([row[key] for key in keys] for row in rows), title)


def _pay(rows: Iterable[dict[str, Any]], title: str) -> SheetTable:
    columns = [Column("number", _("工号"), kind="text"), Column("name", _("姓名"), kind="text")]
    for part, label in part_labels().items():
        for side, said in (("former", _("原")), ("now", _("现")), ("difference", _("相差"))):
            columns.append(Column(f"{part}_{side}", f"{said}{label}", kind="decimal", required=False))
    columns += [
        Column("pay_month", _("现薪酬所属月份"), kind="text", required=False),
        Column("falls", _("低于原薪酬的项目"), kind="text", required=False),
    ]
    return SheetTable(_("薪酬对照"), columns, (_pay_cells(row) for row in rows), title)


def _pay_cells(row: dict[str, Any]) -> list[object]:
    parts = {each["part"]: each for each in row["compared"]}
    labels = part_labels()
    amounts = [
        Decimal(text) if (text := parts.get(part, {}).get(side)) else None
        for part in labels
        for side in ("former", "now", "difference")
    ]
    below = "、".join(label for part, label in labels.items() if parts.get(part, {}).get("falls"))
    return [row["number"], row["name"], *amounts, row["pay_month"], below]
