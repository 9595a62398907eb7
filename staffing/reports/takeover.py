"""The staff list of a hand-over for Excel and paper; the acceptance sheet."""

from typing import Any

from django.utils.translation import gettext as _

from hall_ops.lib.qr import qr_svg
from hall_ops.lib.sheets import Column, write_table
from staffing.enums import LabourKind
from staffing.models import HandOverPack
from staffing.queries.takeover import named_rows, pack_sums


def pack_context(pack: HandOverPack, *, sees_pay: bool) -> dict[str, Any]:
    """A pack in words. Shape: without `sees_pay` the rows hold no pay at all."""
    rows = [_worded(row, sees_pay=sees_pay) for row in named_rows(pack)]
    return {
        "pack": pack, "contract": pack.contract, "rows": rows, "sums": pack_sums(pack.rows), "sees_pay": sees_pay,
        "qr": qr_svg(pack.number),
    }  # fmt: skip


def _worded(row: dict[str, Any], *, sees_pay: bool) -> dict[str, Any]:
    labels = {str(kind.value): str(kind.label) for kind in LabourKind}
    names = {"summer": _("夏装"), "winter": _("冬装"), "waistcoat": _("马甲"), "jacket": _("西装外套")}
    found = {
        **row,
        "post_name": _("%(post)s（班组长）") % {"post": row["post"]} if row["leader"] else row["post"],
        "labour": labels.get(row["labour_kind"], ""),
        "term": f"{row['labour_from']} — {row['labour_until'] or _('无固定期限')}"
        if row["labour_from"]
        else "",
        "certificate_text": "；".join(row["certificates"]),
        "uniform_text": "、".join(f"{names[name]} {count}" for name, count in row["uniforms"].items()),
    }
    if not sees_pay:
        found |= {"former_pay": "", "pay": "", "pay_month": "", "pay_falls": False}
    return found


def pack_sheet(context: dict[str, Any]) -> bytes:
    """The list as an Excel file."""
    keys = {
        "number": _("工号"), "name": _("姓名"), "post_name": _("职位"), "duties": _("工作内容"), "since": _("到岗日期"),
        "labour": _("劳动合同"), "term": _("合同期限"), "certificate_text": _("职业证书"), "secrecy": _("保密协议签订"),
        "badge": _("未交回工牌"), "uniform_text": _("未交回服装"),
    }  # fmt: skip
    if context["sees_pay"]:
        keys |= {"former_pay": _("原月薪酬"), "pay": _("现月应发"), "pay_month": _("现薪酬所属月份")}
    columns = [Column(key, title, kind="text", required=False) for key, title in keys.items()]
    rows = [[row[key] for key in keys] for row in context["rows"]]
    pack = context["pack"]
    title = _("%(contract)s 人员交接清单 %(number)s（截至 %(day)s）") % {
        "contract": pack.contract.short_name, "number": pack.number, "day": pack.as_of.isoformat(),
    }  # fmt: skip
    return write_table(columns, rows, title=title, sheet=_("人员清单"))
