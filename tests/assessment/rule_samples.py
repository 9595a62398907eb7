"""Small rubrics for the rule tests."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import yaml

from assessment.enums import Effect, GroupKind, Unit
from assessment.rules import Criterion, Group, Measure, PerUnit, Rubric, rubric_from_document

PROFILE = Path(__file__).resolve().parents[2] / "contracts" / "profiles" / "haikou.yaml"


def haikou_document() -> dict[str, object]:
    """The rubric part of the shipped Haikou profile."""
    return yaml.safe_load(PROFILE.read_text(encoding="utf-8"))["rubric"]


def haikou() -> Rubric:
    return rubric_from_document(haikou_document())


def line(code: str, measure: Measure, effect: Effect = Effect.DEDUCTION, **more: object) -> Criterion:
    return Criterion(code, f"条款 {code}", str(more.pop("group", "1")), effect, measure, **more)


def points(number: str, unit: Unit = Unit.OCCURRENCE) -> PerUnit:
    return PerUnit(unit, Decimal(number))


def one_group(*criteria: Criterion, **more: object) -> Rubric:
    """A rubric of one group worth 10 points and an adjustment group of plus and minus 5."""
    group = more.pop("group", Group("1", "管理", "管理", cap=Decimal(10)))
    adjust = Group(
        "7", "加减分项", "加减分项", GroupKind.ADJUST, bonus_cap=Decimal(5), demerit_cap=Decimal(5)
    )
    base = more.pop("base", Decimal(10))
    return Rubric("sample", "示例考核表", "1", base, (group, adjust), criteria, **more)


def document(**changes: object) -> dict[str, object]:
    """A small sound document with parts replaced."""
    sound: Mapping[str, object] = {
        "name": "sample",
        "title": "示例考核表",
        "version": "1",
        "base": "10",
        "groups": [{"code": "1", "name": "管理", "cap": "10"}],
        "criteria": [criterion()],
    }
    return {**sound, **changes}


def criterion(code: object = "1.1", **changes: object) -> dict[str, object]:
    """A sound criterion of a document with parts replaced."""
    measure = {"type": "occurrence", "points": "1"}
    return {"code": code, "group": "1", "name": "空岗", "effect": "deduction", "measure": measure, **changes}
