"""The State Council's yearly notice on holidays, read from its own wording.

Each item names a holiday and says which days are off and which weekend days are worked instead:
"元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。" What the notice says twice (weekdays, how
many days) is held against the calendar, so that a slip is found before terms are counted by it.
Source: 全国年节及纪念日放假办法 (which holidays there are); the notices of 2023 to 2026 (how they are worded).
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

HOLIDAYS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
WEEK = "一二三四五六日"
LONGEST = 15  # days; the longest so far were ten
# A notice may begin with the last days of the year before.
BEFORE = timedelta(days=15)

NAME = r"(?:元旦|春节|清明节?|(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?)"
ITEM = re.compile(rf"({NAME}(?:\s*[、和及]\s*{NAME})*)\s*:")
DAY = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\s*\(([^)]*)\))?")
SPAN = re.compile(r"\s*(?:至|到|-|—|–|~)\s*")
WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
SAID = re.compile(r"(?:共|放假)\s*(\d+)\s*天")


class Break(NamedTuple):
    """One item of the notice. Shape: `name` as in HOLIDAYS, joined by 、; days in their order."""

    name: str
    days: tuple[date, ...]
    made_up: tuple[date, ...]


class Notice(NamedTuple):
    """What was read. Shape: `problems` are sentences for whoever pasted it; with any of them nothing is to be used."""

    breaks: tuple[Break, ...]
    problems: tuple[str, ...]


class _Read(NamedTuple):
    day: date | None
    words: str
    at: int
    end: int


def read_notice(year: int, text: str, fixed: frozenset[tuple[int, int]] = frozenset()) -> Notice:
    """The breaks of a year from the notice's text.

    Shape: `fixed` are the (month, day) that the law itself makes holidays: a notice without one of them is misread.
    """
    plain = unicodedata.normalize("NFKC", text)
    problems: list[str] = []
    breaks = tuple(_breaks(year, plain, problems))
    if not breaks:
        problems.append(
            _("没有读到放假安排。请粘贴通知正文，每项形如“元旦：1月1日（周四）至3日（周六）放假，共3天。”")
        )
        return Notice((), tuple(problems))
    named = {name for each in breaks for name in each.name.split("、")}
    if missing := [name for name in HOLIDAYS if name not in named]:
        problems.append(_("没有读到：%(names)s。请把通知粘贴完整。") % {"names": "、".join(missing)})
    problems += _doubled(breaks)
    off = {day for each in breaks for day in each.days}
    problems += [
        _("%(day)s是法定节假日，通知里却没有放假。请核对年份和日期。")
        % {"day": _said(date(year, month, day))}
        for month, day in sorted(fixed)
        if not missing and date(year, month, day) not in off
    ]
    return Notice(breaks, tuple(dict.fromkeys(problems)))


def _breaks(year: int, text: str, problems: list[str]) -> Iterator[Break]:
    heads = list(ITEM.finditer(text))
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=False):
        name = "、".join(_full(each) for each in re.findall(NAME, head[1]))
        body = text[head.end() : end]
        days: list[date] = []
        made_up: list[date] = []
        month: int | None = None
        for sentence in re.split(r"[。;\n]", body):
            for mark, found in (("上班", made_up), ("放假", days)):
                part, said, _rest = sentence.partition(mark)
                if not said or (mark == "放假" and "上班" in part):
                    continue
                read, month = _days(year, name, part.rpartition("放假")[2], month, problems)
                found += read
                if mark == "放假":
                    _counted(name, sentence, read, problems)
        if not days:
            problems.append(_("“%(name)s”没有读到放假的日期。") % {"name": name})
        problems += [
            _("“%(name)s”里 %(day)s不是周六或周日，不能调休上班。请核对通知原文。")
            % {"name": name, "day": _said(day)}
            for day in made_up
            if day.weekday() < 5
        ]
        yield Break(name, tuple(days), tuple(made_up))


def _full(name: str) -> str:
    """清明 → 清明节, 五一 → 劳动节."""
    short = name.removeprefix("国际").removesuffix("节")
    return {"元旦": "元旦", "五一": "劳动节"}.get(short, f"{short}节")


def _days(
    year: int, name: str, text: str, month: int | None, problems: list[str]
) -> tuple[list[date], int | None]:
    """The days a part of a sentence names, spans filled. A day without its month is of the month before it."""
    read: list[_Read] = []
    for found in DAY.finditer(text):
        month = int(found[2]) if found[2] else month
        in_year = int(found[1]) if found[1] else year
        words = found[0]
        try:
            day = date(in_year, month or 0, int(found[3]))
        except ValueError:
            problems.append(_("“%(name)s”里的“%(words)s”不是一个日期。") % {"name": name, "words": words})
            day = None
        if day is not None:
            problems += _unlikely(year, name, day, words, found[4] or "")
        read.append(_Read(day, words, found.start(), found.end()))
    days: list[date] = []
    for before, one in zip([None, *read[:-1]], read, strict=True):
        if one.day is None:
            continue
        first = one.day
        if before is not None and before.day is not None and SPAN.fullmatch(text[before.end : one.at]):
            first = before.day + timedelta(days=1)
            if not first <= one.day <= before.day + timedelta(days=LONGEST):
                ends = {"name": name, "first": before.words, "last": one.words}
                problems.append(_("“%(name)s”的“%(first)s至%(last)s”前后颠倒或过长。") % ends)
                continue
        days += [first + timedelta(days=step) for step in range((one.day - first).days + 1)]
    return days, month


def _unlikely(year: int, name: str, day: date, words: str, remark: str) -> list[str]:
    problems = []
    if not date(year, 1, 1) - BEFORE <= day <= date(year, 12, 31):
        problems.append(
            _("“%(name)s”里的“%(words)s”不在 %(year)d 年。请核对年份。")
            % {"name": name, "words": words, "year": year}
        )
    said = WEEKDAY.search(remark)
    if said and WEEK[day.weekday()] != said[1].replace("天", "日"):
        problems.append(
            _("“%(name)s”里写的是“%(words)s”，%(year)d 年这一天是%(day)s。请核对年份和日期。")
            % {"name": name, "words": words, "year": day.year, "day": _said(day)}
        )
    return problems


def _counted(name: str, sentence: str, days: list[date], problems: list[str]) -> None:
    said = SAID.search(sentence)
    if said and days and int(said[1]) != len(days):
        problems.append(
            _("“%(name)s”写明共 %(said)s 天，按日期是 %(count)d 天。请核对通知原文。")
            % {"name": name, "said": said[1], "count": len(days)}
        )


def _doubled(breaks: tuple[Break, ...]) -> list[str]:
    """Days that are named twice, or both off and worked."""
    seen: set[date] = set()
    problems = []
    for day in (day for each in breaks for day in (*each.days, *each.made_up)):
        if day in seen:
            problems.append(_("%(day)s出现了两次。请核对通知原文。") % {"day": _said(day)})
        seen.add(day)
    return problems


def _said(day: date) -> str:
    weekday = [_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日")][day.weekday()]
    said = {"month": day.month, "day": day.day, "weekday": weekday}
    return _("%(month)d 月 %(day)d 日（%(weekday)s）") % said
