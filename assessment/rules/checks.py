"""Whether the parts of a rubric fit together: codes, groups, caps, tiers, conversions, vetoes."""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from assessment.enums import Effect, Floor, GroupKind, Remainder, VetoOutcome
from assessment.rules.measures import Conversion, PerUnit, Veto
from assessment.rules.problems import RubricProblem
from assessment.rules.rubric import Criterion, Group, Rubric, Tier

ZERO = Decimal(0)
EFFECTS = {
    GroupKind.DEDUCT: (Effect.DEDUCTION, Effect.BONUS),
    GroupKind.ADJUST: (Effect.BONUS, Effect.DEMERIT),
}


def rubric_problems(rubric: Rubric) -> tuple[RubricProblem, ...]:
    """Return everything that keeps the parts of a rubric from fitting together."""
    return (
        *code_problems(rubric),
        *group_problems(rubric),
        *base_problems(rubric),
        *cap_problems(rubric),
        *tier_problems(rubric.tiers),
        *conversion_problems(rubric),
        *veto_problems(rubric),
    )


def code_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with codes: given twice, or naming what is not there."""
    for name, items in (("groups", rubric.groups), ("criteria", rubric.criteria)):
        if not items:
            yield RubricProblem(name, "", _("没有任何内容"), _("请至少写一项"))
        yield from doubled(name, items)
    for place, criterion in enumerate(rubric.criteria):
        where = f"criteria[{place}]"
        if criterion.group not in {group.code for group in rubric.groups}:
            known = "、".join(group.code for group in rubric.groups)
            remedy = _("请填写已有的分值组：%(known)s") % {"known": known}
            yield RubricProblem(f"{where}.group", criterion.group, _("没有这个分值组"), remedy)
    for place, overlap in enumerate(rubric.overlaps):
        for code in overlap.codes:
            if not rubric.has(code):
                remedy = _("请核对编号")
                yield RubricProblem(f"overlaps[{place}].codes", code, _("没有这个条款"), remedy)
        if len(set(overlap.codes)) < 2 and not overlap.note:
            reason = _("重叠至少涉及两个条款，或写明与什么重叠")
            yield RubricProblem(
                f"overlaps[{place}]", "、".join(overlap.codes), reason, _("请补充条款或 note")
            )


def doubled(name: str, items: Iterable[Group | Criterion]) -> Iterator[RubricProblem]:
    """Yield the codes that stand more than once."""
    for code, times in Counter(item.code for item in items).items():
        if times > 1 and code:
            yield RubricProblem(f"{name}.{code}", code, _("编号重复"), _("每个编号只能出现一次"))


def group_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with groups and with the effects inside them."""
    for place, group in enumerate(rubric.groups):
        where = f"groups[{place}]"
        wrong = "cap" if group.kind == GroupKind.ADJUST else "demerit_cap"
        if getattr(group, wrong) is not None:
            reason = _("这一类分值组不使用此项")
            remedy = _("扣分组用 cap，加减分组用 bonus_cap 与 demerit_cap")
            yield RubricProblem(f"{where}.{wrong}", str(getattr(group, wrong)), reason, remedy)
        for key in ("cap", "bonus_cap", "demerit_cap"):
            cap = getattr(group, key)
            if cap is not None and cap <= 0:
                yield RubricProblem(f"{where}.{key}", str(cap), _("分值须大于 0"), _("不封顶时请留空"))
        yield from floor_problems(f"{where}.lowest", group.floor, group.lowest)
        if group.bonus_to_full and (rubric.section_caps or rubric.card_cap is not None):
            reason = _("加分至满分为止不能与大项或全表扣分上限并用，否则多扣一次反而可能得分更高")
            yield RubricProblem(f"{where}.bonus_to_full", "true", reason, _("请改用全表 total_cap"))
    kinds = {group.code: group.kind for group in rubric.groups}
    for place, criterion in enumerate(rubric.criteria):
        where = f"criteria[{place}]"
        kind = kinds.get(criterion.group)
        if kind is not None and criterion.effect not in EFFECTS[kind]:
            allowed = "、".join(str(effect.label) for effect in EFFECTS[kind])
            remedy = _("该组只能有：%(allowed)s") % {"allowed": allowed}
            yield RubricProblem(f"{where}.effect", criterion.effect, _("与所在分值组的类别不符"), remedy)
        if criterion.cap is not None and criterion.cap <= 0:
            yield RubricProblem(f"{where}.cap", str(criterion.cap), _("上限须大于 0"), _("不封顶时请留空"))


def floor_problems(where: str, floor: Floor, lowest: Decimal | None) -> Iterator[RubricProblem]:
    """Yield what is wrong with how far something may fall."""
    if floor == Floor.NEGATIVE and (lowest is None or lowest >= 0):
        shown = "" if lowest is None else str(lowest)
        yield RubricProblem(where, shown, _("可计负分时须写明负的下限"), _('例如 lowest: "-5"'))
    if floor != Floor.NEGATIVE and lowest is not None:
        remedy = _("请把 floor 写成 negative，或删去 lowest")
        yield RubricProblem(where, str(lowest), _("未说明可计负分，却写了下限"), remedy)


