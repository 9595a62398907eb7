"""Special steps and the situations a paper is for, as a person writes them in one line, there and back."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hall_ops.lib.text_hygiene import compare_key
from windows.rules.item_content import Question, Step

DAYS = r"(?:个)?(?:工作日|天|日)|(?:working )?days?"
STEP = re.compile(rf"(?P<name>.+?)\s*[:：\s]\s*(?P<days>\d{{1,4}})(?:\s*(?:{DAYS}))?\Z", re.IGNORECASE)
LIST = re.compile(r"[；;\n]")
EQUALS = re.compile(r"[=＝]")


class NotRead(Exception):
    """A text that is not written as it should be."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(_("%(reason)s，%(remedy)s。") % {"reason": reason, "remedy": remedy})
        self.reason, self.remedy = reason, remedy


def read_steps(text: str) -> tuple[Step, ...]:
    """听证：15；专家评审：30 → steps. Raises: NotRead."""
    steps = []
    for part in _parts(text):
        found = STEP.match(part)
        if found is None:
            reason = _("特殊环节“%(part)s”没有写天数") % {"part": part}
            raise NotRead(reason, _("请写成“听证：15”，几个之间用分号隔开"))
        steps.append(Step(found["name"], int(found["days"])))
    return tuple(steps)


def step_words(step: Step) -> str:
    return _("%(name)s：%(days)s") % {"name": step.name, "days": step.days}


def steps_line(steps: Sequence[Step]) -> str:
    return _("；").join(step_words(step) for step in steps)


def read_when(text: str, questions: Sequence[Question]) -> tuple[tuple[int, int], ...]:
    """租用；人员=外籍 → places of options. An option's name alone will do where only one question has it.

    Raises: NotRead.
    """
    return tuple(sorted({_place(part, questions) for part in _parts(text)}))


def _place(part: str, questions: Sequence[Question]) -> tuple[int, int]:
    *asked, label = EQUALS.split(part, maxsplit=1)
    found = [
        (row, column)
        for row, question in enumerate(questions, start=1)
        if not asked or compare_key(asked[0]) == compare_key(question.question)
        for column, option in enumerate(question.options, start=1)
        if compare_key(label) == compare_key(option)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        reason = _("适用情形“%(part)s”在几个情形问题里都有") % {"part": part}
        raise NotRead(reason, _("请写成“问题=选项”"))
    reason = _("适用情形“%(part)s”不是情形问题的选项") % {"part": part}
    known = _("；").join(option for question in questions for option in question.options)
    raise NotRead(
        reason, _("可填：%(known)s") % {"known": known[:200]} if known else _("请先填写情形问题和选项")
    )


def when_line(when: Sequence[tuple[int, int]], questions: Sequence[Question], *, full: bool = False) -> str:
    """The options a paper is for, with their question where the option's name alone would not do, or always."""
    labels = [option for question in questions for option in question.options]
    words = []
    for row, column in when:
        question = questions[row - 1]
        label = question.options[column - 1]
        alone = labels.count(label) == 1 and not full
        asked = _("%(question)s=%(option)s") % {"question": question.question, "option": label}
        words.append(label if alone else asked)
    return _("；").join(words)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in LIST.split(text) if part.strip()]
