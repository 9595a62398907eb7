"""The corpus of readable workbooks whose structure or values must not be taken (security.md 4.1, C and D)."""

from tests.lib.bad_files import Bad
from tests.lib.workbook_parts import GOOD_ROW, HEADERS, form, good_but, parts, rows_xml, workbook, zipped

TEXT_REMEDY = "请把该列设为“文本”后重新录入"
DATE_REMEDY = "2023-03-01"


def _merged(area: str) -> str:
    return f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'


def _two_sheets() -> bytes:
    members = parts()
    members["xl/workbook.xml"] = str(members["xl/workbook.xml"]).replace(
        "</sheets>", '<sheet name="旧表" sheetId="2" r:id="rId8"/></sheets>'
    )
    members["xl/_rels/workbook.xml.rels"] = str(members["xl/_rels/workbook.xml.rels"]).replace(
        "</Relationships>",
        '<Relationship Id="rId8" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
        'Target="worksheets/sheet2.xml"/></Relationships>',
    )
    members["xl/worksheets/sheet2.xml"] = members["xl/worksheets/sheet1.xml"]
    return zipped(members)


STRUCTURES = [
    Bad(
        "C04-hidden-sheet",
        lambda: workbook(states='state="hidden"'),
        ("「导入」", "工作表是隐藏的", "取消隐藏"),
    ),
    Bad("C04-very-hidden", lambda: workbook(states='state="veryHidden"'), ("工作表是隐藏的",)),
    Bad(
        "C05-hidden-row",
        lambda: form(GOOD_ROW, GOOD_ROW, attributes={3: 'hidden="1"'}),
        ("第 3 行", "隐藏", "筛选"),
    ),
    Bad("C05-row-of-no-height", lambda: form(GOOD_ROW, attributes={2: 'ht="0"'}), ("第 2 行", "隐藏")),
    Bad(
        "C06-merged-in-a-row",
        lambda: form(GOOD_ROW, after=_merged("A2:B2")),
        ("第 2 行 A 列", "A2:B2", "取消合并"),
    ),
    Bad("C06-merged-keys", lambda: form(GOOD_ROW, GOOD_ROW, after=_merged("A2:A3")), ("A2:A3", "取消合并")),
    Bad("C06-merged-header", lambda: form(GOOD_ROW, after=_merged("C1:D1")), ("第 1 行 C 列", "C1:D1")),
    Bad(
        "C09-duplicate-header",
        lambda: workbook(rows_xml([(*HEADERS, "姓名"), (*GOOD_ROW, "李四")])),
        ("第 1 行 G 列「姓名」", "B 列已有", "只保留一列"),
    ),
    Bad(
        "C10-missing-header",
        lambda: workbook(rows_xml([HEADERS[1:], GOOD_ROW[1:]])),
        ("第 1 行", "缺少表头“工号”", "模板"),
    ),
    Bad("C11-no-header-at-all", lambda: workbook(rows_xml([("甲", "乙")])), ("没有找到表头", "工号、姓名")),
    Bad("C12-no-rows", lambda: form(), ("表头下面没有数据", "填写数据")),
    Bad("C12-blank-workbook", lambda: workbook("<sheetData/>"), ("没有找到有内容的工作表", "模板")),
    Bad("C13-total-row", lambda: form(GOOD_ROW, ("合 计", None, 2)), ("第 3 行", "合计行", "删去合计行")),
    Bad("C14-blank-row-inside", lambda: form(GOOD_ROW, (), GOOD_ROW), ("第 3 行", "空行", "删去空行")),
    Bad("C15-two-header-rows", lambda: form(HEADERS, GOOD_ROW), ("第 2 行 C 列「次数」", "值 次数 不是数字")),
    Bad("C16-two-sheets", _two_sheets, ("2 张工作表有内容", "只保留一张")),
]

TEXTUAL_DATES = [
    "2023-02-30", "2023.1.5", "2023/1/5", "2023-1-5", "20230105", "二〇二三年一月五日", "2023年1月5日",
    "2023-03-01 24:00", "昨天", "03/04/2023", "2023-13-01", "0000-00-00", "44927",
]  # fmt: skip
TEXTUAL_NUMBERS = [
    "￥100", "三", "NaN", "Infinity", "-inf", "1E309", "1e2", "90%", "1,000", "3件", "٣", "①", "½",
    "0x10", "1_000", "--1", "1.2.3", "+", ".5", "TRUE",
]  # fmt: skip

