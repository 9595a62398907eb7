"""Staff files from Excel: columns, names resolved, every fault with its row, column, value and remedy.

The rows go through the actions the screens use (staffing.actions.person_files).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.identity_numbers import NumberRefused, born_on, check_resident_number
from hall_ops.lib.sheet_writing import SheetTable, write_sheets
from hall_ops.lib.sheets import Column, ImportLimits, Row, Table, read_workbook, table_from
from hall_ops.lib.text_hygiene import compare_key
from staffing.actions.people import FORMER, PersonEntry
from staffing.actions.person_files import FileRow
from staffing.enums import SchoolingLevel, Sex
from staffing.rules.people import sex_of

LIMITS = ImportLimits(max_bytes=2 * 2**20, max_rows=3000, max_columns=60, max_cells=200_000)
SEXES = {"男": Sex.MALE, "女": Sex.FEMALE}
LEVELS = {
    "高中或中专": SchoolingLevel.SECONDARY, "大学专科": SchoolingLevel.COLLEGE, "大学本科": SchoolingLevel.BACHELOR,
    "硕士研究生": SchoolingLevel.MASTER, "博士研究生": SchoolingLevel.DOCTOR,
}  # fmt: skip
YES_NO = {"是": True, "否": False}
COLUMNS = (
    Column("number", "工号", kind="code", max_length=20),
    Column("name", "姓名", max_length=60),
    Column("id_number", "身份证号", aliases=("身份证号码", "证件号码"), kind="code", required=False, max_length=18),
    Column("sex", "性别", kind="choice", required=False, choices=tuple(SEXES)),
    Column("born_on", "出生日期", kind="date", required=False),
    Column("phone", "联系电话", aliases=("手机", "手机号", "电话"), kind="code", required=False, max_length=30),
    Column("address", "住址", required=False, max_length=120),
    Column("level", "学历", kind="choice", required=False, choices=tuple(LEVELS)),
    Column("full_time", "全日制", kind="choice", required=False, choices=tuple(YES_NO)),
    Column("school", "毕业院校", required=False, max_length=80),
    Column("major", "专业", required=False, max_length=80),
    Column("graduated_on", "毕业日期", kind="date", required=False),
    Column("post", "岗位", required=False, max_length=40),
    Column("team", "班组", required=False, max_length=40),
    Column("leader", "班组长", kind="choice", required=False, choices=tuple(YES_NO)),
    Column("window", "窗口号", kind="code", required=False, max_length=20),
    Column("starts_on", "到岗日期", kind="date", required=False),
    Column("despite", "条件不符仍任用的理由", required=False, max_length=200),
    Column("incumbent", "原服务人员", kind="choice", required=False, choices=tuple(YES_NO)),
    Column("former_pay_yuan", "原月薪酬（元）", kind="decimal", required=False, minimum=0),
    Column("former_basic_yuan", "原基本工资（元）", kind="decimal", required=False, minimum=0),
    Column("former_allowance_yuan", "原补贴（元）", kind="decimal", required=False, minimum=0),
    Column("username", "登录账号", kind="code", required=False, max_length=60),
)  # fmt: skip
BY_KEY = {column.key: column for column in COLUMNS}


def template_file(contract: Contract) -> bytes:
    """The empty list to fill in, and beside it the names that its columns take."""
    names = [
        [_("岗位"), post.name] for post in contract.posts.filter(retired_on=None).order_by("position")
    ] + [[_("班组"), team.name] for team in contract.teams.order_by("name")]
    help_columns = (Column("column", _("列")), Column("name", _("可以填"), width=40))
    return write_sheets(
        [SheetTable(_("员工名册"), COLUMNS, lists=True), SheetTable(_("填写说明"), help_columns, names)]
    )


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """A file read: its rows as the action takes them, and how to say where a fault of the action lies."""

    rows: list[FileRow]
    table: Table

    def problem(self, row: FileRow, field: str, text: str) -> FileProblem:
        """A refusal of an action at a row, with the column at fault where it names one."""
        found = next(each for each in self.table.rows if each.number == row.line)
        column = BY_KEY.get({"user": "username"}.get(field, field), BY_KEY["number"])
        reason, _mark, remedy = text.rstrip("。").partition("。")
        return self.table.problem(found, column, reason, remedy)


def read_people(contract: Contract, name: str, data: bytes) -> PeopleFile:
    """Read a list of staff. Raises: FileRefused with every fault of its cells and names."""
    book = read_workbook(name, data, LIMITS)
    sheet = next((each for each in book.sheets if not each.hidden), book.sheets[0])
    table = table_from(sheet, COLUMNS)
    known = _Known(contract)
    problems: list[FileProblem] = []
    rows = [_row(table, row, known, problems) for row in table.rows]
    problems += _doubled(table)
    if problems:
        raise FileRefused(sorted(problems, key=lambda each: each.row or 0))
    return PeopleFile([row for row in rows if row], table)


class _Known:
    """The contract's posts, teams, windows and accounts by the words a file uses. Four queries."""

    def __init__(self, contract: Contract) -> None:
        self.post = {compare_key(post.name): post for post in contract.posts.filter(retired_on=None)}
        self.team = {compare_key(team.name): team for team in contract.teams.all()}
        self.window = {
            compare_key(window.number): window
            for venue in contract.venues.prefetch_related("windows")
            for window in venue.windows.all()
        }
        members = contract.memberships.in_force().values("user")
        self.username = {compare_key(user.username): user for user in User.objects.filter(pk__in=members)}


