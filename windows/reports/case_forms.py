"""What a form looks like on paper: its frozen content cut into lines, lists and places to sign.

Shape: every kind gives one Sheet; the template prints it twice, as stub and as return copy. Nothing here asks the
database: what was frozen is what is printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hall_ops.lib.codes import grouped
from hall_ops.lib.masks import mask_name, mask_unit
from hall_ops.lib.qr import qr_svg
from windows.enums import ConcludedAs, FormKind, RefusalGround, RefusalKind, Taken
from windows.models import CaseForm
from windows.queries.case_forms import as_day, progress_address
from windows.rules.forms import FORM_KINDS, fits_a_half, lines_of

NAMES = ("applicant_name", "contact_name", "agent_name", "collector", "recipient", "taker")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One copy's text. Shape: facts are (label, value); rows follow headings; `words` are paragraphs under the list."""

    intro: str
    facts: list[tuple[str, str]]
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    words: list[str] = field(default_factory=list)
    blank: str = ""


def form_context(
    form: CaseForm, personal: Mapping[str, str], *, again: bool = False, masked: bool = False
) -> dict[str, Any]:
    """Everything the template prints. Shape: `masked` for readers who may not see names in full."""
    content = form.content
    who = {**personal}
    if masked:
        cover = mask_unit if _is_unit(who.get("applicant_name", "")) else mask_name
        who |= {name: (cover if name == "applicant_name" else mask_name)(who.get(name, "")) for name in NAMES}
    said = content.get("facts", {})
    sheet = SHEETS[FormKind(form.kind)](content, said, who)
    address = progress_address(content["query_code"])
    return {
        "form": form,
        "content": content,
        "sheet": sheet,
        "copies": copies_of(form.kind),
        "is_half": fits_a_half(lines_of(sheet.facts, sheet.rows, sheet.words)),
        "bears_seal": FORM_KINDS[form.kind].bears_seal,
        "made_on": day_text(content["made_on"]),
        "law": content["law"],
        "qr": qr_svg(address),
        "code": grouped(content["query_code"]),
        "again": again,
        "masked": masked,
    }


def copies_of(kind: str) -> list[dict[str, str]]:
    """The two copies with who keeps each and who signs it."""
    shape = FORM_KINDS[kind]
    if kind == FormKind.PROMISE:
        both = (_("申请人联"), _("申请人留存")), (_("档案联"), _("存入办件档案"))
        return [{"name": name, "keeps": keeps, "signer": signer_label("applicant")} for name, keeps in both]
    return [
        {"name": _("存根联"), "keeps": _("窗口留存"), "signer": signer_label(shape.keeper)},
        {"name": _("回执联"), "keeps": keeper_label(shape.keeper), "signer": signer_label(shape.giver)},
    ]


def signer_label(side: str) -> str:
    return {
        "applicant": _("申请人（或代理人）签字"),
        "clerk": _("窗口经办人签字"),
        "department": _("部门接收人签字"),
        "collector": _("领取人签字"),
    }[side]


def keeper_label(side: str) -> str:
    return {
        "applicant": _("交申请人"),
        "clerk": _("交部门"),
        "department": _("交部门"),
        "collector": _("交领取人"),
    }[side]


def day_text(value: str | date | None) -> str:
    day = as_day(value)
    return date_format(day, _("Y 年 n 月 j 日")) if day else ""


def _is_unit(name: str) -> bool:
    return len(name) > 4


# -- the parts forms share ------------------------------------------------------------------------------------------
def _head(content: Mapping[str, Any], who: Mapping[str, str]) -> list[tuple[str, str]]:
    id_text = f"{who.get('id_kind', '')} {who.get('id_number', '')}".strip()
    return _said(
        (_("申请人"), who.get("applicant_name") or _("（个人信息已清除）")),
        (_("证件"), id_text),
        (_("事项"), f"{content['item']}（{content['item_code']}）"),
        (_("情形"), content["situation"]),
        (_("办理部门"), content["department"]),
        (_("办件编号"), content["case"]),
        (_("平台编号"), content["platform_number"]),
        (_("代理人"), who.get("agent_name")),
    )


