"""The national reason codes of the five rating levels: three digits, the first is the level.

They are data, so both wordings stand side by side; the English one is ours.
Source: facts.md § 1.4 (codes in use on the national platform).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Shape: code is three digits."""

    code: str
    chinese: str
    english: str

    @property
    def level(self) -> int:
        return int(self.code[0])

    def wording(self, language: str) -> str:
        return self.english if language.startswith("en") else self.chinese


REASONS: Final[tuple[Reason, ...]] = tuple(
    Reason(*row)
    for row in (
        ("510", "一窗受理一次办结", "Taken in at one window and finished in one go"),
        ("511", "可以先受理后补材料", "Accepted first, missing papers handed in later"),
        ("512", "不用提交证明", "No certificates had to be handed in"),
        ("513", "可以全程网上办理", "Can be done online from start to end"),
        ("514", "可以使用手机办理", "Can be done on a mobile phone"),
        ("515", "可以就近办理", "Can be done close to home"),
        ("516", "无需材料直接办理", "Done without any papers"),
        ("517", "服务热情效率高", "Friendly and efficient service"),
        ("406", "填写一张表单就可完成申报", "One form was enough to apply"),
        ("407", "在线提交材料窗口核验", "Papers sent online, checked at the window"),
        ("408", "一张清单告知全部申报材料", "One list named all papers needed"),
        ("409", "用告知承诺减免申报材料", "A written commitment replaced some papers"),
        ("410", "可以在线预约办理", "Appointments can be made online"),
        ("411", "跑大厅一次办完", "Finished in a single visit to the hall"),
        ("412", "可以使用自助机办理", "Can be done at a self-service machine"),
        ("413", "服务态度较好", "Good service attitude"),
        ("307", "一次性告知需要补正的材料", "All missing papers were named at once"),
        ("308", "提供申报材料样本", "Samples of the papers were provided"),
        ("309", "在承诺的时间内办结", "Finished within the promised time"),
        ("310", "办事指南指引准确", "The service guide was accurate"),
        ("311", "按办事指南要求的材料即可办理", "The papers named in the guide were enough"),
        ("312", "可以快递送达", "Delivery by courier is possible"),
        ("313", "跑动次数与承诺的一致", "No more visits than promised"),
        ("314", "服务态度一般", "Average service attitude"),
        ("207", "没有提供材料样本", "No samples of the papers were provided"),
        ("208", "没有提供材料清单", "No list of the papers was provided"),
        ("209", "未在承诺时间内办结", "Not finished within the promised time"),
        ("210", "同样内容的证明材料被要求多次提交", "The same proof was asked for more than once"),
        ("211", "承诺网办但无法在线办理", "Promised online, but could not be done online"),
        ("212", "预约后到大厅重复取号排队", "Had to queue again in spite of an appointment"),
        ("213", "窗口人员业务不熟练", "Staff at the window did not know the procedure well"),
        ("214", "服务态度生硬", "Unfriendly service attitude"),
        ("108", "办事指南之外增加新的审批条件", "Conditions were added that the guide does not name"),
        ("109", "需提供指南之外的申报材料", "Papers were asked for that the guide does not name"),
        ("110", "无理由超过法定办理时间", "Took longer than the law allows, without a reason"),
        ("111", "指南样本有错", "The guide or its samples are wrong"),
        ("112", "承诺在线收取实际无法收取", "Promised to be taken online, but was not"),
        ("113", "多头跑窗口和部门", "Sent from window to window and office to office"),
        ("114", "跑动次数与承诺不一致", "More visits than promised"),
        ("115", "服务态度差效率低", "Poor attitude and low efficiency"),
    )
)
BY_CODE: Final = {reason.code: reason for reason in REASONS}
LEVELS: Final = (5, 4, 3, 2, 1)
# 差评. Source: facts.md § 1.2.
BAD_LEVELS: Final = frozenset({1, 2})


def reasons_of(level: int) -> tuple[Reason, ...]:
    """The reasons a rating of this level may name."""
    return tuple(reason for reason in REASONS if reason.level == level)


def strangers(codes: Iterable[str], level: int) -> list[str]:
    """The codes that do not belong to this level, or to none."""
    return [code for code in codes if code not in BY_CODE or BY_CODE[code].level != level]


def wordings(codes: Iterable[str], language: str) -> list[str]:
    """The reasons in words; a code that is not known any more stays as it is."""
    return [BY_CODE[code].wording(language) if code in BY_CODE else code for code in codes]


def is_bad(level: int) -> bool:
    return level in BAD_LEVELS
