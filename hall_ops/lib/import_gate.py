"""The gate every imported file passes before any parser sees it (container, bombs, bounds).

Nothing here trusts what a file says of itself: members are counted, bytes are counted as they unpack, every
XML part is run through expat in a stream with no DOCTYPE let by. What depends on the columns being read
(formulas, hidden rows, merges in the data) is checked by `hall_ops.lib.sheets.table_from`.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.utils.translation import gettext as _

from hall_ops.lib.cage import CageFailure
from hall_ops.lib.file_problems import FileProblem, FileRefused, column_letter, refuse
from hall_ops.lib.sheet_list import listed_sheets
from hall_ops.lib.sheet_xml import BadMarkup, GateLimits, PartTooBig, XmlGate
from hall_ops.lib.zip_gate import ContainerRefused, Unpacking, open_container

__all__ = [
    "FORM_LIMITS", "LEDGER_LIMITS", "OFFICIAL_LIMITS", "FileKind", "FileProblem", "FileRefused",
    "ImportLimits", "admit", "column_letter", "refused_by_cage",
]  # fmt: skip

MIB = 1024 * 1024


class FileKind(StrEnum):
    """What a file is by its content."""

    XLSX = "xlsx"
    CSV = "csv"


@dataclass(frozen=True)
class ImportLimits:
    """How big a file of one kind may be.

    Units: bytes; rows and columns in which a value may stand; cells that carry a value (as many as the cage has
    memory to read); characters.
    Source: security.md C1.
    """

    max_bytes: int = 10 * MIB
    max_unpacked_bytes: int = 120 * MIB
    max_members: int = 1000
    max_rows: int = 20_000
    max_columns: int = 200
    allow_merges: bool = False
    max_cell_chars: int = 32_767
    max_cells: int = 1_000_000


FORM_LIMITS = ImportLimits()
OFFICIAL_LIMITS = ImportLimits(allow_merges=True)
LEDGER_LIMITS = ImportLimits(max_bytes=40 * MIB, max_rows=200_000, max_columns=60, max_cells=2_500_000)


def admit(name: str, data: bytes, limits: ImportLimits) -> FileKind:
    """Let a file in, or turn it away; the kind is what the content says, and the name must agree.

    Raises: FileRefused, with what is wrong and what to do.
    """
    if not data:
        raise refuse(_("文件是空的（0 字节）"), _("请重新保存后再上传"))
    if len(data) > limits.max_bytes:
        raise refuse(
            _("文件有 %(size)s MiB，超过上限 %(most)s MiB")
            % {"size": f"{len(data) / MIB:.2f}", "most": limits.max_bytes // MIB},
            _("请删去图片和多余的工作表，或分成几个文件上传"),
        )
    kind = _kind(name, data)
    if kind is FileKind.XLSX:
        _admit_workbook(data, limits)
    return kind


def _kind(name: str, data: bytes) -> FileKind:
    extension = name.lower().rpartition(".")[2] if "." in name else ""
    head = data[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped_kind(extension)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise _ole_refusal(data)
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta", b"<head")):
        raise refuse(
            _("文件的内容是网页（HTML 或 XML），不是工作簿"),
            _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"),
        )
    if head.startswith((b"%pdf", b"{\\rtf", b"\xff\xd8\xff", b"\x89png", b"gif8", b"rar!", b"7z\xbc")):
        raise refuse(_("文件的内容不是表格"), _("请上传 .xlsx 或 .csv 文件"))
    if extension in ("csv", "txt"):
        return FileKind.CSV
    raise refuse(
        _("文件的内容是纯文本或已损坏，不是 .xlsx 工作簿"),
        _("请用 Excel 或 WPS 打开，另存为 .xlsx；若是 CSV，请把扩展名改为 .csv"),
    )


def _zipped_kind(extension: str) -> FileKind:
    if extension in ("xlsm", "xltm", "xlam"):
        raise refuse(_("带宏的工作簿不能导入"), _("请另存为不带宏的 .xlsx 后再上传"))
    if extension != "xlsx":
        raise refuse(
            _("文件的内容是压缩包或工作簿，扩展名却是 .%(extension)s") % {"extension": extension[:10]},
            _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"),
        )
    return FileKind.XLSX


def _ole_refusal(data: bytes) -> FileRefused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse(_("文件设了打开密码"), _("请在 Excel 或 WPS 中去掉密码，另存为 .xlsx 后再上传"))
    return refuse(_("文件是旧的 .xls（或 .et）格式"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"))


def _admit_workbook(data: bytes, limits: ImportLimits) -> None:
    try:
        with open_container(data, limits.max_members, limits.max_unpacked_bytes) as container:
            budget = Unpacking(limits.max_unpacked_bytes)
            names = _sheet_names(container)
            for member in container.infolist():
                if not member.is_dir():
                    with _told_in_chinese(member.filename, names.get(member.filename.lower(), "")):
                        _admit_member(container, member, budget, limits)
    except ContainerRefused as found:
        raise refuse(found.reason, found.remedy, value=found.value) from found


def _admit_member(
    container: zipfile.ZipFile, member: zipfile.ZipInfo, budget: Unpacking, limits: ImportLimits
) -> None:
    chunks = budget.read(container, member)
    first = next(chunks, b"")
    chunks = chain([first], chunks)
    name = member.filename.lower()
    if name.endswith((".xml", ".rels")) or (_looks_like_xml(first) and not name.endswith(".vml")):
        bounds = GateLimits(limits.max_rows, limits.max_columns, limits.max_cell_chars, limits.max_cells)
        gate = XmlGate(bounds)
        gate.run(chunks)
        if gate.tall_merge and not limits.allow_merges:
            raise refuse(
                _("有跨行的合并单元格 %(area)s") % {"area": gate.tall_merge},
                _("请取消合并单元格，在每一行都填写内容"),
            )
    for _rest in chunks:
        pass


def _looks_like_xml(first: bytes) -> bool:
    """A part may be XML under any extension; drawings in VML are left alone, as nothing here reads them."""
    if first.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


@contextmanager
def _told_in_chinese(part: str, sheet: str) -> Iterator[None]:
    try:
        yield
    except BadMarkup as found:
        reason = (
            _("部件 %(part)s 含有 DOCTYPE 或实体声明")
            if found.doctype
            else _("部件 %(part)s 已损坏，不是完整的 XML")
        )
        raise refuse(reason % {"part": part}, _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")) from found
    except PartTooBig as found:
        raise _too_big(found, sheet) from found


def _sheet_names(container: zipfile.ZipFile) -> dict[str, str]:
    """The name of the sheet each part holds, to say where a fault is; a damaged list is refused further on."""
    try:
        return {path.lower(): name for name, path, _hidden in listed_sheets(container)}
    except (BadMarkup, PartTooBig, KeyError, zipfile.BadZipFile, zlib.error, EOFError):
        return {}


def _too_big(found: PartTooBig, sheet: str) -> FileRefused:
    where: dict[str, object] = {"sheet": sheet}
    if found.row is not None:
        where["row"] = found.row
    if found.column is not None:
        where["column"] = column_letter(found.column)
    sentences = {
        "row": (_("有内容的单元格超过 %(most)s 行"), _("请删去多余的行，或分成几个文件上传")),
        "column": (_("有内容的单元格超过 %(most)s 列"), _("请删去多余的列后再上传")),
        "cells": (_("有内容的单元格超过 %(most)s 个"), _("请分成几个文件上传")),
        "chars": (_("单元格文字超过 %(most)s 个字符"), _("请缩短这一格的文字")),
        "order": (_("行号或列号重复或颠倒"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")),
        "reference": (_("单元格的位置写法不对"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")),
        "dimension": (
            _("工作表声明的范围几乎占满整张表"),
            _("请选中数据以外的空行空列并删除，保存后再上传"),
        ),
        "merges": (_("合并单元格超过 %(most)s 处"), _("请取消多余的合并单元格")),
        "markup": (_("一个标记的长度超过 %(most)s 字节"), _("请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传")),
    }
    reason, remedy = sentences[found.what]
    return refuse(reason % {"most": found.most}, remedy, **where)


def refused_by_cage(failure: CageFailure) -> FileRefused:
    """What the sender is told when reading a file in the cage came to nothing."""
    reasons = {
        "memory": _("读取这个文件需要的内存超过上限"),
        "time": _("读取这个文件的时间超过上限"),
    }
    reason = reasons.get(failure.cause, _("文件内部有错，无法读取"))
    return refuse(reason, _("请把数据复制到新建的工作簿，另存为 .xlsx 后再上传"))
