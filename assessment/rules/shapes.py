"""Measures to and from plain data, field by field after their dataclasses; rules we cannot express have a name here."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assessment.enums import Unit
from assessment.rules.bands import Band, CountBands, ValueBands
from assessment.rules.measured import Interpolation, JudgedRange, LevelPoints, Levels, Threshold
from assessment.rules.measures import Allowance, Conversion, Measure, Once, PerUnit, Repeat, Veto
from assessment.rules.ratios import RatioTarget, RatioThreshold
from assessment.rules.reading import Node

SHAPES: Mapping[str, type[Measure]] = {
    shape.kind: shape
    for shape in (
        Once,
        Allowance,
        Repeat,
        Conversion,
        Veto,
        CountBands,
        ValueBands,
        Levels,
        JudgedRange,
        Threshold,
        Interpolation,
        RatioTarget,
        RatioThreshold,
    )
}

# Rules that other cities' tables use and one card of ours cannot express; the name is said when one is refused.
REFUSED: Mapping[str, str] = {
    "formula": gettext_noop("公式"),
    "rating_multiplier": gettext_noop("系数乘以评级"),
    "overtime_multiplier": gettext_noop("加班倍数"),
    "share_of_mean": gettext_noop("按平均分的比例"),
    "norm_ratio": gettext_noop("按定额折算效能"),
    "imported_score": gettext_noop("引入其他考核得分"),
    "composite": gettext_noop("多张考核表加权合成"),
    "two_subjects": gettext_noop("一事对两个对象分别计分"),
    "escalation": gettext_noop("按第几次升级处理"),
    "award_veto": gettext_noop("取消评优资格"),
    "money_per_occurrence": gettext_noop("按次扣款"),
    "money_per_point": gettext_noop("按分值折算金额"),
    "money_per_person": gettext_noop("按人扣合同款比例"),
    "piecewise_payout": gettext_noop("分段线性支付"),
    "rank": gettext_noop("按名次计分"),
    "assessor_penalty": gettext_noop("考核人责任加倍"),
}


def read_measure(node: Node) -> Measure:
    """Return the measure of a criterion; what cannot be expressed is noted by name and stands as one point."""
    kind = node.text("type")
    before = len(node.problems)
    if kind in Unit.values:
        measure: Measure = PerUnit(Unit(kind), node.number("points"))
    elif kind in SHAPES:
        measure = SHAPES[kind](**{field.name: value for field, value in read_fields(node, SHAPES[kind])})
    else:
        refuse_kind(node, kind)
        return PerUnit(Unit.OCCURRENCE, Decimal(1))
    node.finish()
    if len(node.problems) == before:
        node.problems += [problem.under(node.where) for problem in measure.problems()]
    return measure


def refuse_kind(node: Node, kind: str) -> None:
    """Note that a rule is not known, by its name where it has one."""
    if not kind:
        return
    known = "、".join([*Unit.values, *SHAPES])
    if kind in REFUSED:
        reason = _("暂不支持的计分规则：%(name)s（%(kind)s）") % {"name": _(REFUSED[kind]), "kind": kind}
        remedy = _("请改用可准确计算的规则，或由考核人在评分范围内填写；可用类型：%(known)s")
    else:
        reason = _("不认识的计分规则（%(kind)s）") % {"kind": kind}
        remedy = _("请核对拼写；可用类型：%(known)s")
    node.refuse("type", kind, reason, remedy % {"known": known})


def read_fields(node: Node, shape: type[Measure]) -> list[tuple[Field[Any], object]]:
    """Return the values of a shape's fields that are given or must be."""
    hints = get_type_hints(shape)
    found: list[tuple[Field[Any], object]] = []
    for field in fields(shape):  # type: ignore[arg-type]
        needed = field.default is MISSING
        if needed or node.has(field.name):
            found.append((field, read_value(node, field.name, hints[field.name])))
        else:
            node.take(field.name)
    return found


def read_value(node: Node, key: str, hint: Any) -> object:
    """Return one value read after its type."""
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(part for part in get_args(hint) if part is not type(None))
    if get_origin(hint) is tuple:
        reader = {Band: read_band, LevelPoints: read_level}[get_args(hint)[0]]
        return tuple(reader(row) for row in node.rows(key))
    if hint is Decimal:
        return node.number(key)
    if hint is bool:
        return node.flag(key)
    if hint is int:
        return node.whole(key)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return node.choice(key, hint)
    return node.code(key)


def read_band(node: Node) -> Band:
    """Return a band from `from` or `over` (beyond it) up to `to` (with it) or `below`."""
    for pair in (("from", "over"), ("to", "below")):
        if all(node.has(key) for key in pair):
            node.refuse(pair[0], None, _("同一端写了两个界限"), _("含界限用 from、to，不含用 over、below"))
    low_in, high_in = not node.has("over"), node.has("to")
    low = node.optional("over") if node.has("over") else node.optional("from")
    high = node.optional("to") if node.has("to") else node.optional("below")
    for key in ("over", "from", "to", "below"):
        node.take(key)
    band = Band(node.number("points"), low, low_in, high, high_in)
    node.finish()
    return band


def read_level(node: Node) -> LevelPoints:
    """Return one level with its points."""
    level = LevelPoints(node.text("level"), node.text("label"), node.number("points"))
    node.finish()
    return level


def write_measure(measure: Measure) -> dict[str, object]:
    """Return a measure as plain data that `read_measure` reads back equal."""
    if isinstance(measure, PerUnit):
        return {"type": measure.unit.value, "points": plain(measure.points)}
    written: dict[str, object] = {"type": measure.kind}
    for field in fields(measure):  # type: ignore[arg-type]
        value = getattr(measure, field.name)
        if field.default is MISSING or value != field.default:
            written[field.name] = plain(value)
    return written


def plain(value: object) -> object:
    """Return a value as plain data: numbers as text, choices as their value."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Band):
        return write_band(value)
    if isinstance(value, LevelPoints):
        return {"level": value.level, "label": value.label, "points": plain(value.points)}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return value


def write_band(band: Band) -> dict[str, object]:
    """Return a band as plain data."""
    written: dict[str, object] = {}
    if band.low is not None:
        written["from" if band.low_in else "over"] = plain(band.low)
    if band.high is not None:
        written["to" if band.high_in else "below"] = plain(band.high)
    return {**written, "points": plain(band.points)}
