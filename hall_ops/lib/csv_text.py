"""CSV in and out: the encoding is found, never guessed loosely; what goes out starts no formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from hall_ops.lib.file_problems import column_letter, refuse

BOM = b"\xef\xbb\xbf"
DANGEROUS_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
LONGEST_FIELD = 1_000_000


def decode_csv(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without a byte-order mark, else GB18030 (which covers GBK).

    Raises: FileRefused for UTF-16, NUL bytes and anything that is neither.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or _looks_like_utf16(data):
        raise refuse(_("文件是 UTF-16（Unicode 文本）编码"), _("请另存为“CSV UTF-8（逗号分隔）”后再上传"))
    if b"\0" in data:
        raise refuse(
            _("文件含有 NUL 字节"),
            _("请用 Excel 或 WPS 打开，另存为“CSV UTF-8（逗号分隔）”后再上传"),
            row=data[: data.index(b"\0")].count(b"\n") + 1,
        )
    body = data.removeprefix(BOM)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if data.startswith(BOM) or _mostly_utf8(body):
        raise _mixed(body)
    try:
        return body.decode("gb18030")
    except UnicodeDecodeError as broken:
        raise _mixed(body) from broken


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[:1000]
    most = max(sample[::2].count(0), sample[1::2].count(0))
    return len(sample) >= 4 and most > len(sample) // 4


def _mostly_utf8(body: bytes) -> bool:
    """Whether a line of UTF-8 Chinese stands in a file that is not UTF-8 throughout.

    GBK text hardly ever reads as UTF-8 by chance; three such characters in one line settle it.
    """
    for line in body.splitlines():
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if sum("\u3400" <= mark <= "\u9fff" for mark in text) >= 3:
            return True
    return False


def _mixed(body: bytes) -> Exception:
    row = None
    for number, line in enumerate(body.splitlines(), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            row = number
            break
    return refuse(
        _("文件的编码不是 UTF-8，也不是 GBK，或前后混用"),
        _("请用 Excel 或 WPS 打开，另存为“CSV UTF-8（逗号分隔）”后再上传"),
        row=row,
    )


def parse_csv(text: str, *, max_chars: int) -> list[tuple[int, list[str]]]:
    """The records of a CSV text, each with the line it begins on.

    Raises: FileRefused on a wrong separator, an unclosed quote or a field too long.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_separator(text)
    csv.field_size_limit(LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for record in reader:
            records.append((start, record))
            _check_lengths(record, start, max_chars)
            start = reader.line_num + 1
    except csv.Error as broken:
        reason = _("引号没有配对") if "field larger" not in str(broken) else _("单元格文字过长")
        raise refuse(reason, _("请检查这一行的双引号，或另存为 .xlsx 后再上传"), row=start) from broken
    return records


def _check_separator(text: str) -> None:
    first = text.partition("\n")[0]
    if "," in first:
        return
    for mark, name in ((";", _("分号")), ("\t", _("制表符")), ("，", _("中文逗号")), ("|", _("竖线"))):
        if mark in first:
            raise refuse(
                _("列之间用的是%(name)s，不是逗号") % {"name": name},
                _("请另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再上传"),
                row=1,
            )


def _check_lengths(record: Sequence[str], row: int, max_chars: int) -> None:
    for column, value in enumerate(record, start=1):
        if len(value) > max_chars:
            raise refuse(
                _("单元格文字超过 %(most)s 个字符") % {"most": max_chars},
                _("请缩短这一格的文字"),
                row=row,
                column=column_letter(column),
            )


def write_csv(columns: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """A CSV file that Excel opens in Chinese and in which no cell is a formula.

    Shape: `columns` are titles (or objects with a `title`); rows are sequences in the same order.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(_head(column)) for column in columns])
    for row in rows:
        writer.writerow([_shown(value) for value in row])
    return BOM + out.getvalue().encode("utf-8")


def write_csv_file(path: Path, columns: Sequence[object], rows: Iterable[Sequence[object]]) -> int:
    """The same into a file, a row at a time. Shape: how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([harmless(_head(column)) for column in columns])
        for row in rows:
            writer.writerow([_shown(value) for value in row])
            count += 1
    return count


def _head(column: object) -> str:
    """A title, or the one an object bears; a text's own `title` is a method."""
    return column if isinstance(column, str) else str(getattr(column, "title", column))


def _shown(value: object) -> str:
    """Only texts are made harmless: a negative number stays a number."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value) if isinstance(value, int) else harmless(str(value))


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(DANGEROUS_STARTS) else text


def as_meant(text: str) -> str:
    """The text that `harmless` was given; a person who types the apostrophe means the same."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS_STARTS) else text
