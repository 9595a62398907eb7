"""What a row of an old ledger says of a case: how it ended, when, and what cannot be true.

Old ledgers hold what is over; what is still under way is registered at the desk.
Source: facts.md § 3 (states of running hall systems), § 5 nos. 1, 3 (headings).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

DONE, ISSUED, REFUSED, WITHDRAWN, VOID, OPEN = "done", "issued", "refused", "withdrawn", "void", "open"
WORDS: Final = {
    DONE: "办结 已办结 正常结束 审核通过 准予许可 即办 提前办结 按期办结 归档 已归档",
    ISSUED: "已出件 出件 已领取 已取件 已寄出 已签收 已发证 已送达",
    REFUSED: "不予受理 不受理 未受理 退件 已退件 退回 预审不通过 异常办结 强制结束",
    WITHDRAWN: "撤件 已撤件 撤回 已撤回 撤销申请",
    VOID: "作废 已作废",
    OPEN: "在办 办理中 部门办理中 已收件 收件 已受理 受理 待补正 补正 待出件 暂存 待预审 挂起",
}
STATES: Final[Mapping[str, str]] = {word: kind for kind, words in WORDS.items() for word in words.split()}
# The steps in their order. Shape: (field of OldRow, heading), translated only where a fault names it.
STEPS: Final = (
    ("received", gettext_noop("收件时间")),
    ("accepted", gettext_noop("受理时间")),
    ("decided", gettext_noop("办结时间")),
    ("issued", gettext_noop("出件时间")),
)
DENIED: Final = frozenset(
    {"不通过", "审核不通过", "不予许可", "不予行政许可", "办结(不通过)", "办结（不通过）"}
)
WAYS: Final = {
    "counter": "自取 窗口自取 窗口领取 取件 人工送窗口",
    "post": "快递 物流 邮寄 邮政",
    "network": "网络送达 电子证照 网上下载",
    "none": "无 无结果物 无需领取",
}
DELIVERIES: Final[Mapping[str, str]] = {word: way for way, words in WAYS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one cell, and how to put it right. Shape: `field` is the column's key."""

    field: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class OldRow:
    """The times and words of a row. Shape: times are the hall's own, without a zone; `state` as it was written."""

    received: datetime | None
    accepted: datetime | None = None
    due: date | None = None
    decided: datetime | None = None
    issued: datetime | None = None
    state: str = ""
    result: str = ""
    delivery: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OldLife:
    """How the case stands in our books. Shape: `state` is one of windows.enums.CaseState."""

    state: str
    concluded_as: str = ""
    accepted: datetime | None = None
    decided: datetime | None = None
    issued: datetime | None = None
    archived: datetime | None = None
    closed: datetime | None = None
    refusal_kind: str = ""
    closing_reason: str = ""
    delivery: str = "counter"


def ending_of(row: OldRow) -> str:
    """Done, refused, withdrawn, void, still open, or "" for a word nobody knows."""
    word = row.state.strip()
    if not word:
        return DONE if row.decided or row.issued else OPEN
    return DONE if word in DENIED else STATES.get(word, "")


def faults_of(row: OldRow, today: date) -> list[Fault]:
    """What cannot be, each with its remedy."""
    found = _order_faults(row, today)
    ending = ending_of(row)
    if not ending:
        known = "、".join(sorted(word for word, kind in STATES.items() if kind != OPEN))
        found.append(Fault("state", _("不是认识的办理状态"), _("请填其中之一：%(known)s") % {"known": known}))
    elif ending == OPEN:
        remedy = _("旧台账只收已经结束的办件；还在办理的请在“受理登记”里登记")
        found.append(
            Fault("state", _("还没有办结") if row.state else _("没有办理状态，也没有办结时间"), remedy)
        )
    elif ending in (DONE, ISSUED) and row.decided is None and row.issued is None:
        found.append(Fault("decided", _("已办结而没有办结时间"), _("请填写办结时间")))
    if row.delivery.strip() and row.delivery.strip() not in DELIVERIES:
        known = "、".join(DELIVERIES)
        found.append(
            Fault("delivery", _("不是认识的发证方式"), _("请填其中之一：%(known)s") % {"known": known})
        )
    return found


def _order_faults(row: OldRow, today: date) -> list[Fault]:
    found, before = [], None
    for field, title in STEPS:
        moment = getattr(row, field)
        if moment is None:
            continue
        day = moment.date()
        if day > today:
            found.append(Fault(field, _("在今天之后"), _("请核对日期")))
        elif before is not None and day < before[1]:
            reason = _("早于%(title)s %(day)s") % {"title": _(before[0]), "day": before[1]}
            found.append(Fault(field, reason, _("请核对两个日期，改正其中一个")))
        before = (title, day)
    return found


def life_of(row: OldRow) -> OldLife:
    """How the case stands. Shape: for a row without faults."""
    received, ending = row.received, ending_of(row)
    assert received is not None, "a row without its day of receipt has been refused"
    accepted = row.accepted or received
    if ending in (REFUSED, WITHDRAWN, VOID):
        closed = row.decided or row.accepted or received
        states = {REFUSED: "not_accepted", WITHDRAWN: "withdrawn", VOID: "void"}
        return OldLife(
            states[ending], accepted=accepted if ending == WITHDRAWN else None, closed=closed,
            refusal_kind="refused" if ending == REFUSED else "", closing_reason=row.reason or _("旧台账未记原因"),
        )  # fmt: skip
    decided = row.decided or row.issued
    assert decided is not None, "a row without its day of decision has been refused"
    denied = row.state.strip() in DENIED or row.result.strip() in DENIED
    delivery = DELIVERIES.get(row.delivery.strip(), "counter" if row.issued else "none")
    concluded = "denied" if denied else "granted"
    return OldLife(
        "archived", concluded, accepted, decided, row.issued, row.issued or decided, delivery=delivery
    )
