"""What each outcome of an intake needs: papers that are in, gaps that may stay open, notices that name everything.

Source: 行政许可法 第三十二条; facts.md § 2 (容缺, 一次性告知); 002 § 四(一)(1), § 五 2.9; 001 § 1.6.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from hall_ops.lib.workdays import Exceptions, add_workdays
from windows.enums import ItemKind, MaterialForm, Necessity, RefusalGround, RefusalKind, Taken

# A paper counts as in when it lies there, was read electronically, is vouched for, or need not be handed in at all.
IN: Final = frozenset(
    {Taken.PAPER, Taken.SCAN, Taken.ELECTRONIC, Taken.LICENCE, Taken.COMMITMENT, Taken.NOT_NEEDED}
)
TOUCHED: Final = frozenset({Taken.PAPER, Taken.SCAN, Taken.ELECTRONIC})
KINDS: Final = {
    RefusalGround.NOT_NEEDED: RefusalKind.NOT_APPLICABLE,
    RefusalGround.NOT_OURS: RefusalKind.REFUSED,
    RefusalGround.FORBIDDEN: RefusalKind.REFUSED,
    RefusalGround.NOT_MET: RefusalKind.REFUSED,
}
SHORTEST_REASON: Final = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands in the way. Shape: `field` names the place to mend, `text` what is wrong and the remedy."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Paper:
    """One material as it was asked for and as it came. Units: copies and received are sheets or sets."""

    position: int
    name: str
    necessity: str
    taken: str = Taken.MISSING
    received: int = 0
    copies: int = 1
    licence: str = ""
    form: str = MaterialForm.COPY

    @property
    def is_in(self) -> bool:
        return self.taken in IN

    @property
    def is_needed(self) -> bool:
        return self.necessity != Necessity.OPTIONAL

    @property
    def is_deferrable(self) -> bool:
        return self.necessity == Necessity.DEFERRABLE


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a tell-once notice. Shape: position 0 for something that is no paper of the list."""

    position: int
    name: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What the applicant promises in writing to bring later."""

    due_on: date | None
    signed: bool


def missing(papers: Iterable[Paper]) -> list[Paper]:
    """What the item needs and is not in, deferrable papers among it, in the list's order."""
    return [paper for paper in papers if paper.is_needed and not paper.is_in]


def gaps(papers: Iterable[Paper]) -> list[Paper]:
    """What is not in and may come later."""
    return [paper for paper in missing(papers) if paper.is_deferrable]


def paper_problems(papers: Iterable[Paper]) -> list[Problem]:
    """Papers taken in a way their line does not allow."""
    found = []
    for paper in papers:
        if paper.taken == Taken.DEFERRED and not paper.is_deferrable:
            found.append(
                _paper(
                    paper, _("“%(name)s”不在可容缺的材料之列，不能先受理后补。请收取材料，或改为一次性告知。")
                )
            )
        if paper.taken == Taken.LICENCE and not paper.licence:
            found.append(
                _paper(paper, _("“%(name)s”没有可以代替它的电子证照。请改为纸质、扫描件或电子附件。"))
            )
        if paper.taken in TOUCHED and paper.received < 1:
            found.append(_paper(paper, _("“%(name)s”标为已收，份数却是 0。请填实际收取的份数。")))
    return found


def accept_problems(papers: Sequence[Paper]) -> list[Problem]:
    """Why an application cannot be accepted as complete. Source: 行政许可法 第三十二条第一款第五项."""
    found = paper_problems(papers)
    absent = missing(papers)
    if absent and all(paper.is_deferrable for paper in absent):
        text = _("还缺 %(count)d 项：%(names)s。这些可以容缺，请改用“容缺受理”，或收齐后再受理。")
        found.append(Problem("papers", text % _counted(absent)))
    elif absent:
        text = _("还缺 %(count)d 项：%(names)s。请收齐，或出具一次性告知。")
        found.append(Problem("papers", text % _counted(absent)))
    return found


def last_gap_day(day: date, *, promised_days: int, limit_days: int | None, exceptions: Exceptions) -> date:
    """The last day a gap may be promised for: within the item's own promise, and within the contract's limit.

    Units: working days. Source: facts.md § 2 (RQ: the time to supplement is not longer than the promised time).
    """
    days = promised_days if limit_days is None else min(promised_days, limit_days)
    return add_workdays(day, days, exceptions)


def gap_problems(
    papers: Sequence[Paper], promise: Promise, *, kind: str, day: date, last_day: date
) -> list[Problem]:
    """Why an application cannot be accepted with gaps.

    Source: 002 § 四(一)(8) (容缺); facts.md § 2 (AY 24, ZJ 11, RQ).
    """
    if kind == ItemKind.ON_SPOT:
        return [
            Problem(
                "papers", _("即办件当场办结，没有补交材料的时间，不能容缺受理。请收齐材料，或一次性告知。")
            )
        ]
    found = paper_problems(papers)
    firm = [paper for paper in missing(papers) if not paper.is_deferrable]
    if firm:
        text = _("缺的材料里有 %(count)d 项不能容缺：%(names)s。请收齐这些，或出具一次性告知。")
        found.append(Problem("papers", text % _counted(firm)))
    elif not gaps(papers):
        found.append(Problem("papers", _("材料已经收齐，没有缺项。请直接受理。")))
    return found + _promise_problems(promise, day, last_day)


