"""The corpus of bad containers, bombs, structures and CSV files (security.md 4.1), built in code when asked for."""

import io
import stat
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from tests.lib.workbook_parts import (
    GOOD_ROW,
    HEADERS,
    MAIN,
    PACKAGE,
    cell_xml,
    form,
    parts,
    rows_xml,
    with_parts,
    workbook,
    zipped,
)

RESAVE = "另存为 .xlsx"


@dataclass(frozen=True)
class Bad:
    """One bad file: its name, how it is made, and the words that must stand in the refusal."""

    label: str
    make: Callable[[], bytes]
    says: tuple[str, ...]
    name: str = "导入.xlsx"


def _cut() -> bytes:
    whole = workbook()
    return whole[: len(whole) * 7 // 10]


def _flipped() -> bytes:
    """One bit changed in the compressed bytes of the sheet."""
    whole = bytearray(workbook(rows_xml([HEADERS, *([GOOD_ROW] * 200)])))
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        member = archive.getinfo("xl/worksheets/sheet1.xml")
    whole[member.header_offset + 30 + len(member.filename) + member.compress_size // 2] ^= 0x10
    return bytes(whole)


def _without(*names: str) -> Callable[[], bytes]:
    return lambda: zipped({name: content for name, content in parts().items() if name not in names})


def _many_members() -> bytes:
    return zipped(parts() | {f"docProps/p{number}.txt": b"" for number in range(3000)})


def _lying_member_count() -> bytes:
    """2,000 members behind an end record that admits to 7."""
    whole = bytearray(zipped(parts() | {f"docProps/p{number}.txt": b"" for number in range(2000)}))
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 8 : end + 12] = struct.pack("<HH", 7, 7)
    return bytes(whole)


def _claimed_member_count() -> bytes:
    """A handful of members behind an end record that claims 60,000: the directory is not even listed."""
    whole = bytearray(workbook())
    end = whole.rfind(b"PK\x05\x06")
    whole[end + 8 : end + 12] = struct.pack("<HH", 60_000, 60_000)
    return bytes(whole)


def _linked() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as archive:
        link = zipfile.ZipInfo("xl/media/image1.png")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _doubled(name: str) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = zipped(parts() | {"xl/worksheets/sheetX.xml": parts()["xl/worksheets/sheet1.xml"]})
        return whole.replace(b"xl/worksheets/sheetX.xml", name.encode())

    return make


def _zip_password() -> bytes:
    whole = bytearray(workbook())
    with zipfile.ZipFile(io.BytesIO(bytes(whole))) as archive:
        first = archive.infolist()[0]
    directory = whole.find(b"PK\x01\x02")
    whole[first.header_offset + 6] |= 1
    whole[directory + 8] |= 1
    return bytes(whole)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
EXTERNAL = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId9" TargetMode="External" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    'Target="http://127.0.0.1/x.png"/></Relationships>'
)

