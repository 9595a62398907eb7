"""Whether one cell is what its column asks for, and the value it then has."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext as _

from hall_ops.lib.sheet_model import Cell, CellValue
from hall_ops.lib.text_hygiene import clean_text, compare_key, digits_narrowed, refused_mark

ColumnKind = Literal["text", "code", "integer", "decimal", "date", "moment", "choice"]
EXCEL_DIGITS = 15
SCIENTIFIC_FROM = 11
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[ T]00:00(?::00)?)?", re.ASCII)
MOMENT = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?", re.ASCII)
PLAIN_NUMBER = re.compile(r"[+-]?\d{1,20}(?:\.\d{1,20})?", re.ASCII)


@dataclass(frozen=True)
class Column:
    """A column one may send.

    Shape: `required` asks for the heading and for a value in every row; a column not required may be
    missing altogether. `places` binds decimals, `minimum` numbers,
    `max_length` texts and codes, `choices` the kind "choice" (the
    value kept is the choice as written here). Full-width digits pass in codes, numbers and dates.
    """

    key: str
    title: str
    aliases: tuple[str, ...] = ()
    kind: ColumnKind = "text"
    required: bool = True
    max_length: int | None = None
    places: int = 2
    minimum: int | None = None
    choices: tuple[str, ...] = ()
    multiline: bool = False
    width: int | None = None


class ValueRefused(Exception):
    """A cell is not what its column asks for; carries reason, remedy and the value as the sender sees it."""

    def __init__(self, reason: str, remedy: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.remedy, self.value = reason, remedy, value


def checked(cell: Cell, column: Column) -> Cell:
    """The cell with the value its column asks for: str, int, Decimal, date or datetime; None where it is blank.

    Raises: ValueRefused.
    """
    if cell.formula:
        raise ValueRefused(
            _("是公式"), _("请复制后用“选择性粘贴—数值”粘贴成固定的值"), cell.text or _("（空）")
        )
    if cell.kind == "error":
        raise ValueRefused(_("是错误值"), _("请改成正确的内容"), cell.text)
    if is_blank(cell):
        if column.required:
            raise ValueRefused(_("值不能为空"), _("请填写“%(title)s”") % {"title": column.title}, "")
        return replace(cell, kind="empty", text="", value=None)
    if cell.kind == "bool" and column.kind != "choice":
        raise ValueRefused(_("是逻辑值"), _("请把该列设为“文本”后重新录入"), cell.text)
    value = _CHECKS[column.kind](cell, column)
    return replace(cell, text=str(value), value=value)


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell but blanks."""
    return not cell.formula and cell.kind != "error" and not cell.text.strip()


def as_seen(cell: Cell) -> str:
    """What the spreadsheet shows: long numbers in powers of ten."""
    if isinstance(cell.value, Decimal) and abs(cell.value) >= Decimal(10) ** SCIENTIFIC_FROM:
        digits, _mark, power = f"{cell.value:.5E}".partition("E")
        if "." in digits:
            digits = digits.rstrip("0").rstrip(".")
        return f"{digits}E{power}"
    return cell.text


def _text(cell: Cell, column: Column) -> str:
    if cell.kind in ("number", "date", "time"):
        raise _typed_in_text(cell)
    text = cell.text.strip()
    reason = refused_mark(text, multiline=column.multiline)
    if reason:
        raise ValueRefused(reason, _("请删去这个看不见的字符后重新录入"), text)
    text = clean_text(text, multiline=column.multiline)
    if column.max_length is not None and len(text) > column.max_length:
        raise ValueRefused(
            _("有 %(count)s 个字，超过上限 %(most)s 个") % {"count": len(text), "most": column.max_length},
            _("请缩短文字"),
            text,
        )
    return text


def _typed_in_text(cell: Cell) -> ValueRefused:
    remedy = _("请把该列设为“文本”后重新录入")
    if cell.kind != "number":
        return ValueRefused(_("是日期或时间格式"), remedy, cell.text)
    lost = len(cell.text.lstrip("-")) - EXCEL_DIGITS if "." not in cell.text else 0
    if lost > 0:
        numerals = "一二三四五六七八九"
        count = numerals[lost - 1] if lost <= len(numerals) else str(lost)
        return ValueRefused(_("是数字格式，后%(count)s位已丢失") % {"count": count}, remedy, as_seen(cell))
    return ValueRefused(_("是数字格式，开头或末尾的 0 可能已丢失"), remedy, as_seen(cell))


