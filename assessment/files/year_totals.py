"""A year's monthly totals as CSV or Excel: all is read, or every fault is told with row, column and what is allowed."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.rules.rubric import Rubric
from assessment.rules.settlement_profile import total_range
from assessment.rules.settlement_terms import named, span
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.sheets import FORM_LIMITS, Column, Row, Table, read_workbook, table_from

MONTH = Column("month", "月份", aliases=("month",), kind="code", max_length=20)
TOTAL = Column("total", "得分", aliases=("total", "总分"), kind="decimal", places=6)
MONTH_TEXT = re.compile(r"(?:19|20)\d{2}-(?:0[1-9]|1[0-2])", re.ASCII)


def read_totals(
    name: str, data: bytes, assessed: tuple[date, ...], rubric: Rubric | None = None
) -> dict[date, Decimal]:
    """Read the totals of a year's assessed months.

    Shape: one row a month, each assessed month once and no other; a total within what the rubric can come to.
    Raises: FileRefused with every fault; missing months are named together.
    """
    sheet = read_workbook(name, data, FORM_LIMITS).pick(None)
    table = table_from(sheet, (MONTH, TOTAL))
    problems: list[FileProblem] = []
    found: dict[date, Decimal] = {}
    seen: dict[date, int] = {}
    for row in table.rows:
        problems += _row_problems(row, table, assessed, rubric, seen)
        month, total = _month(row), row.values["total"].value
        if month is not None and isinstance(total, Decimal):
            found.setdefault(month, total)
    missing = tuple(month for month in assessed if month not in seen)
    if missing:
        remedy = _("%(months)s，每月一行") % {"months": span(assessed)}
        problems.append(FileProblem(_("缺少月份 %(months)s") % {"months": named(missing)}, remedy))
    if problems:
        raise FileRefused(problems)
    return found


def _month(row: Row) -> date | None:
    text = str(row.values["month"].value)
    return date(int(text[:4]), int(text[5:]), 1) if MONTH_TEXT.fullmatch(text) else None


def _row_problems(
    row: Row, table: Table, assessed: tuple[date, ...], rubric: Rubric | None, seen: dict[date, int]
) -> Iterator[FileProblem]:
    """Yield what is wrong with one row, and remember its month."""
    month = _month(row)
    if month is None:
        yield table.problem(row, MONTH, _("不是月份"), _("应写成 YYYY-MM，如 2023-01"))
    elif month not in assessed:
        yield table.problem(row, MONTH, _("是多出的月份，不属于这个服务年度的考核月"), span(assessed))
    elif month in seen:
        reason = _("与第 %(row)s 行的月份重复") % {"row": seen[month]}
        yield table.problem(row, MONTH, reason, _("每月只写一行"))
    if month is not None:
        seen.setdefault(month, row.number)
    total = row.values["total"].value
    if rubric is not None and isinstance(total, Decimal):
        least, most = total_range(rubric)
        if total > most or (least is not None and total < least):
            words = {"least": "" if least is None else f"{least:f}", "most": f"{most:f}"}
            yield table.problem(
                row, TOTAL, _("超出一个月可能的得分"), _("应在 %(least)s 至 %(most)s 之间") % words
            )