CONTAINERS = [
    Bad("A01-empty", lambda: b"", ("空的", "重新保存")),
    Bad("A02-text", lambda: "随便一段文字".encode(), ("不是 .xlsx", RESAVE)),
    Bad("A03-gbk-csv-as-xlsx", lambda: "工号,姓名\n1,张三\n".encode("gbk"), ("不是 .xlsx", "改为 .csv")),
    Bad(
        "A04-html-as-xls",
        lambda: b"<html><table><tr><td>1</td></tr></table></html>",
        ("网页", RESAVE),
        "表.xls",
    ),
    Bad("A04-html-as-csv", lambda: b"<table><tr><td>1</td></tr></table>", ("网页", RESAVE), "表.csv"),
    Bad("A05-cut-at-70-percent", _cut, ("不完整", "重新上传")),
    Bad("A06-flipped-bit", _flipped, ("损坏",)),
    Bad(
        "A07-password-office", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), ("打开密码", "去掉密码")
    ),
    Bad("A07-password-zip", _zip_password, ("密码", "去掉密码")),
    Bad("A08-no-content-types", _without("[Content_Types].xml"), ("内容类型表", RESAVE)),
    Bad("A09-no-sheet-part", _without("xl/worksheets/sheet1.xml"), ("一张工作表也没有", RESAVE)),
    Bad("A10-no-workbook-part", _without("xl/workbook.xml"), ("缺少工作簿部件", RESAVE)),
    Bad("A10-no-workbook-relations", _without("xl/_rels/workbook.xml.rels"), ("缺少工作簿部件", RESAVE)),
    Bad("A11-too-many-members", _many_members, ("个部件，超过上限 1000 个",)),
    Bad("A11-member-count-lies", _lying_member_count, ("超过上限 1000 个",)),
    Bad("A11-member-count-claimed", _claimed_member_count, ("60000 个部件，超过上限 1000 个", RESAVE)),
    Bad("A12-zip-slip", lambda: zipped(parts() | {"../../etc/cron.d/x": "x"}), ("包外的路径",)),
    Bad("A12-backslash-slip", lambda: zipped(parts() | {"..\\..\\x.xml": "<a/>"}), ("包外的路径",)),
    Bad("A12-absolute", lambda: zipped(parts() | {"/etc/passwd": "x"}), ("包外的路径",)),
    Bad("A13-symlink", _linked, ("有链接", RESAVE)),
    Bad("A14-duplicate-member", _doubled("xl/worksheets/sheet1.xml"), ("重名",)),
    Bad("A14-duplicate-in-case", _doubled("xl/worksheets/SHEET1.xml"), ("重名",)),
    Bad("A15-macro-part", with_parts(xl__vbaProject_DOT_bin=b"\0" * 40), ("带有宏", "不带宏")),
    Bad("A15-macro-extension", workbook, ("带宏", "不带宏"), "表.xlsm"),
    Bad(
        "A15-macro-declared",
        lambda: zipped(
            parts()
            | {"[Content_Types].xml": '<Types ct="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'}
        ),
        ("声明了宏",),
    ),
    Bad("A16-embedded", with_parts(xl__embeddings__a_DOT_xlsx=b"x"), ("嵌入对象", "删去")),
    Bad("A17-activex", with_parts(xl__activeX__activeX1_DOT_xml="<a/>"), ("控件",)),
    Bad("A18-external-link", with_parts(xl__externalLinks__externalLink1_DOT_xml="<a/>"), ("外部链接",)),
    Bad(
        "A19-external-image",
        with_parts(xl__drawings___rels__d_DOT_xml_DOT_rels=EXTERNAL),
        ("引用了外部内容",),
    ),
    Bad("A20-xlsb", with_parts(xl__workbook_DOT_bin=b"\0"), (".xlsb", RESAVE)),
    Bad("A21-ods", lambda: zipped({"mimetype": "x", "content.xml": "<a/>"}), ("OpenDocument", RESAVE)),
    Bad(
        "A21-ods-by-name",
        lambda: zipped({"mimetype": "x", "content.xml": "<a/>"}),
        (".ods", RESAVE),
        "表.ods",
    ),
    Bad("A22-numbers", lambda: zipped({"Index/Document.iwa": b"x"}), ("Numbers", "导出为 .xlsx")),
    Bad("A23-old-xls", lambda: OLE, ("旧的 .xls", RESAVE), "表.xls"),
    Bad("A24-wps-et", lambda: OLE, (".et", RESAVE), "表.et"),
    Bad(
        "A25-word",
        lambda: zipped({"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
        ("缺少工作簿",),
    ),
    Bad("A26-pdf", lambda: b"%PDF-1.7\n", ("不是表格", ".xlsx 或 .csv"), "表.pdf"),
    Bad("A27-broken-xml", with_parts(xl__worksheets__sheet1_DOT_xml="<worksheet><a>"), ("已损坏", RESAVE)),
]


def _bomb(opening: str, closing: str, part: str, size: int = 1024) -> bytes:
    """A part of `size` MiB of blanks, compressed to a thousandth."""
    members = parts()
    members.pop(part, None)
    out = io.BytesIO(zipped(members))
    with (
        zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(part, "w") as stream,
    ):
        stream.write(opening.encode())
        blanks = b" " * (1024 * 1024)
        for _number in range(size):
            stream.write(blanks)
        stream.write(closing.encode())
    return out.getvalue()


def _overstated() -> bytes:
    """A small part that claims 200 MiB: the claim alone is enough."""
    whole = bytearray(zipped(parts() | {"docProps/app.xml": "<a/>"}))
    entry = whole.rfind(b"docProps/app.xml")
    start = whole.rfind(b"PK\x01\x02", 0, entry)
    whole[start + 24 : start + 28] = struct.pack("<I", 200 * 1024 * 1024)
    return bytes(whole)


def _understated(size: int) -> bytes:
    """Blanks whose size the archive puts at 9 bytes."""
    whole = bytearray(_bomb("<a>", "</a>", "docProps/app.xml", size))
    entry = whole.rfind(b"docProps/app.xml")
    start = whole.rfind(b"PK\x01\x02", 0, entry)
    whole[start + 24 : start + 28] = struct.pack("<I", 9)
    return bytes(whole)


SHEET = f'<worksheet xmlns="{MAIN}">'
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 9))
    + f"]>{SHEET}<sheetData><row><c><v>&a8;</v></c></row></sheetData></worksheet>"
)
QUADRATIC = f'<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>{SHEET}{"&a;" * 5000}</worksheet>'
XXE = f'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>{SHEET}<v>&a;</v></worksheet>'


