"""What one content of an item changes against another, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from windows.enums import Channel, CrossRegion, ItemKind, MaterialForm, Necessity, ResultKind
from windows.rules.item_content import ItemContent, Paper, Question
from windows.rules.item_phrases import steps_line, when_line


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs; "" where there was nothing, or is nothing any more."""

    label: str
    before: str
    after: str


def changes(before: ItemContent, after: ItemContent) -> list[Change]:
    """Every difference, the item itself first, then questions, then papers."""
    if before == after:
        return []
    return [*_plain(before, after), *_questions(before, after), *_papers(before, after)]


def _labels() -> dict[str, str]:
    return {
        "name": _("事项名称"),
        "kind": _("办件类型"),
        "statutory_days": _("法定时限"),
        "promised_days": _("承诺时限"),
        "fee_yuan": _("收费（元）"),
        "fee_note": _("收费说明"),
        "channels": _("办理渠道"),
        "cross_region": _("通办范围"),
        "zero_visit": _("可零跑动"),
        "special_steps": _("特殊环节"),
        "result_kind": _("结果类型"),
        "result_name": _("结果名称"),
        "hints": _("办理提示"),
        "phone": _("咨询电话"),
        "basis": _("设定依据"),
    }


def _plain(before: ItemContent, after: ItemContent) -> Iterator[Change]:
    for name, label in _labels().items():
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield Change(label, shown(name, old), shown(name, new))


def shown(name: str, value: Any) -> str:
    """A value as a page writes it."""
    if name == "zero_visit":
        return _("是") if value else _("否")
    if name == "fee_yuan":
        return f"{value:f}"
    if name == "channels":
        return "、".join(str(Channel(each).label) for each in value if each in Channel.values)
    if name == "special_steps":
        return steps_line(value)
    if name.endswith("_days"):
        return _("%(days)s 个工作日") % {"days": value}
    known = {"kind": ItemKind, "cross_region": CrossRegion, "result_kind": ResultKind}.get(name)
    return str(known(value).label) if known is not None and value in known.values else str(value)


def _questions(before: ItemContent, after: ItemContent) -> Iterator[Change]:
    old = {question.question: question for question in before.questions}
    new = {question.question: question for question in after.questions}
    for name in [*old, *(name for name in new if name not in old)]:
        was, now = _options(old.get(name)), _options(new.get(name))
        if was != now:
            yield Change(_("情形“%(name)s”") % {"name": name}, was, now)
    if list(old) != list(new) and set(old) == set(new):
        yield Change(_("情形问题的顺序"), "；".join(old), "；".join(new))


def _options(question: Question | None) -> str:
    return "；".join(question.options) if question else ""


def _papers(before: ItemContent, after: ItemContent) -> Iterator[Change]:
    if (before.papers, before.questions) == (after.papers, after.questions):
        return
    old, new = _by_name(before), _by_name(after)
    for key in [*old, *(key for key in new if key not in old)]:
        if old.get(key, "") != new.get(key, ""):
            yield Change(_("材料“%(name)s”") % {"name": key[0]}, old.get(key, ""), new.get(key, ""))
    if list(old) != list(new) and set(old) == set(new):
        yield Change(_("材料的顺序"), _names(before.papers), _names(after.papers))


def _names(papers: Sequence[Paper]) -> str:
    return "；".join(paper.name for paper in papers)


def _by_name(content: ItemContent) -> dict[tuple[str, int], str]:
    """A line for each paper. Shape: keyed by its name and how often that name came before."""
    found: dict[tuple[str, int], str] = {}
    for paper in content.papers:
        count = sum(name == paper.name for name, _count in found)
        found[paper.name, count] = paper_line(paper, content.questions)
    return found


def paper_line(paper: Paper, questions: Sequence[Question]) -> str:
    """原件 1 份，必要，可用电子证照：营业执照；适用：租用."""
    words = [
        str(MaterialForm(paper.form).label),
        _("%(count)s 份") % {"count": paper.copies},
        str(Necessity(paper.necessity).label),
    ]
    if paper.licence:
        words.append(_("可用电子证照：%(name)s") % {"name": paper.licence})
    if paper.note:
        words.append(paper.note)
    if paper.when:
        words.append(_("适用：%(when)s") % {"when": when_line(paper.when, questions)})
    return "，".join(words)
