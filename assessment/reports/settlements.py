"""A settlement for the printer and for Excel, from its signed document alone."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.enums import SignatureStep
from assessment.models import Settlement, SettlementSignature
from assessment.rules.settlement_terms import BASES
from hall_ops.lib.codes import grouped
from hall_ops.lib.qr import qr_svg
from hall_ops.lib.sheets import Column, write_table

COLUMNS = (
    Column("part", "部分", width=16),
    Column("label", "项目", width=34),
    Column("formula", "计算或说明", width=60),
    Column("value", "结果", width=24),
    Column("clause", "条款", width=30),
)


def basis_labels() -> dict[str, str]:
    """The three bases as people call them."""
    return {
        "annual": _("全年平均查一次"),
        "monthly": _("逐月查系数再平均"),
        "quarterly": _("逐季查系数按月数加权"),
    }


def kind_labels() -> dict[str, str]:
    return {"final": _("年度结算"), "provisional": _("预结算"), "true_up": _("结清（多退少补）")}


def document_of(settlement: Settlement) -> dict[str, Any]:
    """The signed document with its bases in order and labelled, the paying one first marked.

    Shape: the content's own keys, `results` [{key, label, pays, …}], `kind_label`, `unsigned` decisions.
    """
    content: dict[str, Any] = json.loads(settlement.content)
    labels = basis_labels()
    content["results"] = [
        {**content["bases"][key], "key": key, "label": labels[key], "pays": key == content["basis"]}
        for key in BASES
    ]
    content["paying"] = next(result for result in content["results"] if result["pays"])
    content["kind_label"] = kind_labels()[content["kind"]]
    content["unsigned"] = [row for row in content["decisions"] if not row["signed_on"]]
    content["basis_signed"] = all(row["key"] != "settlement_basis" for row in content["unsigned"])
    return content


def places(signatures: Iterable[SettlementSignature]) -> list[dict[str, str]]:
    """The three places for signatures, approver first as on the official form."""
    signed = {each.step: each for each in signatures}
    rows = []
    for step in reversed(SignatureStep):
        by = signed.get(step)
        when = f"{timezone.localtime(by.signed_at):%Y-%m-%d %H:%M}" if by else ""
        rows.append({"label": str(step.label), "name": by.signer_name if by else "", "when": when})
    return rows


def pdf_context(settlement: Settlement) -> dict[str, Any]:
    """Shape: document, signature places, the seal with its QR code."""
    address = f"{settings.PUBLIC_URL}{reverse('assessment:settlement-verify', args=[settlement.code])}"
    seal = {
        "code": grouped(settlement.code),
        "content_hash": settlement.content_hash,
        "qr": qr_svg(address),
        "address": address,
    }
    signatures = list(settlement.signatures.all())
    return {
        "document": document_of(settlement),
        "places": places(signatures),
        "seal": seal,
        "settlement": settlement,
    }


def workbook(settlement: Settlement) -> bytes:
    """The document as an Excel sheet: months, steps of each basis, amounts, decisions, signatures."""
    document = document_of(settlement)
    title = _("%(name)s 第 %(year)s 服务年度绩效结算（%(kind)s）") % {
        "name": document["contract_name"], "year": document["year"], "kind": document["kind_label"],
    }  # fmt: skip
    return write_table(COLUMNS, list(_rows(settlement, document)), title=title, sheet=_("年度结算"))


def _rows(settlement: Settlement, document: dict[str, Any]) -> Iterator[tuple[str, str, str, str, str]]:
    for month in document["months"]:
        said = _("第 %(n)s 版") % {"n": month["revision"]}
        yield _("月度得分"), month["month"], f"{said} {month['seal'] or ''}".strip(), month["total"], ""
    for result in document["results"]:
        mark = _("（执行）") if result["pays"] else ""
        for step in result["steps"]:
            yield result["label"] + mark, step["label"], step["formula"], step["value"], step["clause"]
    yield _("金额"), _("全年绩效金额"), document["net_capital"], document["net_yuan"], ""
    if document["paid_before_yuan"] is not None:
        yield _("金额"), _("此前已结"), "", document["paid_before_yuan"], ""
    yield (
        _("金额"),
        _("本次应付"),
        document["payable_capital"],
        document["payable_yuan"],
        document["due_rule"],
    )
    yield _("未取证"), _("人数"), document["uncertified_note"], str(document["uncertified"]), ""
    for row in document["decisions"]:
        signed = (
            _("%(day)s 双方签署") % {"day": row["signed_on"]} if row["signed_on"] else _("未签署，按默认")
        )
        yield _("采用的约定"), row["question"], row["label"], signed, row["clause"]
    for place in places(settlement.signatures.all()):
        yield _("签署"), place["label"], place["name"], place["when"], ""
    yield _("核验"), _("核验码"), grouped(settlement.code), "", ""
    yield _("核验"), _("内容摘要（SHA-256）"), settlement.content_hash, "", ""
