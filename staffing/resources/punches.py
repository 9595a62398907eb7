"""A punch clock's file as punches, every fault named by row and column.

Three layouts of common machines: one moment a row (打卡时间), a day with its moments in one cell (日期、打卡时间),
a day with a column for each (上班1 下班1 上班2 下班2). Headings are found by name, their order does not matter.
"""

import re
from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.file_problems import FileProblem, FileRefused, refuse
from hall_ops.lib.sheet_model import Cell, Sheet
from hall_ops.lib.sheets import LEDGER_LIMITS, Column, Row, Table, read_workbook, table_from, write_table
from staffing.actions.punches import AHEAD, PunchRow
from staffing.models import Person

CLOCK = re.compile(r"(?<![\d:])(\d{1,2})[:：](\d{2})(?:[:：](\d{2}))?(?![\d:])", re.ASCII)
ONLY_CLOCKS = re.compile(r"[\s\d:：,，;；/、\-]*")
NUMBER_NAMES = ("考勤号码", "考勤号", "人员编号", "员工号", "登记号码", "编号", "staff no")
TIME_NAMES = ("日期时间", "刷卡时间", "签卡时间", "考勤时间", "时间", "打卡记录")
# The columns of a day's single punches, as machines name them.
TURNS = tuple(f"turn{n}" for n in range(1, 7))
TURN_NAMES = (
    ("上班1", "上班", "签到", "签到时间", "上午上班", "上班打卡1"), ("下班1", "上午下班", "下班打卡1"),
    ("上班2", "下午上班", "上班打卡2"), ("下班2", "下班", "签退", "签退时间", "下午下班", "下班打卡2"),
    ("上班3", "加班签到", "上班打卡3"), ("下班3", "加班签退", "下班打卡3"),
)  # fmt: skip


def columns() -> tuple[Column, ...]:
    turns = (
        Column(key, names[0], names[1:], required=False) for key, names in zip(TURNS, TURN_NAMES, strict=True)
    )
    return (
        Column("number", _("工号"), NUMBER_NAMES, kind="code", max_length=20),
        Column("name", _("姓名"), ("员工姓名", "人员姓名"), required=False, max_length=60),
        Column("day", _("日期"), ("考勤日期", "打卡日期"), kind="date", required=False),
        Column("times", _("打卡时间"), TIME_NAMES, required=False, multiline=True),
        Column("device", _("设备"), ("机器号", "设备名称", "考勤机", "打卡地点"), required=False, max_length=40),
        *turns,
    )  # fmt: skip


def template() -> bytes:
    """A file with the headings of the first layout and one example."""
    head = [column for column in columns() if column.key in ("number", "name", "times", "device")]
    return write_table(head, [("G0001", "示例（请删去）", "2026-03-02 08:18:05", "一号机")], sheet=_("打卡"))


def read_punches(contract: Contract, name: str, data: bytes, *, now: datetime) -> tuple[str, list[PunchRow]]:
    """The layout and the punches of a file. Raises: FileRefused with every fault."""
    sheet = _with_texts(read_workbook(name, data, LEDGER_LIMITS).sheets[0])
    heads = columns()
    table, by_key = table_from(sheet, heads), {column.key: column for column in heads}
    layout = _layout(table, sheet)
    people = {person.number: person for person in Person.objects.filter(contract=contract)}
    rows: list[PunchRow] = []
    problems: list[FileProblem] = []
    for row in table.rows:
        found, faults = _punches(row, layout, people, now)
        rows += found
        problems += [
            table.problem(row, by_key[key], reason, remedy, sheet=sheet.name)
            for key, reason, remedy in faults
        ]
    if problems:
        raise FileRefused(problems)
    return layout, list(dict.fromkeys(rows))


