"""Reading a filled template back into a rubric; every fault is told with row, column and remedy."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from assessment.enums import Effect, GroupKind
from assessment.files.rubric_template import (
    APART,
    CRITERION_COLUMNS,
    EFFECTS,
    FLOOR,
    FLOORS,
    GROUP_COLUMNS,
    GROUPS,
    KINDS,
    OVERLAP,
    PERIOD,
    PERIODS,
    SECTION_CAP,
    SETTING_COLUMNS,
    SETTINGS,
    SINGLE,
    TIER,
    YES,
)  # fmt: skip
from assessment.rules import Rubric, RubricRefused
from assessment.rules.document import rubric_from_document
from assessment.rules.phrases import parse_rule
from assessment.rules.shapes import write_measure
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.sheets import Row, Sheet, Table, Workbook, table_from
from hall_ops.lib.text_hygiene import header_key

Document = dict[str, Any]


def template_sheet(book: Workbook) -> Sheet | None:
    """Return the sheet with the criteria of a template, if this workbook is one."""
    wanted = {header_key(title) for title in ("条款编号", "简称", "计分规则")}
    for sheet in book.sheets:
        for row in sheet.rows[:20]:
            if wanted <= {header_key(cell.text) for cell in row}:
                return sheet
    return None


def read_template(book: Workbook) -> Rubric:
    """Return the rubric a template describes.

    Raises: FileRefused with every fault.
    """
    sheet = template_sheet(book)
    if sheet is None:
        remedy = _("请使用系统下载的模板填写")
        raise FileRefused([FileProblem(_("没有找到表头：条款编号、简称、计分规则"), remedy)])
    table = table_from(sheet, CRITERION_COLUMNS)
    criteria, problems = _criteria(table, sheet.name)
    if problems:
        raise FileRefused(problems)
    settings = _settings(book)
    groups = _groups(book) or _derived_groups(table)
    document = {"name": "imported", "title": _("考核表"), "version": "1", **settings}
    try:
        return rubric_from_document({**document, "groups": groups, "criteria": criteria})
    except RubricRefused as refused:
        raise FileRefused(_told(refused, table, sheet.name)) from refused


def _values(row: Row) -> Document:
    """Return what is filled in, numbers as exact text."""
    cells = {key: cell.value for key, cell in row.values.items() if cell.value is not None}
    return {key: value if isinstance(value, str) else f"{value:f}" for key, value in cells.items()}


def _criteria(table: Table, sheet: str) -> tuple[list[Document], list[FileProblem]]:
    criteria, problems = [], []
    for row in table.rows:
        values = _values(row)
        values.pop("cap", None)
        effect = EFFECTS[values["effect"]]
        values["effect"] = effect.value
        rule, data = values.pop("rule", ""), values.pop("data", "")
        told = _rule(rule, data, effect)
        if isinstance(told, str):
            column = next(
                column for column in CRITERION_COLUMNS if column.key == ("data" if data else "rule")
            )
            remedy = _("请改写成可准确计算的规则，如“每次扣2分”“每人次扣1分，最多扣5分”“酌情扣1-3分”")
            problems.append(table.problem(row, column, told, remedy, sheet=sheet))
            continue
        values.update(told)
        if "exemptions" in values:
            values["exemptions"] = values["exemptions"].split("\n")
        criteria.append(values)
    return criteria, problems


def _rule(rule: str, data: str, effect: Effect) -> Document | str:
    """Return measure and cap as plain data, or what is wrong with them."""
    if data:
        try:
            measure = json.loads(data)
        except ValueError:
            return _("不是规则数据的写法")
        if not isinstance(measure, dict):
            return _("不是规则数据的写法")
        cap = measure.pop("cap", None)
        return {"measure": measure} | ({"cap": cap} if cap is not None else {})
    parsed = parse_rule(rule) if rule else None
    if not rule:
        return _("计分规则为空")
    if parsed is None:
        return _("无法准确表达，没有按近似处理")
    if (parsed.effect == Effect.BONUS) != (effect == Effect.BONUS):
        return _("与“性质”一列的加减方向不符")
    measured: Document = {"measure": write_measure(parsed.measure)}
    return measured | ({"cap": f"{parsed.cap:f}"} if parsed.cap is not None else {})


def _sheet_named(book: Workbook, name: str) -> Sheet | None:
    found = next((sheet for sheet in book.sheets if sheet.name.strip() == name), None)
    return found if found is not None and len([row for row in found.rows if row]) > 1 else None


def _groups(book: Workbook) -> list[Document]:
    sheet = _sheet_named(book, GROUPS)
    groups = []
    for row in table_from(sheet, GROUP_COLUMNS).rows if sheet else []:
        values = _values(row)
        values["kind"] = KINDS[values["kind"]].value
        if "floor" in values:
            values["floor"] = FLOORS[values["floor"]].value
        if "bonus_to_full" in values:
            values["bonus_to_full"] = True
        groups.append(values)
    return groups


def _derived_groups(table: Table) -> list[Document]:
    """Return the groups that the lines name, where the sheet 分组 says nothing."""
    groups: dict[str, Document] = {}
    caps: dict[str, tuple[str, Row]] = {}
    for row in table.rows:
        values = _values(row)
        code = values["group"]
        section = values.get("section", "")
        group = groups.setdefault(
            code, {"code": code, "name": section or code, "section": section, "effects": set()}
        )
        group["effects"].add(EFFECTS[values["effect"]])
        cap = values.get("cap")
        if cap is None:
            continue
        if caps.setdefault(code, (cap, row))[0] != cap:
            column = next(column for column in CRITERION_COLUMNS if column.key == "cap")
            reason = _("与同组第 %(row)s 行的分值不同") % {"row": caps[code][1].number}
            raise FileRefused([table.problem(row, column, reason, _("同一分组只有一个分值"))])
    for code, group in groups.items():
        effects = group.pop("effects")
        adjusts = Effect.DEDUCTION not in effects
        group["kind"] = (GroupKind.ADJUST if adjusts else GroupKind.DEDUCT).value
        for key in ("bonus_cap", "demerit_cap") if adjusts else ("cap",):
            if code in caps:
                group[key] = caps[code][0]
    return list(groups.values())


def _settings(book: Workbook) -> Document:
    sheet = _sheet_named(book, SETTINGS)
    if sheet is None:
        return {}
    table = table_from(sheet, SETTING_COLUMNS)
    found: Document = {"tiers": [], "overlaps": [], "section_caps": {}}
    problems = []
    for row in table.rows:
        values = {"value": "", "second": "", "third": "", **_values(row)}
        if not _take_setting(values, found):
            known = "、".join([*SINGLE, PERIOD, FLOOR, APART, TIER, OVERLAP, SECTION_CAP])
            remedy = _("可用的项目与写法见下载的模板：%(known)s") % {"known": known}
            reason = _("不认识，或内容写法不对")
            problems.append(table.problem(row, SETTING_COLUMNS[0], reason, remedy, sheet=sheet.name))
    if problems:
        raise FileRefused(problems)
    return found


def _take_setting(values: Mapping[str, str], found: Document) -> bool:
    """Put one row of 设置 into the document; False where it says nothing we know."""
    item, value, second, third = values["item"], values["value"], values["second"], values["third"]
    if item in SINGLE and value:
        found[SINGLE[item]] = value
    elif item == PERIOD and value in PERIODS:
        found["period"] = PERIODS[value].value
    elif item == FLOOR and value in FLOORS:
        found["floor"] = FLOORS[value].value
    elif item == APART and value == YES:
        found["base_apart"] = True
    elif item == TIER and value and second:
        found["tiers"].append({"floor": value, "coefficient": second} | ({"grade": third} if third else {}))
    elif item == OVERLAP and value:
        found["overlaps"].append({"codes": value.split("、")} | ({"note": second} if second else {}))
    elif item == SECTION_CAP and value and second:
        found["section_caps"][value] = second
    else:
        return False
    return True


def _told(refused: RubricRefused, table: Table, sheet: str) -> list[FileProblem]:
    """Return a rubric's problems with the rows they stand in, as far as a row is known."""
    told = []
    for problem in refused.problems:
        base = FileProblem(problem.reason, problem.remedy, sheet, None, "", problem.where, problem.value)
        place = problem.where.removeprefix("criteria[").partition("]")[0]
        if problem.where.startswith("criteria[") and place.isdigit() and int(place) < len(table.rows):
            base = replace(base, row=table.rows[int(place)].number, header="")
        told.append(base)
    return told