def _code(cell: Cell, column: Column) -> str:
    text = digits_narrowed(_text(cell, column))
    if any(mark.isspace() for mark in text):
        raise ValueRefused(_("中间有空白"), _("请删去空格或换行"), cell.text)
    return text


def _number(cell: Cell) -> Decimal:
    if cell.kind == "number" and isinstance(cell.value, Decimal):
        return cell.value
    text = digits_narrowed(cell.text)
    if cell.kind != "text" or not PLAIN_NUMBER.fullmatch(text):
        raise ValueRefused(_("不是数字"), _("请只填数字，不带单位、货币符号、百分号和千分位"), cell.text)
    return Decimal(text)


def _integer(cell: Cell, column: Column) -> int:
    number = _number(cell)
    if number != number.to_integral_value():
        raise ValueRefused(_("不是整数"), _("请填整数"), cell.text)
    if number.adjusted() >= EXCEL_DIGITS:
        raise ValueRefused(_("超出范围"), _("请填 15 位以内的整数"), as_seen(cell))
    _check_minimum(number, cell, column)
    return int(number)


def _decimal(cell: Cell, column: Column) -> Decimal:
    number = _number(cell)
    if number.adjusted() >= EXCEL_DIGITS:
        raise ValueRefused(_("超出范围"), _("请填整数部分不超过 15 位的数"), as_seen(cell))
    exponent = number.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if places > column.places:
        raise ValueRefused(
            _("有 %(count)s 位小数，最多 %(most)s 位") % {"count": places, "most": column.places},
            _("请四舍五入后重新录入"),
            cell.text,
        )
    _check_minimum(number, cell, column)
    return number


def _check_minimum(number: Decimal, cell: Cell, column: Column) -> None:
    if column.minimum is not None and number < column.minimum:
        raise ValueRefused(
            _("小于 %(least)s") % {"least": column.minimum},
            _("请填不小于 %(least)s 的数") % {"least": column.minimum},
            cell.text,
        )


def _date(cell: Cell, column: Column) -> date:
    if cell.kind == "date":
        if isinstance(cell.value, datetime):
            raise ValueRefused(_("带有时刻"), _("请只填日期，如 2023-03-01"), cell.text)
        if isinstance(cell.value, date):
            return cell.value
    remedy = _("请设为日期格式，或按 2023-03-01 的样子填写")
    if cell.kind != "text":
        raise ValueRefused(_("不是日期格式"), remedy, as_seen(cell))
    text = digits_narrowed(cell.text)
    if not ISO_DATE.fullmatch(text):
        raise ValueRefused(_("不是日期"), remedy, cell.text)
    try:
        return date.fromisoformat(text[:10])
    except ValueError as missing:
        raise ValueRefused(_("是不存在的日期"), remedy, cell.text) from missing


def _moment(cell: Cell, column: Column) -> datetime:
    """A day with or without its time; without, the time is midnight. Shape: no zone."""
    if cell.kind == "date":
        if isinstance(cell.value, datetime):
            return cell.value
        if isinstance(cell.value, date):
            return datetime.combine(cell.value, time.min)
    remedy = _("请设为日期格式，或按 2023-03-01 09:30 的样子填写")
    if cell.kind != "text":
        raise ValueRefused(_("不是日期格式"), remedy, as_seen(cell))
    found = MOMENT.fullmatch(digits_narrowed(cell.text))
    if found is None:
        raise ValueRefused(_("不是日期或时间"), remedy, cell.text)
    try:
        parts: Any = [int(part or 0) for part in found.groups()]
        return datetime(*parts)  # noqa: DTZ001 - as the hall's clock showed it
    except ValueError as missing:
        raise ValueRefused(_("是不存在的日期或时间"), remedy, cell.text) from missing


def _choice(cell: Cell, column: Column) -> str:
    wanted = compare_key(cell.text)
    for choice in column.choices:
        if compare_key(choice) == wanted:
            return choice
    allowed = _("、").join(column.choices)
    raise ValueRefused(
        _("不在可选的范围内"), _("请填其中之一：%(allowed)s") % {"allowed": allowed}, cell.text
    )


_CHECKS: dict[str, Callable[[Cell, Column], CellValue]] = {
    "text": _text, "code": _code, "integer": _integer, "decimal": _decimal, "date": _date, "moment": _moment,
    "choice": _choice,
}  # fmt: skip