def _said(*pairs: tuple[str, Any]) -> list[tuple[str, str]]:
    return [(label, str(value)) for label, value in pairs if value]


def _promised(content: Mapping[str, Any]) -> list[tuple[str, str]]:
    mark = _("（暂定，放假安排公布后可能调整）") if content["provisional"] else ""
    days = _("%(n)d 个工作日") if content["promised_days"] else _("当场办结")
    return _said(
        (_("办件类型"), content["kind_label"]),
        (_("承诺时限"), days % {"n": content["promised_days"]} if content["promised_days"] else days),
        (_("应办结日期"), day_text(content["due_on"]) + mark if content["due_on"] else ""),
        (_("法定办结日期"), day_text(content["statutory_due_on"])),
    )


def _materials(content: Mapping[str, Any], *, received_only: bool) -> list[list[str]]:
    rows = [row for row in content["materials"] if not received_only or row["received"]]
    return [
        [row["name"], row["form"], row["taken_label"], str(row["received"] or "—")]
        for row in rows
        if received_only or row["taken"] != Taken.NOT_NEEDED
    ]


def _line(each: Any, *names: str) -> list[str]:
    """One line of a list as a step gave it: a text, or a mapping with these names."""
    if isinstance(each, Mapping):
        return [str(each.get(name) or "") for name in names]
    return [str(each)] + [""] * (len(names) - 1)


def _list_headings() -> list[str]:
    return [_("材料名称"), _("形式"), _("收取方式"), _("份数")]


# -- the nine forms -------------------------------------------------------------------------------------------------
def receipt_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said((_("收件时间"), content["registered"]))
    rows = _materials(content, received_only=True)
    words = [_("本事项已当场办结，凭查询码可以查看结果和评价服务。")] if said.get("on_spot") else []
    blank = _("本次没有收取纸质材料。")
    return Sheet(_("今收到您提交的下列申请材料："), facts, _list_headings(), rows, words, blank)


def acceptance_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said((_("受理时间"), content["accepted"])) + _promised(content)
    fee = _("%(yuan)s 元 %(note)s") % {"yuan": content["fee_yuan"], "note": content["fee_note"]}
    facts += _said((_("收费"), fee.strip() if Decimal(content["fee_yuan"]) else _("不收费")))
    facts += _said((_("办理结果"), content["result"]), (_("送达方式"), content["delivery"]))
    words, gap = [], said.get("gap") or {}
    if content["deemed"]:
        words.append(
            _("收件后五个工作日内没有受理也没有告知，依法自收到材料之日起视为受理，时限从该日起算。")
        )
    if gap:
        names = "、".join(_line(each, "name")[0] for each in gap["papers"])
        promise = _("所缺材料请于%(due)s前补交：%(names)s。")
        words.append(promise % {"due": day_text(gap["due_on"]), "names": names})
    intro = _("您的主要申请材料齐全，现予容缺受理：") if gap else _("您的申请材料符合要求，现予受理：")
    if content["deemed"]:
        intro = _("您的申请依法视为受理：")
    return Sheet(intro, facts, _list_headings(), _materials(content, received_only=False), words)


def tell_once_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said(
        (_("收件时间"), content["registered"]),
        (_("补正期限"), day_text(said["due_on"])),
        (_("告知次数"), _("第 %(n)s 次") % {"n": said.get("round", 1)}),
    )
    rows = [_line(each, "name", "why") for each in said["told"]]
    rows = [[name, why or _("没有提交，请补交")] for name, why in rows]
    words = [str(said["note"])] if said.get("note") else []
    intro = _("您提交的申请材料不齐全或不符合要求，现一次告知需要补正的全部内容：")
    return Sheet(intro, facts, [_("材料或内容"), _("怎样补正")], rows, words)