VALUES = [
    Bad(
        "D02-id-as-number",
        lambda: good_but(0, ("raw", "1.10105199003071E+17")),
        ("A 列「工号」", "值 1.10105E+17 是数字格式，后三位已丢失", TEXT_REMEDY),
    ),
    Bad("D02-17-digits", lambda: good_but(0, ("raw", "12345678901234500")), ("后二位已丢失", TEXT_REMEDY)),
    Bad(
        "D03-staff-number-zeros",
        lambda: good_but(0, 7),
        ("第 2 行 A 列「工号」", "值 7 是数字格式", TEXT_REMEDY),
    ),
    Bad(
        "D03-code-3.10",
        lambda: good_but(0, ("raw", "3.1000000000000001")),
        ("值 3.1 是数字格式", TEXT_REMEDY),
    ),
    Bad("D04-name-as-number", lambda: good_but(1, 13800138000), ("B 列「姓名」", "数字格式")),
    Bad(
        "D05-name-as-date",
        lambda: good_but(1, ("date", 45000)),
        ("值 2023-03-15 是日期或时间格式", TEXT_REMEDY),
    ),
    *[
        Bad(f"D06-date-{text}", lambda text=text: good_but(4, text), ("第 2 行 E 列「日期」", DATE_REMEDY))
        for text in TEXTUAL_DATES
    ],
    *[
        Bad(
            f"D07-serial-{serial}",
            lambda serial=serial: good_but(4, ("date", serial)),
            ("E 列「日期」", "不是日期格式", DATE_REMEDY),
        )
        for serial in ("60", "0", "-1", "1E10", "59", "2958466")
    ],
    Bad("D07-plain-serial", lambda: good_but(4, 45000), ("值 45000 不是日期格式", DATE_REMEDY)),
    Bad("D08-date-with-hour", lambda: good_but(4, ("date", "45000.5")), ("2023-03-15 12:00:00", "带有时刻")),
    Bad("D08-time-only", lambda: good_but(4, ("time", "0.35")), ("08:24:00", "不是日期格式")),
    *[
        Bad(
            f"D09-number-{text}",
            lambda text=text: good_but(3, text),
            ("D 列「扣分」", "不是数字", "只填数字"),
        )
        for text in TEXTUAL_NUMBERS
    ],
    Bad(
        "D10-three-places",
        lambda: good_but(3, ("raw", "89.995000000000005")),
        ("值 89.995 有 3 位小数，最多 2 位", "四舍五入"),
    ),
    Bad("D10-binary-sum", lambda: good_but(3, ("raw", "0.30000000000000004")), ("有 17 位小数",)),
    Bad(
        "D10-half-a-count",
        lambda: good_but(2, ("raw", "1.5")),
        ("C 列「次数」", "值 1.5 不是整数", "请填整数"),
    ),
    Bad("D10-negative-count", lambda: good_but(2, -1), ("值 -1 小于 0", "不小于 0")),
    Bad("D10-huge", lambda: good_but(3, ("raw", "1E300")), ("值 1E+300 超出范围",)),
    Bad("D10-beyond-excel", lambda: good_but(3, ("raw", "1E309")), ("是错误值",)),
    Bad("D10-nan-in-number-cell", lambda: good_but(3, ("raw", "NaN")), ("值 NaN 是错误值",)),
    Bad(
        "D11-formula-without-result",
        lambda: good_but(3, ("formula", "1+1")),
        ("第 2 行 D 列「扣分」", "是公式", "选择性粘贴"),
    ),
    Bad(
        "D12-inside-an-array-formula",
        lambda: form(
            (*GOOD_ROW[:3], ("xml", '<c r="D2"><f t="array" ref="D2:D3">1</f><v>1</v></c>'), *GOOD_ROW[4:]),
            GOOD_ROW,
        ),
        ("第 3 行 D 列「扣分」：值 1.5 是公式",),
    ),
    Bad("D12-forged-result", lambda: good_but(3, ("forged", "99")), ("值 99 是公式", "选择性粘贴")),
    *[
        Bad(
            f"D13-error-{text}",
            lambda text=text: good_but(3, ("error", text)),
            (f"值 {text} 是错误值", "改成正确的内容"),
        )
        for text in ("#REF!", "#N/A", "#DIV/0!", "#NAME?")
    ],
    Bad("D16-nul-escaped", lambda: good_but(1, "张_x0000_三"), ("控制字符 U+0000", "删去")),
    Bad("D16-bell", lambda: good_but(1, "张_x0007_三"), ("控制字符 U+0007",)),
    Bad("D17-right-to-left", lambda: good_but(1, "张\u202e三"), ("书写方向的字符 U+202E", "删去")),
    Bad("D17-isolate", lambda: good_but(1, "张\u2066三"), ("U+2066",)),
    Bad("D17-line-break-in-name", lambda: good_but(1, "张\n三"), ("控制字符 U+000A",)),
    Bad("D18-true-as-count", lambda: good_but(2, ("bool", 1)), ("值 TRUE 是逻辑值",)),
    Bad("D18-true-as-name", lambda: good_but(1, ("bool", 0)), ("值 FALSE 是逻辑值",)),
    Bad("D19-name-missing", lambda: good_but(1, None), ("B 列「姓名」：值不能为空", "请填写“姓名”")),
    Bad("D19-name-of-blanks", lambda: good_but(1, "　 "), ("值不能为空",)),
    Bad(
        "D20-unknown-choice",
        lambda: good_but(5, "县级"),
        ("F 列「级别」", "值 县级 不在可选的范围内", "国家级、省级、市级"),
    ),
    Bad("D21-name-too-long", lambda: good_but(1, "长" * 21), ("有 21 个字，超过上限 20 个", "缩短")),
    Bad("D22-blank-in-code", lambda: good_but(0, "00 7"), ("中间有空白",)),
]
