"""Applications to a need from Excel: columns, every fault with its row, column, value and remedy.

The rows go through the actions the screens use (staffing.actions.candidate_files).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.identity_numbers import NumberRefused, check_phone, check_resident_number
from hall_ops.lib.sheet_writing import SheetTable, write_sheets
from hall_ops.lib.sheets import Column, Row, Table, read_workbook, table_from
from hall_ops.lib.text_hygiene import compare_key
from staffing.actions.candidate_files import ApplicationRow
from staffing.actions.candidates import Application
from staffing.models import Need, Notice
from staffing.resources.people import LEVELS, LIMITS, YES_NO

COLUMNS = (
    Column("name", "姓名", max_length=60),
    Column("id_number", "身份证号", aliases=("身份证号码", "证件号码"), kind="code", max_length=18),
    Column("phone", "联系电话", aliases=("手机", "手机号", "电话"), kind="code", max_length=30),
    Column("schooling", "学历", kind="choice", choices=tuple(LEVELS)),
    Column("full_time", "全日制", kind="choice", required=False, choices=tuple(YES_NO)),
    Column("school", "毕业院校", required=False, max_length=80),
    Column("major", "专业", required=False, max_length=80),
    Column("experience_years", "相关工作年限", kind="decimal", required=False, places=1, minimum=0),
    Column("experience_note", "工作经历", required=False, max_length=300),
    Column("preferences", "优先条件", required=False, max_length=300),
    Column("incumbent", "原服务人员", kind="choice", required=False, choices=tuple(YES_NO)),
    Column("former_pay_yuan", "原月薪酬（元）", kind="decimal", required=False, minimum=0),
    Column("offered_pay_yuan", "拟定月薪酬（元）", kind="decimal", required=False, minimum=0),
    Column("notice", "公告发布日期", kind="date", required=False),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}
BETWEEN = re.compile(r"[、，,；;\s]+")

Wrong = Callable[[str, str, str], None]


def template_file(need: Need) -> bytes:
    """The empty list to fill in, and beside it what its columns take."""
    names = [[_("优先条件"), each] for each in _preferences(need)]
    names += [[_("公告发布日期"), f"{each.published_on:%Y-%m-%d}"] for each in need.notices.all()]
    help_columns = (Column("column", _("列")), Column("name", _("可以填"), width=40))
    return write_sheets(
        [SheetTable(_("报名表"), COLUMNS, lists=True), SheetTable(_("填写说明"), help_columns, names)]
    )


@dataclass(frozen=True, slots=True)
class ApplicationsFile:
    """A file read: its rows as the action takes them, and how to say where a fault of the action lies."""

    rows: list[ApplicationRow]
    table: Table

    def problem(self, row: ApplicationRow, field: str, text: str) -> FileProblem:
        """A refusal of an action at a row, with the column at fault where it names one."""
        found = next(each for each in self.table.rows if each.number == row.line)
        reason, _mark, remedy = text.rstrip("。").partition("。")
        return self.table.problem(found, BY_KEY.get(field, BY_KEY["name"]), reason, remedy)


def read_applications(need: Need, name: str, data: bytes) -> ApplicationsFile:
    """Read a list of applications. Raises: FileRefused with every fault of its cells and names."""
    book = read_workbook(name, data, LIMITS)
    sheet = next((each for each in book.sheets if not each.hidden), book.sheets[0])
    table = table_from(sheet, COLUMNS)
    notices = {each.published_on: each for each in need.notices.order_by("published_on")}
    known = {compare_key(each): each for each in _preferences(need)}
    problems: list[FileProblem] = []
    rows = [_row(table, row, notices, known, problems) for row in table.rows]
    problems += _doubled(table)
    if problems:
        raise FileRefused(sorted(problems, key=lambda each: each.row or 0))
    return ApplicationsFile([row for row in rows if row], table)


def _preferences(need: Need) -> list[str]:
    return list(need.contract.profile.get("preferences", []))


def _row(
    table: Table,
    row: Row,
    notices: Mapping[date, Notice],
    known: Mapping[str, str],
    problems: list[FileProblem],
) -> ApplicationRow | None:
    values: dict[str, Any] = {key: cell.value for key, cell in row.values.items()}
    before = len(problems)

    def wrong(key: str, reason: str, remedy: str) -> None:
        problems.append(table.problem(row, BY_KEY[key], reason, remedy))

    _numbers(values, wrong)
    told = frozenset(key for key, value in values.items() if value not in (None, ""))
    values["notice"] = _notice(values.get("notice"), notices, wrong)
    values["preferences"] = _chosen(str(values.get("preferences") or ""), known, wrong)
    return None if len(problems) > before else ApplicationRow(row.number, _application(values), told)


def _numbers(values: dict[str, Any], wrong: Wrong) -> None:
    """The ID number by its check digit, the telephone by its form."""
    for key, check in (("id_number", check_resident_number), ("phone", check_phone)):
        try:
            values[key] = check(str(values.get(key) or ""))
        except NumberRefused as refused:
            reason, _mark, remedy = str(refused).rstrip("。").partition("。")
            wrong(key, reason, remedy)


def _notice(value: Any, notices: Mapping[date, Notice], wrong: Wrong) -> Notice | None:
    """The notice of the day the row names; the latest one where it names none."""
    if not value:
        return next(reversed(list(notices.values())), None)
    day = value.date() if isinstance(value, datetime) else value
    if day not in notices:
        wrong("notice", _("这一天没有本需求的公告"), _("请核对公告发布日期，或先登记公告"))
    return notices.get(day)


def _chosen(text: str, known: Mapping[str, str], wrong: Wrong) -> list[str]:
    words = [each for each in BETWEEN.split(text) if each]
    if strange := [each for each in words if compare_key(each) not in known]:
        wrong(
            "preferences", _("合同没有“%(text)s”这项优先条件") % {"text": strange[0]},
            _("请照模板“填写说明”里的写法，多项用顿号隔开"),
        )  # fmt: skip
        return []
    return [known[compare_key(each)] for each in words]


def _application(values: Mapping[str, Any]) -> Application:
    return Application(
        name=str(values["name"]), id_number=values["id_number"], phone=values["phone"],
        schooling=LEVELS[values["schooling"]], full_time=YES_NO.get(values.get("full_time") or "", True),
        school=values.get("school") or "", major=values.get("major") or "",
        experience_years=values.get("experience_years") or Decimal(0),
        experience_note=values.get("experience_note") or "", preferences=values["preferences"],
        incumbent=YES_NO.get(values.get("incumbent") or "", False), former_pay_yuan=values.get("former_pay_yuan"),
        offered_pay_yuan=values.get("offered_pay_yuan"), notice=values["notice"],
    )  # fmt: skip


def _doubled(table: Table) -> list[FileProblem]:
    """The same ID number in two rows of the file."""
    found: list[FileProblem] = []
    seen: dict[str, int] = {}
    for row in table.rows:
        text = compare_key(str(row.values["id_number"].value or ""))
        if text and text in seen:
            reason = _("和第 %(row)d 行重复") % {"row": seen[text]}
            found.append(table.problem(row, BY_KEY["id_number"], reason, _("请删去重复的一行")))
        seen.setdefault(text, row.number)
    return found