def refusal_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    ground = said.get("ground", "")
    label = str(RefusalGround(ground).label) if ground in RefusalGround.values else ""
    facts = _head(content, who) + _said(
        (_("收件时间"), content["registered"]),
        (_("结论"), RefusalKind(content["refusal_kind"]).label if content["refusal_kind"] else ""),
        (_("依据"), label),
        (_("应向其申请的机关"), said.get("office")),
    )
    words = [_("理由：%(why)s") % {"why": said["reason"]}]
    returned = [row[0] for row in _materials(content, received_only=True)]
    if returned:
        words.append(_("退还材料：%(names)s。") % {"names": "、".join(returned)})
    return Sheet(_("经核对，您的申请不能受理："), facts, words=words)


def promise_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said((_("补交期限"), day_text(said["due_on"])))
    words = [
        _("本人（单位）申请的主要材料已经提交，上列材料暂缺，承诺在期限内补齐，内容真实有效。"),
        _("逾期没有补交的后果：%(late)s。") % {"late": said["late"]},
    ]
    rows = [_line(each, "name", "why") for each in said["papers"]]
    return Sheet(_("本人（单位）就下列申请作出承诺："), facts, [_("暂缺材料"), _("说明")], rows, words)


def handover_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said(
        (_("受理时间"), content["accepted"]),
        (_("交接批次"), said["batch"]),
        (_("应办结日期"), day_text(content["due_on"])),
    )
    rows = _materials(content, received_only=True)
    return Sheet(_("下列办件材料移交办理部门："), facts, _list_headings(), rows, blank=_("没有纸质材料。"))


def receiving_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    outcome = str(said.get("concluded_as", ""))
    label = str(ConcludedAs(outcome).label) if outcome in ConcludedAs.values else outcome
    facts = _head(content, who) + _said(
        (_("交接批次"), said["batch"]), (_("办理结果"), label), (_("应办结日期"), day_text(content["due_on"]))
    )
    rows = _results(content, said)
    return Sheet(_("窗口收到部门送回的下列结果："), facts, _result_headings(), rows)


def issuance_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said(
        (_("出件方式"), said["way"]),
        (_("领取人"), who.get("collector")),
        (_("领取人证件"), who.get("collector_id")),
        (_("代领依据"), said.get("authority")),
        (_("收件人"), who.get("recipient")),
        (_("快递单号"), said.get("tracking")),
    )
    return Sheet(_("下列结果已交付："), facts, _result_headings(), _results(content, said))


def withdrawal_sheet(content: Mapping[str, Any], said: Mapping[str, Any], who: Mapping[str, str]) -> Sheet:
    facts = _head(content, who) + _said(
        (_("收件时间"), content["registered"]),
        (_("撤件时间"), content["made"]),
        (_("领回材料人"), who.get("taker")),
        (_("领回人证件"), who.get("taker_id")),
    )
    words = [_("撤回原因：%(why)s") % {"why": said["reason"]}]
    rows = _materials(content, received_only=True)
    blank = _("没有需要退还的纸质材料。")
    return Sheet(_("申请人撤回本次申请，下列材料退还："), facts, _list_headings(), rows, words, blank)


def _results(content: Mapping[str, Any], said: Mapping[str, Any]) -> list[list[str]]:
    given = said.get("results") or [{"name": content["result"], "number": said.get("result_number")}]
    rows = [_line(each, "name", "number", "copies") for each in given]
    return [[name, number or "—", copies or "1"] for name, number, copies in rows]


def _result_headings() -> list[str]:
    return [_("结果文书"), _("编号"), _("份数")]


SHEETS = {
    FormKind.RECEIPT: receipt_sheet,
    FormKind.ACCEPTANCE: acceptance_sheet,
    FormKind.TELL_ONCE: tell_once_sheet,
    FormKind.REFUSAL: refusal_sheet,
    FormKind.PROMISE: promise_sheet,
    FormKind.HANDOVER: handover_sheet,
    FormKind.RECEIVING: receiving_sheet,
    FormKind.ISSUANCE: issuance_sheet,
    FormKind.WITHDRAWAL: withdrawal_sheet,
}