def _promise_problems(promise: Promise, day: date, last_day: date) -> list[Problem]:
    found = []
    if not promise.signed:
        found.append(
            Problem("promise_signed", _("申请人还没有签写补交承诺。请打印承诺书，签字后勾选“已签承诺”。"))
        )
    if promise.due_on is None:
        found.append(Problem("gap_due_on", _("没有填补交期限。请填承诺补齐的日期。")))
    elif promise.due_on <= day:
        text = _("补交期限 %(due)s 不晚于今天。请填今天之后的日期。")
        found.append(Problem("gap_due_on", text % {"due": promise.due_on}))
    elif promise.due_on > last_day:
        text = _("补交期限 %(due)s 超出事项的承诺时限，最晚是 %(last)s。请改早。")
        found.append(Problem("gap_due_on", text % {"due": promise.due_on, "last": last_day}))
    return found


def told_from(papers: Iterable[Paper]) -> list[Told]:
    """The lines of a notice that names everything missing."""
    return [Told(paper.position, paper.name) for paper in missing(papers)]


def tell_problems(papers: Sequence[Paper], told: Sequence[Told]) -> list[Problem]:
    """Why a notice is not one: it names nothing, leaves something out, or does not say what is wrong with a paper.

    Source: 行政许可法 第三十二条第一款第四项 (一次告知需要补正的全部内容).
    """
    found, named = [], {line.position for line in told}
    if not told:
        found.append(Problem("papers", _("没有要补正的内容。材料齐全请直接受理；内容有误请写明哪一处要改。")))
    left_out = [paper for paper in missing(papers) if paper.position not in named]
    if left_out:
        text = _("一次性告知须列出全部要补的内容，还漏了 %(count)d 项：%(names)s。请一并写入。")
        found.append(Problem("papers", text % _counted(left_out)))
    received = {paper.position for paper in papers if paper.is_in}
    for line in told:
        if (line.position in received or not line.position) and not line.why.strip():
            text = _("“%(name)s”要补正，没有写哪里不对。请写明怎样改才符合要求。")
            found.append(Problem("faults", text % {"name": line.name or _("其他")}))
    return found


def is_second_round(told_rounds: int) -> bool:
    """Whether another notice on the same case breaks the one-time rule. Shape: rounds told so far.

    Source: 行政许可法 第七十二条第四项; 002 § 五 2.9 (一次性告知制).
    """
    return told_rounds >= 1


def refusal_kind(ground: str) -> str:
    """不受理 where no licence is needed, 不予受理 otherwise. Source: 行政许可法 第三十二条第一款第一、二项."""
    return KINDS[RefusalGround(ground)]


def refusal_problems(ground: str, reason: str, office: str) -> list[Problem]:
    """What a refusal lacks. Source: 行政许可法 第三十二条; SH 24 (a refusal is looked at again)."""
    found = []
    if ground not in RefusalGround.values:
        found.append(Problem("refusal_ground", _("没有选不受理的依据。请选一项。")))
    if ground == RefusalGround.NOT_OURS and not office.strip():
        text = _("不属于本机关职权的，须告诉申请人向哪个机关申请。请填机关名称。")
        found.append(Problem("refusal_office", text))
    if len(reason.strip()) < SHORTEST_REASON:
        found.append(Problem("refusal_reason", _("没有写清理由。请写明依据和事实，申请人会看到这段话。")))
    return found


def on_spot_problems(papers: Sequence[Paper], *, kind: str) -> list[Problem]:
    """Why an application cannot be concluded on the spot. Source: facts.md § 2 (0 日承诺即办件)."""
    if kind != ItemKind.ON_SPOT:
        text = _("这是承诺件，由部门决定，不能在窗口当场办结。请改为受理。")
        return [Problem("outcome", text)]
    return accept_problems(papers)


def close_problems(papers: Sequence[Paper], brought: Iterable[int]) -> list[Problem]:
    """Why papers cannot be taken as the rest of a gap. Shape: `brought` are positions."""
    open_places = {paper.position for paper in papers if paper.taken in (Taken.DEFERRED, Taken.MISSING)}
    wanted = set(brought)
    if not wanted:
        return [Problem("papers", _("没有勾选补交的材料。请勾选这次收到的材料。"))]
    if wanted - open_places:
        return [Problem("papers", _("勾选的材料里有已经收过的。请刷新页面后重新勾选。"))]
    return []


def _paper(paper: Paper, text: str) -> Problem:
    return Problem(f"paper-{paper.position}", text % {"name": paper.name})


def _counted(papers: Sequence[Paper]) -> dict[str, object]:
    return {"count": len(papers), "names": "、".join(paper.name for paper in papers)}