NAMES: dict[str, Callable[[], tuple[str, str]]] = {
    "post": lambda: (_("不是本合同的岗位"), _("请照“岗位与编制”里的名称填写")),
    "team": lambda: (_("不是本合同的班组"), _("请照合同成员里的班组名称填写，或先建立班组")),
    "window": lambda: (_("没有这个窗口"), _("请核对窗口号，或先登记窗口")),
    "username": lambda: (_("不是本合同成员的账号"), _("请核对登录账号，或先授予身份")),
}


def _row(table: Table, row: Row, known: _Known, problems: list[FileProblem]) -> FileRow | None:
    values: dict[str, Any] = {key: cell.value for key, cell in row.values.items()}
    before = len(problems)

    def wrong(key: str, reason: str, remedy: str) -> None:
        problems.append(table.problem(row, BY_KEY[key], reason, remedy))

    for key, refused in NAMES.items():
        if values.get(key):
            values[key] = getattr(known, key).get(compare_key(str(values[key])))
            if values[key] is None:
                wrong(key, *refused())
    _identity(values, wrong)
    if values.get("level") and not (values.get("school") and values.get("graduated_on")):
        wrong("level", _("有学历而没有毕业院校或毕业日期"), _("请把两列都填上"))
    if bool(values.get("post")) != bool(values.get("starts_on")):
        wrong("starts_on" if values.get("post") else "post", _("岗位和到岗日期要一起填"), _("请补上另一列"))
    return None if len(problems) > before else _file_row(row.number, values)


def _identity(values: dict[str, Any], wrong: Callable[[str, str, str], None]) -> None:
    """Birth date and sex may stand in the ID number alone."""
    if number := values.get("id_number"):
        try:
            number = check_resident_number(str(number))
        except NumberRefused as refused:
            reason, _mark, remedy = str(refused).rstrip("。").partition("。")
            wrong("id_number", reason, remedy)
            return
        values["born_on"] = values.get("born_on") or born_on(number)
        values["sex"] = SEXES[values["sex"]] if values.get("sex") else sex_of(number)
        return
    values["sex"] = SEXES.get(values.get("sex") or "")
    for key in ("sex", "born_on"):
        if not values.get(key):
            wrong(key, _("没有身份证号时不能为空"), _("请填写这一列，或填写身份证号"))


def _file_row(line: int, values: Mapping[str, Any]) -> FileRow:
    entry = PersonEntry(
        number=str(values["number"]), name=str(values["name"]), sex=values["sex"], born_on=_day(values["born_on"]),
        id_number=values.get("id_number") or "", phone=values.get("phone") or "", address=values.get("address") or "",
        incumbent=YES_NO.get(values.get("incumbent") or "", False), user=values.get("username"),
        **{name: values.get(name) for name in FORMER},
    )  # fmt: skip
    blank = {"incumbent": "incumbent", "user_id": "username"} | {name: name for name in FORMER}
    touch = {"number", "name", "sex", "born_on"} | {
        column for column, key in blank.items() if values.get(key) not in (None, "")
    }
    schooling = None
    if values.get("level"):
        schooling = {
            "level": LEVELS[values["level"]], "full_time": YES_NO.get(values.get("full_time") or "", True),
            "school": values["school"], "major": values.get("major") or "",
            "graduated_on": _day(values["graduated_on"]),
        }  # fmt: skip
    return FileRow(
        line=line, entry=entry, touch=frozenset(touch), schooling=schooling, post=values.get("post"),
        team=values.get("team"), leader=YES_NO.get(values.get("leader") or "", False), window=values.get("window"),
        starts_on=_day(values["starts_on"]) if values.get("starts_on") else None, despite=values.get("despite") or "",
    )  # fmt: skip


def _day(value: Any) -> date:
    return value.date() if hasattr(value, "date") else value


def _doubled(table: Table) -> list[FileProblem]:
    """The same staff number or ID number in two rows of the file."""
    found = []
    for key in ("number", "id_number"):
        seen: dict[str, int] = {}
        for row in table.rows:
            text = compare_key(str(row.values[key].value or ""))
            if text and text in seen:
                reason = _("和第 %(row)d 行重复") % {"row": seen[text]}
                found.append(table.problem(row, BY_KEY[key], reason, _("请删去重复的一行")))
            seen.setdefault(text, row.number)
    return found
