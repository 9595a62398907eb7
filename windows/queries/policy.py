"""The terms a contract's windows work by: days and consequences, each with its source.

A value the contract's profile states under `limits` (same name) holds; else the default named here, which is ours.
Source: facts.md §§ 1, 2, 6 — local rules differ, so none of these is a constant.
"""

from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contracts.models import Contract
from contracts.queries.agreed import profile_parts

OFFICE_CLOSES = time(18, 0)


@dataclass(frozen=True, slots=True)
class Policy:
    """Units: `_days` are working days, except shelf_days (calendar days). Shape: gap_late is "withdrawn" or "revoked".

    `closes_at` is when the counter closes; `stated` holds the clause of each value the contract itself states.
    """

    told_within_days: int = 5
    correction_days: int = 5
    gap_days: int = 5
    warn_days: int = 1
    transfer_days: int = 1
    corrections_stop_clock: bool = True
    special_steps_stop_clock: bool = True
    gap_late: str = "withdrawn"
    rectify_days: int = 15
    contact_days: int = 1
    matter_days: int = 5
    matter_hard_days: int = 10
    complaint_days: int = 10
    complaint_hotline_days: int = 5
    complaint_extend_days: int = 5
    shelf_days: int = 30
    cross_push_days: int = 1
    cross_paper_days: int = 2
    cross_check_days: int = 1
    cross_ship_days: int = 1
    closes_at: time = OFFICE_CLOSES
    stated: tuple[tuple[str, str], ...] = ()

    @property
    def longest_days(self) -> int:
        complaint = max(self.complaint_days, self.complaint_hotline_days) + self.complaint_extend_days
        told = max(self.told_within_days, self.correction_days)
        return max(told, self.gap_days, self.matter_hard_days, complaint)


# Shape: name → (label, unit, source of the default).
DAYS, CALENDAR_DAYS, NO_UNIT = gettext_lazy("个工作日"), gettext_lazy("天"), ""
NOTES: dict[str, tuple[Any, Any, Any]] = {
    "told_within_days": (
        gettext_lazy("收件后作出受理或一次性告知"), DAYS, gettext_lazy("行政许可法第三十二条第一款第四项"),
    ),
    "correction_days": (
        gettext_lazy("补正期限"), DAYS, gettext_lazy("采购文件未写明，系统默认；逾期未补正按撤回处理，各地规定不同"),
    ),
    "gap_days": (
        gettext_lazy("容缺补交期限"), DAYS, gettext_lazy("采购文件未写明，系统默认；不超过事项承诺时限"),
    ),
    "warn_days": (gettext_lazy("到期前提醒"), DAYS, gettext_lazy("系统默认：到期前一个工作日")),
    "transfer_days": (gettext_lazy("受理后移交部门"), DAYS, gettext_lazy("系统默认：次一工作日内移交")),
    "corrections_stop_clock": (
        gettext_lazy("补正期间不计入时限"), NO_UNIT, gettext_lazy("系统默认；从受理之日起算承诺时限"),
    ),
    "special_steps_stop_clock": (
        gettext_lazy("特殊环节不计入时限"), NO_UNIT, gettext_lazy("行政许可法第四十五条"),
    ),
    "gap_late": (
        gettext_lazy("容缺逾期未补的处理"), NO_UNIT, gettext_lazy("各地规定不同：视为撤回或撤销受理，系统默认前者"),
    ),
    "rectify_days": (gettext_lazy("差评整改期限"), DAYS, gettext_lazy("各地为 5 至 15 个工作日，系统默认从宽")),
    "contact_days": (gettext_lazy("差评联系核实"), DAYS, gettext_lazy("参照地方条例：一个工作日内联系核实")),
    "matter_days": (gettext_lazy("办不成事办理期限"), DAYS, gettext_lazy("参照各地办不成事窗口规定：五个工作日")),
    "matter_hard_days": (
        gettext_lazy("办不成事（复杂）办理期限"), DAYS, gettext_lazy("参照各地办不成事窗口规定：十个工作日"),
    ),
    "complaint_days": (
        gettext_lazy("投诉答复期限"), DAYS, gettext_lazy("采购文件未写明，系统默认；参照各地投诉受理规范：十个工作日"),
    ),
    "complaint_hotline_days": (
        gettext_lazy("热线转来的投诉答复期限"), DAYS, gettext_lazy("参照 12345 热线办理规定：五个工作日"),
    ),
    "complaint_extend_days": (
        gettext_lazy("投诉经批准延长"), DAYS, gettext_lazy("参照 12345 热线办理规定：可延长五个工作日，一次"),
    ),
    "shelf_days": (gettext_lazy("结果久未领取提醒"), CALENDAR_DAYS, gettext_lazy("系统默认")),
    "cross_push_days": (
        gettext_lazy("跨域件收件后推送"), DAYS, gettext_lazy("参照跨区域通办工作规程：一个工作日"),
    ),
    "cross_paper_days": (
        gettext_lazy("跨域件纸质材料寄出"), DAYS, gettext_lazy("参照跨区域通办工作规程：两个工作日"),
    ),
    "cross_check_days": (
        gettext_lazy("跨域件办理地复核"), DAYS, gettext_lazy("参照跨区域通办工作规程：一个工作日"),
    ),
    "cross_ship_days": (
        gettext_lazy("跨域件办结后寄出结果"), DAYS, gettext_lazy("参照跨区域通办工作规程：一个工作日"),
    ),
    "closes_at": (gettext_lazy("窗口下班时间"), NO_UNIT, gettext_lazy("系统默认")),
}  # fmt: skip
GAP_LATE = {"withdrawn": gettext_lazy("视为撤回申请"), "revoked": gettext_lazy("撤销受理")}