def _tall(rows: int) -> bytes:
    body = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, rows + 1))
    return workbook(f"<sheetData>{body}</sheetData>")


def _wide() -> bytes:
    return workbook(f"<sheetData><row>{'<c><v>1</v></c>' * 16_384}</row></sheetData>")


def _stray(reference: str, content: str = "<v>1</v>") -> Callable[[], bytes]:
    row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    more = f'<row r="{row}"><c r="{reference}">{content}</c></row>'
    return lambda: workbook(rows_xml([HEADERS, GOOD_ROW]).replace("</sheetData>", more + "</sheetData>"))


BOMBS = [
    Bad(
        "B01-gibibyte-in-sheet",
        lambda: _bomb(SHEET, "</worksheet>", "xl/worksheets/sheet1.xml"),
        ("120 MiB",),
    ),
    Bad(
        "B02-gibibyte-in-strings",
        lambda: _bomb("<sst>", "</sst>", "xl/sharedStrings.xml"),
        ("120 MiB", "新建"),
    ),
    Bad("B02-size-overstated", _overstated, ("超过上限 120 MiB",)),
    Bad("B02-size-understated", lambda: _understated(300), ("损坏",)),
    Bad(
        "B03-1048000-rows",
        lambda: _tall(1_048_000),
        ("「导入」第 20001 行 A 列", "超过 20000 行", "分成几个文件"),
    ),
    Bad("B03-20001-rows", lambda: _tall(20_001), ("第 20001 行 A 列", "超过 20000 行")),
    Bad("B04-billion-laughs", with_parts(xl__worksheets__sheet1_DOT_xml=LAUGHS), ("DOCTYPE", RESAVE)),
    Bad("B05-quadratic", with_parts(xl__worksheets__sheet1_DOT_xml=QUADRATIC), ("DOCTYPE",)),
    Bad("B06-xxe", with_parts(xl__worksheets__sheet1_DOT_xml=XXE), ("DOCTYPE",)),
    Bad(
        "B06-doctype-in-properties",
        with_parts(docProps__app_DOT_xml="<!DOCTYPE a><a/>"),
        ("DOCTYPE", "app.xml"),
    ),
    Bad(
        "B06-doctype-utf16", with_parts(docProps__a_DOT_dat="<!DOCTYPE a><a/>".encode("utf-16")), ("DOCTYPE",)
    ),
    Bad(
        "B07-dimension-says-all",
        lambda: workbook('<dimension ref="A1:XFD1048576"/>' + rows_xml([HEADERS, GOOD_ROW])),
        ("声明的范围", "空行空列"),
    ),
    Bad("B08-stray-corner-cell", _stray("XFD1048576"), ("第 1048576 行 XFD 列", "超过 20000 行")),
    Bad("B08-stray-blank-text", _stray("XFD9", "<v> </v>"), ("第 9 行 XFD 列", "超过 200 列")),
    Bad("B10-16384-columns", _wide, ("第 1 行 GS 列", "超过 200 列", "删去多余的列")),
    Bad("B11-2000000-characters", lambda: form(["长" * 2_000_000]), ("第 2 行 A 列", "超过 32767 个字符")),
    Bad(
        "B11-in-shared-strings",
        lambda: workbook(rows_xml([HEADERS]), strings=f"<si><t>{'长' * 40_000}</t></si>"),
        ("超过 32767 个字符", "缩短"),
    ),
    Bad("B12-endless-tag", with_parts(docProps__app_DOT_xml=f'<a b="{"x" * 3_000_000}"/>'), ("标记的长度",)),
    Bad(
        "B13-merges",
        lambda: workbook(rows_xml([HEADERS]) + '<mergeCell ref="A1:B1"/>' * 10_001),
        ("合并单元格超过 10000 处",),
    ),
    Bad("B14-too-many-bytes", lambda: bytes(10 * 1024 * 1024 + 10_486), ("10.01 MiB", "上限 10 MiB")),
    Bad(
        "B15-rows-backwards",
        lambda: workbook('<sheetData><row r="2"/><row r="1"/></sheetData>'),
        ("颠倒", RESAVE),
    ),
    Bad(
        "B15-cell-twice",
        lambda: workbook(f'<sheetData><row r="1">{cell_xml("A1", 1) * 2}</row></sheetData>'),
        ("第 1 行 A 列", "重复"),
    ),
    Bad(
        "B16-reference-nonsense",
        lambda: workbook('<sheetData><row r="1"><c r="1A"/></row></sheetData>'),
        ("位置",),
    ),
    Bad(
        "B17-string-index-out-of-range",
        lambda: workbook('<sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData>'),
        ("无法读取", "新建的工作簿"),
    ),
]

