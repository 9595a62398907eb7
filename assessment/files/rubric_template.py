"""The plain template of a rubric: three sheets that one can fill in, and that hold any rubric without loss.

条款 has a line for each criterion; 分组 and 设置 may stay empty, then they follow from the lines.
"""

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from assessment.enums import Effect, Floor, GroupKind, Period
from assessment.rules import Criterion, Rubric
from assessment.rules.phrases import parse_rule, rule_phrase
from assessment.rules.shapes import write_measure
from hall_ops.lib.sheet_writing import OPTIONS
from hall_ops.lib.sheets import Column

CRITERIA, GROUPS, SETTINGS = "条款", "分组", "设置"
EFFECTS = {str(effect.label): effect for effect in Effect}
KINDS = {str(kind.label): kind for kind in GroupKind}
FLOORS = {str(floor.label): floor for floor in Floor}
PERIODS = {str(period.label): period for period in Period}
YES = "是"

CRITERION_COLUMNS = (
    Column("code", "条款编号", kind="code", max_length=20, width=10),
    Column("name", "简称", max_length=60, width=26),
    Column("group", "分组", aliases=("分组编号",), kind="code", max_length=20, width=8),
    Column("cap", "分组分值", kind="decimal", required=False, width=10),
    Column("effect", "性质", kind="choice", choices=tuple(EFFECTS), width=8),
    Column("rule", "计分规则", required=False, max_length=200, width=34),
    Column("section", "服务内容", required=False, max_length=60, width=20),
    Column("heading", "考核项目", required=False, max_length=60, width=14),
    Column("official_text", "官方原文", required=False, max_length=2000, multiline=True, width=50),
    Column("official_rule", "官方评分细则", required=False, max_length=200, multiline=True, width=28),
    Column("correction", "勘误", required=False, max_length=200, width=28),
    Column("clause", "出处", required=False, max_length=120, width=20),
    Column("exemptions", "免扣情形", required=False, max_length=400, multiline=True, width=20),
    Column("data", "规则数据", required=False, max_length=2000, width=20),
)
GROUP_COLUMNS = (
    Column("code", "分组", aliases=("分组编号",), kind="code", max_length=20, width=8),
    Column("name", "分组名称", max_length=60, width=26),
    Column("section", "服务内容", required=False, max_length=60, width=20),
    Column("kind", "类别", kind="choice", choices=tuple(KINDS), width=12),
    Column("cap", "分值", kind="decimal", required=False, width=8),
    Column("floor", "扣分下限", kind="choice", choices=tuple(FLOORS), required=False, width=16),
    Column("lowest", "最低分", kind="decimal", required=False, width=8),
    Column("bonus_cap", "加分上限", kind="decimal", required=False, width=10),
    Column("demerit_cap", "减分上限", kind="decimal", required=False, width=10),
    Column("bonus_to_full", "加分至满分为止", kind="choice", choices=(YES,), required=False, width=16),
)
SETTING_COLUMNS = (
    Column("item", "项目", max_length=30, width=14),
    Column("value", "内容", required=False, max_length=400, width=40),
    Column("second", "附加一", required=False, max_length=400, width=30),
    Column("third", "附加二", required=False, max_length=400, width=20),
)
# 设置 rows: what stands under 项目, and the field of the rubric's document it fills.
SINGLE = {
    "名称": "title", "代号": "name", "版本": "version", "出处": "clause", "起评总分": "base",
    "全表扣分上限": "card_cap", "总分上限": "total_cap", "最低总分": "lowest",
}  # fmt: skip
PERIOD, FLOOR, APART, TIER, OVERLAP, SECTION_CAP = (
    "周期",
    "总分下限",
    "总分另计",
    "档次",
    "重叠条款",
    "大项扣分上限",
)


