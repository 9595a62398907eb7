"""Builds workbooks part by part, so that tests can make files that no honest program writes."""

import io
import zipfile
from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HEADERS = ("工号", "姓名", "次数", "扣分", "日期", "级别")
GOOD_ROW = ("007", "张三", 2, "1.5", ("date", 45000), "国家级")


def parts(
    sheet: str | None = None,
    *,
    strings: str = "",
    properties: str = "",
    states: str = "",
    strict: bool = False,
    name: str = "导入",
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; `sheet` is what stands inside <worksheet>."""
    main, office = (STRICT_MAIN, STRICT_OFFICE) if strict else (MAIN, OFFICE)
    body = rows_xml([HEADERS, GOOD_ROW]) if sheet is None else sheet
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{properties}'
        f'<sheets><sheet name="{name}" sheetId="1" {states} r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="rId3" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{main}"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/>'
        '<xf numFmtId="20"/><xf numFmtId="46"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{body}</worksheet>',
    }
    if strings:
        found["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{strings}</sst>'
    return found


def zipped(members: dict[str, str | bytes]) -> bytes:
    """Members as a zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(sheet: str | None = None, **options: object) -> bytes:
    """A whole workbook with one sheet."""
    return zipped(parts(sheet, **options))  # type: ignore[arg-type]


def with_parts(**more: str | bytes) -> Callable[[], bytes]:
    """A good workbook with parts added or replaced; `__` in a keyword stands for a slash, `_DOT_` for a point."""
    names = {key.replace("__", "/").replace("_DOT_", "."): content for key, content in more.items()}
    return lambda: zipped(parts() | names)


def letter(column: int) -> str:
    """Column letters up to Z."""
    return chr(ord("A") + column)


def cell_xml(reference: str, value: object) -> str:
    """One cell: texts inline, numbers bare; a tuple (kind, content) for anything else."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        kind, content = value
        return {
            "date": f'<c r="{reference}" s="1"><v>{content}</v></c>',
            "time": f'<c r="{reference}" s="2"><v>{content}</v></c>',
            "bool": f'<c r="{reference}" t="b"><v>{content}</v></c>',
            "error": f'<c r="{reference}" t="e"><v>{content}</v></c>',
            "raw": f'<c r="{reference}"><v>{content}</v></c>',
            "formula": f'<c r="{reference}"><f>{content}</f></c>',
            "forged": f'<c r="{reference}"><f>1+1</f><v>{content}</v></c>',
            "xml": str(content),
        }[kind]
    if isinstance(value, str):
        return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{reference}"><v>{value}</v></c>'


def rows_xml(
    rows: Iterable[Iterable[object]], *, attributes: dict[int, str] | None = None, after: str = ""
) -> str:
    """Rows as <sheetData>; `attributes` adds text to single <row> tags, `after` follows the data."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(cell_xml(f"{letter(column)}{number}", value) for column, value in enumerate(row))
        lines.append(f'<row r="{number}" {(attributes or {}).get(number, "")}>{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>{after}"


def form(*rows: Iterable[object], **options: object) -> bytes:
    """A workbook of the test form: the six headings, then these rows."""
    sheet_options = {key: options.pop(key) for key in ("attributes", "after") if key in options}
    return workbook(rows_xml([HEADERS, *rows], **sheet_options), **options)  # type: ignore[arg-type]


def good_but(place: int, value: object) -> bytes:
    """The test form with one good row whose cell at a place (from 0) is replaced."""
    row: list[object] = list(GOOD_ROW)
    row[place] = value
    return form(row)
