"""A rubric to and from plain data (the `rubric` part of a profile, JSON in the database), validated as a whole."""

from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.enums import Effect, Floor, GroupKind, Period
from assessment.rules.checks import code_problems, rubric_problems
from assessment.rules.problems import RubricProblem, RubricRefused
from assessment.rules.reading import Node
from assessment.rules.rubric import Criterion, Group, Overlap, Rubric, Tier
from assessment.rules.shapes import plain, read_measure, write_measure


def rubric_from_document(document: Mapping[str, object]) -> Rubric:
    """Return the rubric that plain data describes.

    Raises: RubricRefused with every problem found.
    """
    problems: list[RubricProblem] = []
    rubric = read_rubric(Node(document, "", problems))
    problems += code_problems(rubric) if problems else rubric_problems(rubric)
    if problems:
        raise RubricRefused(tuple(problems))
    return rubric


def read_rubric(node: Node) -> Rubric:
    """Return a rubric as far as it can be read; its problems are noted in the node."""
    groups = tuple(read_group(row) for row in node.rows("groups"))
    sections = {group.code: group.section for group in groups}
    clause = node.text("clause", "")
    total = sum((group.cap for group in groups if group.kind == GroupKind.DEDUCT and group.cap), Decimal(0))
    rubric = Rubric(
        name=node.text("name"),
        title=node.text("title"),
        version=node.text("version"),
        base=node.number("base") if node.has("base") else total,
        groups=groups,
        criteria=tuple(read_criterion(row, sections, clause) for row in node.rows("criteria")),
        period=node.choice("period", Period, Period.MONTH),
        tiers=read_tiers(node),
        overlaps=tuple(read_overlap(row) for row in node.rows("overlaps")),
        section_caps=node.numbers("section_caps"),
        card_cap=node.optional("card_cap"),
        total_cap=node.optional("total_cap"),
        floor=node.choice("floor", Floor, Floor.NONE),
        lowest=node.optional("lowest"),
        clause=clause,
        base_apart=node.flag("base_apart"),
    )
    node.take("base")
    node.finish()
    return rubric


def read_group(node: Node) -> Group:
    """Return one cap group."""
    group = Group(
        code=node.code("code"),
        name=node.text("name"),
        section=node.text("section", ""),
        kind=node.choice("kind", GroupKind, GroupKind.DEDUCT),
        cap=node.optional("cap"),
        floor=node.choice("floor", Floor, Floor.ZERO),
        lowest=node.optional("lowest"),
        bonus_cap=node.optional("bonus_cap"),
        demerit_cap=node.optional("demerit_cap"),
        bonus_to_full=node.flag("bonus_to_full"),
    )
    node.finish()
    return group


def read_criterion(node: Node, sections: Mapping[str, str], clause: str) -> Criterion:
    """Return one criterion; section and clause come from its group and its rubric unless it has its own."""
    group = node.code("group")
    criterion = Criterion(
        code=node.code("code"),
        name=node.text("name"),
        group=group,
        effect=node.choice("effect", Effect),
        measure=read_measure(node.node("measure")),
        cap=node.optional("cap"),
        section=node.text("section", sections.get(group, "")),
        heading=node.text("heading", ""),
        official_text=node.text("official_text", ""),
        official_rule=node.text("official_rule", ""),
        correction=node.text("correction", ""),
        clause=node.text("clause", clause),
        exemptions=node.texts("exemptions"),
    )
    node.finish()
    return criterion


def read_tiers(node: Node) -> tuple[Tier, ...]:
    """Return the tiers; an upper end may be stated as a check and must then meet the tier above exactly."""
    tiers: list[Tier] = []
    for row in node.rows("tiers"):
        tier = Tier(row.number("floor"), row.number("coefficient"), row.text("grade", ""))
        below, to = row.optional("below"), row.optional("to")
        upper = tiers[-1].floor if tiers else None
        if to is not None and upper is not None:
            reason = _("等级分段不连续：%(to)s 与 %(upper)s 之间的分数没有归属") % {"to": to, "upper": upper}
            row.refuse("to", to, reason, _("请写成 below，并与上一档的 floor 相同"))
        if below is not None and below != upper:
            reason = _("等级分段不连续或重叠：与上一档不相接")
            row.refuse("below", below, reason, _("below 须等于上一档的 floor；最高一档不写"))
        row.finish()
        tiers.append(tier)
    return tuple(tiers)


def read_overlap(node: Node) -> Overlap:
    """Return one overlap."""
    overlap = Overlap(node.texts("codes", codes=True), node.text("note", ""))
    node.finish()
    return overlap


def rubric_to_document(rubric: Rubric) -> dict[str, object]:
    """Return a rubric as plain data, codes and points as text, which `rubric_from_document` reads back equal."""
    written = {
        "name": rubric.name,
        "title": rubric.title,
        "version": rubric.version,
        "period": plain(rubric.period),
        "clause": rubric.clause,
        "base": plain(rubric.base),
        "floor": plain(rubric.floor),
        "groups": [filled(group) for group in rubric.groups],
        "criteria": [write_criterion(criterion) for criterion in rubric.criteria],
        "tiers": [filled(tier) for tier in rubric.tiers],
        "overlaps": [filled(overlap) for overlap in rubric.overlaps],
        "section_caps": {section: plain(cap) for section, cap in rubric.section_caps},
    }
    for key in ("card_cap", "total_cap", "lowest"):
        if getattr(rubric, key) is not None:
            written[key] = plain(getattr(rubric, key))
    if rubric.base_apart:
        written["base_apart"] = True
    return written


def write_criterion(criterion: Criterion) -> dict[str, object]:
    """Return one criterion as plain data; section and clause are written so that they read back as they are."""
    written = filled(criterion, "measure")
    return {
        **written,
        "section": criterion.section,
        "clause": criterion.clause,
        "measure": write_measure(criterion.measure),
    }


def filled(item: Group | Tier | Overlap | Criterion, *without: str) -> dict[str, object]:
    """Return the fields of a part that say something."""
    written = {}
    for field in fields(item):
        value = getattr(item, field.name)
        if field.name not in without and not (value is None or value is False or value in ("", ())):
            written[field.name] = plain(value)
    return written