@dataclass(frozen=True, slots=True)
class PolicyLine:
    """One term as the page shows it."""

    name: str
    label: str
    value: str
    source: str
    is_stated: bool


def policy_of(contract: Contract) -> Policy:
    """What holds for a contract, read from the profile kept with it: one small query where it came without one."""
    limits, hours = profile_parts(contract, "limits", "hours")
    values: dict[str, Any] = {}
    stated: list[tuple[str, str]] = []
    for field in fields(Policy):
        limit = limits.get(field.name)
        if isinstance(limit, dict) and limit.get("value") is not None:
            values[field.name] = _typed(field.default, limit["value"])
            stated.append((field.name, str(limit.get("clause", ""))))
    ends = [str(each["ends_at"]) for each in hours.get("sessions") or () if each.get("ends_at")]
    if ends and "closes_at" not in values:
        values["closes_at"] = time.fromisoformat(max(ends))
        if not hours.get("sessions_silent"):
            stated.append(("closes_at", str(hours.get("clause", ""))))
    return Policy(**values, stated=tuple(stated))


def _typed(default: Any, value: Any) -> Any:
    if isinstance(default, bool):
        return str(value).lower() in {"1", "true", "yes"}
    if isinstance(default, int):
        return int(value)
    return time.fromisoformat(str(value)) if isinstance(default, time) else str(value)


def policy_lines(policy: Policy) -> list[PolicyLine]:
    """The terms for the page, each with its source."""
    stated = dict(policy.stated)
    return [
        PolicyLine(
            name=name,
            label=str(label),
            value=_shown(name, getattr(policy, name), str(unit)),
            source=stated.get(name) or str(source),
            is_stated=name in stated,
        )
        for name, (label, unit, source) in NOTES.items()
    ]


def _shown(name: str, value: Any, unit: str) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if name == "gap_late":
        return str(GAP_LATE.get(value, value))
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return f"{value} {unit}".strip()


def gap_limit(policy: Policy, promised_days: int) -> int:
    """Days a gap may stay open: the setting, never longer than the item's own promise. Source: facts.md § 2 (RQ)."""
    return max(min(policy.gap_days, promised_days), 1) if promised_days else policy.gap_days


def is_after_closing(policy: Policy, local_time: time) -> bool:
    return local_time >= policy.closes_at