def base_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with the points a card starts from."""
    caps = [group.cap for group in rubric.groups if group.kind == GroupKind.DEDUCT]
    known = sum((cap for cap in caps if cap is not None), ZERO)
    if rubric.base <= 0:
        yield RubricProblem("base", str(rubric.base), _("总分须大于 0"), _('请写明 base，如 "100"'))
    elif None not in caps and known != rubric.base and not rubric.base_apart:
        reason = _("各组分值之和为 %(sum)s，与总分不等") % {"sum": known}
        remedy = _("请核对分值；确属总分另计时，写 base_apart: true")
        yield RubricProblem("base", str(rubric.base), reason, remedy)
    if rubric.total_cap is not None and rubric.total_cap < rubric.base:
        reason = _("总分上限低于起评总分")
        yield RubricProblem("total_cap", str(rubric.total_cap), reason, _("总分上限不得低于 base"))
    yield from floor_problems("lowest", rubric.floor, rubric.lowest)


def cap_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with the caps of sections, of the card and of bonuses."""
    sections = {group.section for group in rubric.groups}
    for section, cap in rubric.section_caps:
        if section not in sections:
            remedy = _("请填写分值组所属的大项名称")
            yield RubricProblem("section_caps", section, _("没有这个大项"), remedy)
        if cap <= 0:
            yield RubricProblem(f"section_caps.{section}", str(cap), _("上限须大于 0"), _("不封顶时请删去"))
    if rubric.card_cap is not None and rubric.card_cap <= 0:
        yield RubricProblem("card_cap", str(rubric.card_cap), _("上限须大于 0"), _("不封顶时请留空"))
    earning = {criterion.group for criterion in rubric.criteria if criterion.effect == Effect.BONUS}
    for place, group in enumerate(rubric.groups):
        if group.code in earning and group.bonus_cap is None and rubric.total_cap is None:
            reason = _("加分没有上限，满分无从确定")
            remedy = _("请写明该组 bonus_cap，或全表 total_cap")
            yield RubricProblem(f"groups[{place}].bonus_cap", "", reason, remedy)


def tier_problems(tiers: tuple[Tier, ...]) -> Iterator[RubricProblem]:
    """Yield what is wrong with the row of tiers, which is read from the top."""
    for place, (upper, lower) in enumerate(pairwise(tiers), start=1):
        if lower.floor >= upper.floor:
            remedy = _("请从高分到低分书写，下限不重复")
            yield RubricProblem(f"tiers[{place}].floor", str(lower.floor), _("档次没有从高到低排列"), remedy)
        if lower.coefficient > upper.coefficient:
            reason = _("分数更低的一档系数反而更高")
            yield RubricProblem(
                f"tiers[{place}].coefficient", str(lower.coefficient), reason, _("请核对系数")
            )
    for place, tier in enumerate(tiers):
        if tier.coefficient < 0:
            where = f"tiers[{place}].coefficient"
            yield RubricProblem(where, str(tier.coefficient), _("系数不能为负"), _("请填写 0 或正数"))
    if tiers and tiers[-1].floor > 0:
        reason = _("最低一档以下的分数没有归属")
        yield RubricProblem("tiers", str(tiers[-1].floor), reason, _("请补上从 0 分起的一档"))


def conversion_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with conversions: no target, a chain, or a conversion that would raise the score."""
    for place, criterion in enumerate(rubric.criteria):
        measure = criterion.measure
        if not isinstance(measure, Conversion):
            continue
        where = f"criteria[{place}].measure.into"
        if not rubric.has(measure.into):
            yield RubricProblem(where, measure.into, _("没有这个条款"), _("请填写换算成的条款编号"))
            continue
        target = rubric.criterion(measure.into)
        if (target.group, target.effect) != (criterion.group, criterion.effect):
            reason = _("只能换算成同一分值组、同一加减方向的条款")
            yield RubricProblem(where, measure.into, reason, _("请核对换算对象"))
        elif not isinstance(target.measure, PerUnit) or target.cap is not None:
            reason = _("只能换算成按次计分且单条不封顶的条款")
            yield RubricProblem(where, measure.into, reason, _("请核对换算对象的计分方式"))
        elif loses(measure, target.measure):
            reason = _("换算后的扣分少于换算前，多扣一次反而得分更高")
            yield RubricProblem(where, measure.into, reason, _("请核对两个条款的分值与换算次数"))


def loses(conversion: Conversion, target: PerUnit) -> bool:
    """Tell whether the converting occurrence would take away more points than it brings."""
    return (
        conversion.remainder == Remainder.KEEP and target.points < (conversion.every - 1) * conversion.points
    )


def veto_problems(rubric: Rubric) -> Iterator[RubricProblem]:
    """Yield what is wrong with vetoes: a grade that no tier has, or a veto that rewards."""
    grades = {tier.grade for tier in rubric.tiers if tier.grade}
    for place, criterion in enumerate(rubric.criteria):
        measure = criterion.measure
        if not isinstance(measure, Veto):
            continue
        where = f"criteria[{place}]"
        if criterion.effect == Effect.BONUS:
            yield RubricProblem(f"{where}.effect", criterion.effect, _("否决不能是加分"), _("请改为扣分"))
        if measure.outcome == VetoOutcome.GRADE and measure.grade not in grades:
            remedy = _("请填写档次中已有的等级：%(grades)s") % {"grades": "、".join(sorted(grades)) or "—"}
            yield RubricProblem(f"{where}.measure.grade", measure.grade, _("没有这个等级"), remedy)