def _layout(table: Table, sheet: Sheet) -> str:
    """Which of the three it is. Raises: FileRefused."""
    if any(key in table.letters for key in TURNS):
        if "day" in table.letters:
            return "turns"
        raise refuse(_("缺少表头“日期”"), _("上班、下班时间分列的文件，每行要有日期"), sheet=sheet.name)
    if "times" not in table.letters:
        raise refuse(
            _("缺少表头“打卡时间”"), _("请使用系统下载的模板，或考勤机导出的原始记录"), sheet=sheet.name
        )
    return "day" if "day" in table.letters else "list"


Fault = tuple[str, str, str]


def _punches(
    row: Row, layout: str, people: dict[str, Person], now: datetime
) -> tuple[list[PunchRow], list[Fault]]:
    """The punches of a row, or (key, reason, remedy) of what is wrong with it."""
    values = {key: cell.value for key, cell in row.values.items()}
    number = str(values["number"])
    person = people.get(number) or people.get(number.lstrip("0"))
    if person is None:
        return [], [("number", _("没有这个工号的人员档案"), _("请核对工号，或先建立人员档案"))]
    told = str(values.get("name") or "")
    if told and told != person.name:
        fault = _("姓名与工号不符，档案里是“%(name)s”") % {"name": person.name}
        return [], [("name", fault, _("请核对工号和姓名"))]
    moments, faults = _moments(values, layout)
    for key, moment in moments:
        if moment > now + AHEAD:
            faults.append((key, _("时间还没有到"), _("请核对考勤机的日期和时钟")))
    if faults:
        return [], faults
    device = str(values.get("device") or "")
    return [PunchRow(person.pk, moment, device) for _key, moment in moments], []


def _moments(values: dict[str, Any], layout: str) -> tuple[list[tuple[str, datetime]], list[Fault]]:
    """Moments with the column each stands in. A day without any is a day without punches, not a fault."""
    if layout == "list":
        text = str(values.get("times") or "")
        try:
            return [("times", _aware(datetime.fromisoformat(_plain(text))))], []
        except ValueError:
            return [], [("times", _("不是时间"), _("请写成 2026-03-02 08:18:05"))]
    day = values.get("day")
    if not isinstance(day, date):
        return [], [("day", _("值不能为空"), _("请填写“日期”"))]
    found: list[tuple[str, datetime]] = []
    faults: list[Fault] = []
    for key in ("times",) if layout == "day" else TURNS:
        text = str(values.get(key) or "").strip()
        clocks = _clocks(text)
        if clocks is None:
            faults.append((key, _("不是时刻"), _("请写成 08:18，多个时刻用空格分开")))
        else:
            found += [(key, _aware(datetime.combine(day, clock))) for clock in clocks]
    return found, faults


def _clocks(text: str) -> list[time] | None:
    """The times of day in a cell; None where something else stands in it."""
    if not text or text in ("-", "—", "缺卡", "未打卡"):
        return []
    if not ONLY_CLOCKS.fullmatch(text):
        return None
    try:
        found = [
            time(int(hour), int(minute), int(second or 0)) for hour, minute, second in CLOCK.findall(text)
        ]
    except ValueError:
        return None
    rest = CLOCK.sub("", text)
    return found if found and not re.search(r"\d", rest) else None


def _plain(text: str) -> str:
    """2026/3/2 8:18 → 2026-03-02 08:18:00."""
    found = re.fullmatch(
        r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*", text, re.ASCII
    )
    if found is None:
        raise ValueError(text)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    return f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"


def _aware(moment: datetime) -> datetime:
    return timezone.make_aware(moment)


def _with_texts(sheet: Sheet) -> Sheet:
    """Moments and times of day that the spreadsheet keeps as such, written out."""
    return replace(sheet, rows=tuple(tuple(map(_as_text, row)) for row in sheet.rows))


def _as_text(cell: Cell) -> Cell:
    if cell.kind == "date" and isinstance(cell.value, datetime) and cell.value.time() != time():
        text = f"{cell.value:%Y-%m-%d %H:%M:%S}"
    elif cell.kind == "time" and isinstance(cell.value, time):
        text = f"{cell.value:%H:%M:%S}"
    else:
        return cell
    return replace(cell, kind="text", text=text, value=text)