TEXT = ",".join(HEADERS) + "\n007,张三,2,1.5,2023-03-15,国家级\n"

CSV_FILES = [
    Bad("E04-utf16", lambda: TEXT.encode("utf-16"), ("UTF-16", "CSV UTF-8"), "表.csv"),
    Bad(
        "E04-utf16-without-mark",
        lambda: ("a,b\n" * 100).encode("utf-16-le"),
        ("UTF-16", "CSV UTF-8"),
        "表.csv",
    ),
    Bad(
        "E05-mixed-encodings",
        lambda: TEXT.encode() + "008,李四光,1,1.5,2023-03-15,省级\n".encode("gbk"),
        ("第 3 行", "混用", "CSV UTF-8"),
        "表.csv",
    ),
    Bad(
        "E05-mixed-yet-readable-as-gbk",
        lambda: "登记,名册,次数,扣分\n".encode() + "008,李四光,1,2\n".encode("gbk"),
        ("第 2 行", "混用"),
        "表.csv",
    ),
    Bad("E06-semicolons", lambda: TEXT.replace(",", ";").encode(), ("分号", "逗号"), "表.csv"),
    Bad("E07-tabs", lambda: TEXT.replace(",", "\t").encode(), ("制表符", "逗号"), "表.csv"),
    Bad("E08-unbalanced-quote", lambda: (TEXT + '008,"李四,1\n').encode(), ("第 3 行", "引号"), "表.csv"),
    Bad("E09-nul", lambda: TEXT.replace("张三", "张\0三").encode(), ("第 2 行", "NUL"), "表.csv"),
    Bad(
        "E10-200000-characters",
        lambda: TEXT.replace("张三", "张" * 200_000).encode(),
        ("第 2 行 B 列", "32767"),
        "表.csv",
    ),
    Bad(
        "E11-2000000-characters",
        lambda: TEXT.replace("张三", "x" * 2_000_000).encode(),
        ("第 2 行", "过长"),
        "表.csv",
    ),
    Bad("E12-neither-encoding", lambda: b"a,b\n\xff\xff,1\n", ("第 2 行", "不是 UTF-8"), "表.csv"),
    Bad("E13-20001-lines", lambda: b"a,b\n" + b"1,2\n" * 20_000, ("第 20001 行", "20000 行"), "表.csv"),
    Bad("E14-201-columns", lambda: b"a," * 200 + b"b\n", ("第 1 行", "200 列"), "表.csv"),
]
