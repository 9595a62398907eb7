"""What a version of an item says, as plain values, and whether it may be taken.

Source: 001 § 2 row 1 (questions that select materials), 行政许可法 § 42 (the promise stays within the statute).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from hall_ops.lib.text_hygiene import clean_text
from windows.enums import Channel, CrossRegion, ItemKind, MaterialForm, Necessity, ResultKind

MOST_DAYS: Final = 999
MOST_QUESTIONS, MOST_OPTIONS, MOST_PAPERS, MOST_STEPS = 12, 30, 80, 12
# A visit is spared where one of these is open.
FROM_AFAR: Final = frozenset({Channel.ONLINE, Channel.PHONE_APP, Channel.SELF_SERVICE, Channel.POST})
# Signs that part options where they are written in a line.
PARTING: Final = "；;=＝\n"


@dataclass(frozen=True, slots=True)
class Step:
    """A statutory special step that stops the clock. Units: working days."""

    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the situations with its answers."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One material. Shape: `when` holds (question, option), counted from 1; without any it is always asked."""

    name: str
    form: str = MaterialForm.ORIGINAL
    copies: int = 1
    necessity: str = Necessity.REQUIRED
    licence: str = ""
    note: str = ""
    when: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ItemContent:
    """All that a version says. Units: working days; yuan."""

    name: str
    kind: str
    statutory_days: int
    promised_days: int
    fee_yuan: Decimal = Decimal(0)
    fee_note: str = ""
    channels: tuple[str, ...] = ()
    cross_region: str = ""
    zero_visit: bool = False
    special_steps: tuple[Step, ...] = ()
    result_kind: str = ResultKind.NONE
    result_name: str = ""
    hints: str = ""
    phone: str = ""
    basis: str = ""
    questions: tuple[Question, ...] = ()
    papers: tuple[Paper, ...] = ()


