"""What the public page says of a case: its state in plain words, what to bring, what comes next.

Source: facts.md § 3; security.md § 5 (Receipts): item, state, dates, no name.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from windows.rules.case_life import (
    ACCEPTED,
    ARCHIVED,
    CORRECTING,
    DECIDED,
    ISSUED,
    NOT_ACCEPTED,
    READY,
    REGISTERED,
    TRANSFERRED,
    VOID,
    WITHDRAWN,
)

NOTHING = _("暂时不需要准备材料。")
ASK = _("如有疑问，请拨打下方咨询电话。")
ID_CARD = _("办理人身份证件原件；代办的，另带委托书和双方身份证件。")


@dataclass(frozen=True, slots=True)
class Story:
    """Shape: level is one of info, ok, warn, bad."""

    headline: Any
    text: Any
    following: Any
    bring: Any = NOTHING
    level: str = "info"


MISSED: Final = Story(
    _("没有查到这件办件"),
    _(
        "请核对受理凭证上的查询码：共 14 位，由数字和大写字母组成，不含 0、1、I、L、O。刚刚登记的办件请稍候片刻再查。"
    ),
    _("仍查不到时，请到窗口咨询。"),
    _("受理凭证、办理人身份证件原件。"),
    "warn",
)
STORIES: Final[Mapping[str, Story]] = {
    REGISTERED: Story(
        _("已收件，正在核对材料"),
        _("窗口已经收到您的申请，正在核对材料是否齐全。"),
        _("核对后会告诉您已受理，或一次性告知需要补正的全部内容。"),
    ),
    CORRECTING: Story(
        _("需要您补正材料"),
        _("有材料需要补正，内容见一次性告知书。"),
        _("请在补正期限前把补正材料交到窗口，补齐后即予受理。"),
        _("一次性告知书所列的材料、一次性告知书、办理人身份证件原件。"),
        "warn",
    ),
    ACCEPTED: Story(
        _("已受理，正在办理"), _("您的申请已经受理，窗口正在移交部门办理。"), _("部门将在办结期限前作出决定。")
    ),
    TRANSFERRED: Story(
        _("部门正在办理"), _("材料已经移交部门审查。"), _("部门将在办结期限前作出决定，结果由出件窗口统一发放。")
    ),
    DECIDED: Story(
        _("已办结"), _("部门已经作出决定。"), _("有结果文件的，正在送交出件窗口，到了会通知您。"), level="ok"
    ),
    READY: Story(
        _("结果可以领取"), _("结果文件已经到出件窗口。"), _("请在服务时间内到窗口领取。"),
        _("受理凭证或本页查询码、领取人身份证件原件；代领的，另带委托书和双方身份证件。"), "ok",
    ),
    ISSUED: Story(_("结果已经送出"), _("结果文件已经领取、寄出或送达。"), _("本件办理完毕，欢迎评价。"), level="ok"),
    ARCHIVED: Story(_("办理完毕"), _("本件已经办结归档。"), _("不需要再办理手续，欢迎评价。"), level="ok"),
    NOT_ACCEPTED: Story(
        _("未予受理"), _("这次申请没有受理，理由见窗口出具的书面告知。"),
        _("对不予受理有异议的，可以依法申请行政复议或提起行政诉讼；也可以向“办不成事”反映窗口反映。"),
        level="bad",
    ),
    WITHDRAWN: Story(
        _("申请已撤回"), _("这次申请已经撤回，材料可以到窗口取回。"), _("需要时可以重新申请。"), ID_CARD, "warn"
    ),
    VOID: Story(
        _("这次登记已作废"), _("窗口登记有误，这个编号已经作废。"), _("请向窗口索取新的受理凭证。"), level="warn"
    ),
}  # fmt: skip
DENIED: Final = Story(
    _("已办结：未通过"), _("部门已经作出决定，理由见书面决定。"),
    _("对决定有异议的，可以依法申请行政复议或提起行政诉讼。"), level="bad",
)  # fmt: skip
POSTED: Final = Story(
    _("结果即将寄出"), _("结果文件已经到出件窗口，按您的选择邮寄。"), _("寄出后可凭邮寄单号查询，请保持电话畅通。"),
    level="ok",
)  # fmt: skip
STOPPED: Final = Story(
    _("正在进行特别程序"), _("检验、检测、公示、听证、专家评审等特别程序的时间不计入办理期限。"),
    _("特别程序结束后继续办理，办结期限相应顺延。"),
)  # fmt: skip
GAP: Final = Story(
    _("已容缺受理，正在办理"), _("您的申请已经先行受理，还有材料需要补交。"), _("请在补交期限前把所缺材料交到窗口。"),
    _("承诺书所列的材料、办理人身份证件原件。"), "warn",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """What the story depends on."""

    state: str
    concluded_as: str = ""
    delivery: str = ""
    is_stopped: bool = False
    has_gap: bool = False


def story_of(standing: Standing | None) -> Story:
    """The page's words; of a code that is not known, MISSED."""
    if standing is None:
        return MISSED
    state = standing.state
    if standing.concluded_as in {"denied", "revoked"} and state in {DECIDED, READY, ISSUED, ARCHIVED}:
        return DENIED
    if state == READY and standing.delivery == "post":
        return POSTED
    if state in {ACCEPTED, TRANSFERRED} and standing.has_gap:
        return GAP
    if state in {ACCEPTED, TRANSFERRED} and standing.is_stopped:
        return STOPPED
    return STORIES[state]


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way. Shape: state is done, now, back or "" (components/steps.html)."""

    label: Any
    on: date | None
    state: str


LABELS: Final = (_("收件"), _("受理"), _("审批办结"), _("出件"))
BROKEN_OFF: Final = frozenset({NOT_ACCEPTED, WITHDRAWN, VOID})


def stages(days: tuple[date | None, ...], state: str) -> list[Stage]:
    """The way in four steps. Shape: days of receipt, acceptance, decision and issue, None where not reached."""
    reached = max((place for place, day in enumerate(days) if day is not None), default=-1)
    found = []
    for place, (label, day) in enumerate(zip(LABELS, days, strict=True)):
        mark = "done" if place <= reached else ""
        if place == reached + 1 and state and state not in {*BROKEN_OFF, ISSUED, ARCHIVED}:
            mark = "back" if state == CORRECTING else "now"
        found.append(Stage(label, day, mark))
    return found