def write_template(rubric: Rubric | None = None) -> bytes:
    """Return the template, filled with a rubric or with two example lines to write over."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {**OPTIONS, "constant_memory": False})
    add_template_sheets(book, rubric)
    book.close()
    return out.getvalue()


def add_template_sheets(book: Any, rubric: Rubric | None) -> None:
    """Add the three sheets to a workbook; all cells are texts, so that 3.10 stays 3.10."""
    criteria = [criterion_row(rubric, c) for c in rubric.criteria] if rubric else EXAMPLES
    _add_sheet(book, CRITERIA, CRITERION_COLUMNS, criteria)
    groups = [group_row(group) for group in rubric.groups] if rubric else []
    _add_sheet(book, GROUPS, GROUP_COLUMNS, groups)
    _add_sheet(book, SETTINGS, SETTING_COLUMNS, setting_rows(rubric) if rubric else [])


EXAMPLES: Sequence[Mapping[str, str]] = (
    {"code": "1.1", "name": "示例：未按时开会", "group": "1", "cap": "100", "effect": "扣分", "rule": "每次扣2分",
     "section": "现场管理", "heading": "会议"},
    {"code": "1.10", "name": "示例：值守人员脱岗", "group": "1", "effect": "扣分", "rule": "每人次扣1.5分，最多扣6分",
     "section": "现场管理", "heading": "值守"},
)  # fmt: skip


def _add_sheet(book: Any, name: str, columns: Sequence[Column], rows: Iterable[Mapping[str, str]]) -> None:
    page = book.add_worksheet(name)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    header = book.add_format({"num_format": "@", "bold": True, "bg_color": "#E8EEF4", "bottom": 1})
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width, text)
        page.write_string(0, place, column.title, header)
        if column.choices:
            page.data_validation(1, place, 2000, place, {"validate": "list", "source": list(column.choices)})
    page.freeze_panes(1, 2)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for number, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            if row.get(column.key):
                page.write_string(number, place, row[column.key], text)


def criterion_row(rubric: Rubric, criterion: Criterion) -> dict[str, str]:
    """Return a criterion as texts by column; a rule that no phrase reads back stands as data beside its phrase."""
    phrase = rule_phrase(criterion)
    read = parse_rule(phrase)
    exact = read is not None and (read.effect, read.measure, read.cap) == (
        criterion.effect, criterion.measure, criterion.cap,
    )  # fmt: skip
    data: dict[str, object] = dict(write_measure(criterion.measure))
    if criterion.cap is not None:
        data["cap"] = f"{criterion.cap:f}"
    cap = rubric.group(criterion.group).cap or rubric.group(criterion.group).bonus_cap
    return {
        "code": criterion.code,
        "name": criterion.name,
        "group": criterion.group,
        "cap": "" if cap is None else f"{cap:f}",
        "effect": str(criterion.effect.label),
        "rule": phrase,
        "section": criterion.section,
        "heading": criterion.heading,
        "official_text": criterion.official_text,
        "official_rule": criterion.official_rule,
        "correction": criterion.correction,
        "clause": criterion.clause,
        "exemptions": "\n".join(criterion.exemptions),
        "data": "" if exact else json.dumps(data, ensure_ascii=False),
    }


def group_row(group: Any) -> dict[str, str]:
    """Return a group as texts by column."""
    row = {key: _text(getattr(group, key)) for key in ("cap", "lowest", "bonus_cap", "demerit_cap")}
    return {
        **row,
        "code": group.code,
        "name": group.name,
        "section": group.section,
        "kind": str(group.kind.label),
        "floor": str(group.floor.label),
        "bonus_to_full": YES if group.bonus_to_full else "",
    }


def setting_rows(rubric: Rubric) -> list[dict[str, str]]:
    """Return what belongs to the whole table, a row for each value."""
    rows = [(item, _text(getattr(rubric, field))) for item, field in SINGLE.items()]
    rows += [(PERIOD, str(rubric.period.label)), (FLOOR, str(rubric.floor.label))]
    rows += [(APART, YES)] if rubric.base_apart else []
    found = [{"item": item, "value": value} for item, value in rows if value]
    for tier in rubric.tiers:
        cells = {"value": _text(tier.floor), "second": _text(tier.coefficient), "third": tier.grade}
        found.append({"item": TIER, **cells})
    for overlap in rubric.overlaps:
        found.append({"item": OVERLAP, "value": "、".join(overlap.codes), "second": overlap.note})
    for section, cap in rubric.section_caps:
        found.append({"item": SECTION_CAP, "value": section, "second": _text(cap)})
    return found


def _text(value: object) -> str:
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