PLAIN: Final = tuple(
    field.name
    for field in fields(ItemContent)
    if field.name not in {"channels", "special_steps", "questions", "papers"}
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a content may not be taken. Shape: `row` counts questions or papers from 1, 0 for the item itself."""

    field: str
    reason: str
    remedy: str
    row: int = 0

    def __str__(self) -> str:
        return f"{self.reason}，{self.remedy}。"


def clean_content(content: ItemContent) -> ItemContent:
    """A content as it is stored: marks that must not be stored are refused, blanks around texts dropped.

    Raises: TextRefused.
    """
    texts: dict[str, Any] = {
        name: clean_text(value, multiline=name == "hints").strip()
        for name in PLAIN
        if isinstance(value := getattr(content, name), str)
    }
    steps = tuple(replace(step, name=_clean(step.name)) for step in content.special_steps)
    questions = tuple(
        Question(_clean(each.question), tuple(map(_clean, each.options))) for each in content.questions
    )
    papers = tuple(
        replace(each, name=_clean(each.name), licence=_clean(each.licence), note=_clean(each.note))
        for each in content.papers
    )
    return replace(content, **texts, special_steps=steps, questions=questions, papers=papers)


def _clean(text: str) -> str:
    return clean_text(text).strip()


def check_content(content: ItemContent) -> list[Fault]:
    """Everything that is wrong with a content."""
    return [*_plain_faults(content), *_time_faults(content), *_step_faults(content.special_steps),
            *_question_faults(content.questions), *_paper_faults(content)]  # fmt: skip


def _plain_faults(content: ItemContent) -> Iterator[Fault]:
    if not content.name.strip():
        yield Fault("name", _("事项没有名称"), _("请填写事项名称"))
    if content.fee_yuan < 0:
        yield Fault("fee_yuan", _("收费小于 0"), _("不收费请填 0"))
    if content.fee_yuan != content.fee_yuan.quantize(Decimal("0.01")):
        yield Fault("fee_yuan", _("收费不足 1 分"), _("最多两位小数"))
    for name, known in (("cross_region", CrossRegion), ("result_kind", ResultKind), ("kind", ItemKind)):
        if getattr(content, name) not in known.values:
            yield Fault(name, _("填的不是可选的值"), _("请从列出的值中选择"))
    if set(content.channels) - set(Channel.values):
        yield Fault("channels", _("填的不是可选的渠道"), _("请从列出的渠道中选择"))
    if content.zero_visit and not FROM_AFAR & set(content.channels):
        yield Fault(
            "zero_visit", _("可零跑动的事项没有网上、掌上、自助或邮寄渠道"), _("请补上渠道，或取消可零跑动")
        )
    if content.result_kind == ResultKind.NONE and content.result_name:
        yield Fault("result_name", _("没有结果物却写了结果名称"), _("请选择结果类型，或删去结果名称"))


def _time_faults(content: ItemContent) -> Iterator[Fault]:
    for name in ("statutory_days", "promised_days"):
        if not 0 <= getattr(content, name) <= MOST_DAYS:
            yield Fault(name, _("时限不在 0 至 999 个工作日之间"), _("请核对"))
    if content.promised_days > content.statutory_days:
        words = {"promised": content.promised_days, "statutory": content.statutory_days}
        reason = _("承诺时限 %(promised)s 个工作日长于法定时限 %(statutory)s 个工作日") % words
        yield Fault("promised_days", reason, _("承诺时限不得长于法定时限"))
    if content.kind == ItemKind.ON_SPOT and content.promised_days:
        yield Fault("promised_days", _("即办件的承诺时限不是 0"), _("请填 0，或改为承诺件"))
    if content.kind == ItemKind.PROMISED and not content.promised_days:
        yield Fault("promised_days", _("承诺件的承诺时限是 0"), _("请填 1 个工作日以上，或改为即办件"))


def _step_faults(steps: Sequence[Step]) -> Iterator[Fault]:
    if len(steps) > MOST_STEPS:
        yield Fault("special_steps", _("特殊环节超过 %(most)s 个") % {"most": MOST_STEPS}, _("请合并"))
    for name in _doubled(step.name for step in steps):
        yield Fault("special_steps", _("特殊环节“%(name)s”写了两次") % {"name": name}, _("请只留一个"))
    if any(not step.name or not 1 <= step.days <= MOST_DAYS for step in steps):
        yield Fault(
            "special_steps", _("特殊环节没有名称，或天数不在 1 至 999 之间"), _("请写成“听证：15”这样")
        )


def _question_faults(questions: Sequence[Question]) -> Iterator[Fault]:
    if len(questions) > MOST_QUESTIONS:
        yield Fault("questions", _("情形问题超过 %(most)s 个") % {"most": MOST_QUESTIONS}, _("请合并"))
    for name in _doubled(question.question for question in questions):
        yield Fault("questions", _("情形问题“%(name)s”写了两次") % {"name": name}, _("请改成不同的问题"))
    for row, question in enumerate(questions, start=1):
        if not question.question:
            yield Fault("questions", _("有选项却没有问题"), _("请填写情形问题"), row)
        if not 2 <= len(question.options) <= MOST_OPTIONS:
            words = {"name": question.question, "most": MOST_OPTIONS}
            reason = _("情形问题“%(name)s”的选项不在 2 至 %(most)s 个之间") % words
            yield Fault("questions", reason, _("请补足选项，或删去这个问题"), row)
        for name in _doubled(question.options):
            yield Fault("questions", _("选项“%(name)s”写了两次") % {"name": name}, _("请只留一个"), row)
        if any(mark in text for text in (question.question, *question.options) for mark in PARTING):
            yield Fault("questions", _("问题或选项里有分号、等号或换行"), _("请换成别的符号"), row)


def _paper_faults(content: ItemContent) -> Iterator[Fault]:
    if len(content.papers) > MOST_PAPERS:
        yield Fault("papers", _("材料超过 %(most)s 份") % {"most": MOST_PAPERS}, _("请合并"))
    for row, paper in enumerate(content.papers, start=1):
        if not paper.name:
            yield Fault("papers", _("材料没有名称"), _("请填写材料名称"), row)
        if not 1 <= paper.copies <= 99:
            yield Fault("papers", _("材料份数不在 1 至 99 之间"), _("请核对份数"), row)
        if paper.form not in MaterialForm.values or paper.necessity not in Necessity.values:
            yield Fault("papers", _("材料的形式或必要性不是可选的值"), _("请从列出的值中选择"), row)
        if any(not _exists(content.questions, *place) for place in paper.when):
            yield Fault("papers", _("适用情形不在情形问题里"), _("请核对适用情形"), row)
    for name in _doubled((p.name, p.form, p.when) for p in content.papers):
        yield Fault(
            "papers", _("材料“%(name)s”写了两次") % {"name": name[0]}, _("请只留一份，或分开适用情形")
        )


def _exists(questions: Sequence[Question], question: int, option: int) -> bool:
    return 1 <= question <= len(questions) and 1 <= option <= len(questions[question - 1].options)


def _doubled(values: Iterable[Any]) -> list[Any]:
    seen: set[Any] = set()
    doubled: dict[Any, None] = {}
    for value in values:
        if value in seen:
            doubled[value] = None
        seen.add(value)
    return list(doubled)
