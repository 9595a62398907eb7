"""The 评分细则 phrase of a criterion, and a measure from such a phrase: 每次扣3分, 国家级加5分，省级加3分，市级加2分.

What is read back is exactly what was meant, or nothing: a phrase in doubt is left to a person.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.enums import Bound, Effect, Level, RepeatReach, Unit, VetoOutcome
from assessment.rules.bands import Band, CountBands, ValueBands
from assessment.rules.measured import Interpolation, JudgedRange, LevelPoints, Levels, Threshold
from assessment.rules.measures import Allowance, Conversion, Measure, Once, PerUnit, Repeat
from assessment.rules.ratios import RatioTarget, RatioThreshold
from assessment.rules.rubric import Criterion

VERBS = {Effect.DEDUCTION: "扣", Effect.BONUS: "加", Effect.DEMERIT: "减"}
EFFECTS = {verb: effect for effect, verb in VERBS.items()}
PER = {
    Unit.OCCURRENCE: "每次",
    Unit.PERSON: "每人次",
    Unit.ITEM: "每项",
    Unit.CASE: "每件",
    Unit.HALF_DAY: "每半天",
    Unit.DAY: "每天",
    Unit.OVERDUE_DAY: "每超过一个工作日",
}
LIMITS = {Bound.BELOW: "达到", Bound.AT_MOST: "超过", Bound.AT_LEAST: "低于", Bound.ABOVE: "不高于"}

NUMBER = r"(\d+(?:\.\d+)?)"
VERB = r"[,:]?(扣|加|减)(?:除)?"
UNITS: tuple[tuple[str, Unit], ...] = (
    (r"每(?:超过|超|逾期|延迟)(?:一|1)?个?工作日", Unit.OVERDUE_DAY),
    (r"每半(?:天|日)", Unit.HALF_DAY),
    (r"每(?:一|1)?(?:天|日)", Unit.DAY),
    (r"每(?:发现|发生|出现)?(?:一|1)?(?:人次|人/次|人每次)", Unit.PERSON),
    (r"每(?:发现|发生|出现|少报|缺少|缺)?(?:一|1)?件次?", Unit.CASE),
    (r"每(?:发现|发生|出现|缺少|缺)?(?:一|1)?项", Unit.ITEM),
    (r"每(?:发现|发生|出现|少报|缺少|缺)?(?:一|1)?次", Unit.OCCURRENCE),
)
LEVEL_NAMES = {"国家": Level.NATIONAL, "省": Level.PROVINCIAL, "市": Level.MUNICIPAL, "县区": Level.COUNTY}
LEVEL_NAMES |= {"县": Level.COUNTY, "区": Level.COUNTY}
LEVEL = re.compile(rf"(国家|省|市|县区|县|区)级{VERB}{NUMBER}分", re.ASCII)
RANGE = re.compile(rf"(?:每次)?(?:酌情)?{VERB}{NUMBER}-{NUMBER}分(?:\(步长{NUMBER}分\))?", re.ASCII)
PLAIN = re.compile(rf"(一次性)?{VERB}{NUMBER}分", re.ASCII)
FREE = re.compile(rf"超过(\d+)(次|人次|项|件|天|日)的?[,:]?每(次|人次|项|件|天|日){VERB}{NUMBER}分", re.ASCII)
REPEAT = re.compile(rf",(?:(第)(\d+)次起|满(\d+)次的全部){NUMBER}倍", re.ASCII)
CAP = re.compile(rf"[,;(](?:最多|累计最多|最高)(?:扣|加|减){NUMBER}分\)?", re.ASCII)
TAIL = re.compile(r"[,;(](?:扣|减)完为止\)?")


@dataclass(frozen=True, slots=True)
class ParsedRule:
    """What a phrase says: the direction, the measure, and the line's own cap where it names one."""

    effect: Effect
    measure: Measure
    cap: Decimal | None = None


def plain_number(number: Decimal) -> str:
    """Return a number without trailing zeros."""
    return f"{number.normalize():f}"


def squeeze(text: str) -> str:
    """Return a phrase with half-width digits and signs, no spaces or line breaks, and no closing stop."""
    half = unicodedata.normalize("NFKC", text)
    joined = re.sub(r"\s+", "", half)
    dashed = re.sub(r"(?<=\d)(?:分)?[‐-―~∼〜−—至到](?=\d)", "-", joined)
    return dashed.replace("、", ",").rstrip("。;,.")


def parse_rule_phrase(text: str) -> Measure | None:
    """Return the measure a phrase states, or None where it is in doubt or names a cap beside it."""
    rule = parse_rule(text)
    return rule.measure if rule is not None and rule.cap is None else None


def parse_rule(text: str) -> ParsedRule | None:
    """Return direction, measure and cap of a phrase, or None where it is not understood wholly."""
    phrase = TAIL.sub("", squeeze(text))
    cap = None
    found = CAP.search(phrase)
    if found:
        cap, phrase = Decimal(found[1]), CAP.sub("", phrase, count=1)
    rule = parse_levels(phrase) or parse_repeat(phrase) or parse_free(phrase) or parse_plain(phrase)
    if rule is None or rule.measure.problems() or cap == 0:
        return None
    return ParsedRule(rule.effect, rule.measure, cap)


def parse_plain(phrase: str) -> ParsedRule | None:
    """Return a rule by unit, a judged range, or points without any unit."""
    for pattern, unit in UNITS:
        per = re.fullmatch(rf"{pattern}{VERB}{NUMBER}分", phrase, re.ASCII)
        if per:
            return ParsedRule(EFFECTS[per[1]], PerUnit(unit, Decimal(per[2])))
    judged = RANGE.fullmatch(phrase)
    if judged:
        step = Decimal(judged[4]) if judged[4] else Decimal(1)
        return ParsedRule(EFFECTS[judged[1]], JudgedRange(Decimal(judged[2]), Decimal(judged[3]), step))
    once = PLAIN.fullmatch(phrase)
    if once:
        return ParsedRule(EFFECTS[once[2]], Once(Decimal(once[3]), unit_unstated=once[1] is None))
    return None


def parse_levels(phrase: str) -> ParsedRule | None:
    """Return points by level where the phrase is a row of levels of one direction."""
    parts = [LEVEL.fullmatch(part) for part in re.split(r"[,;]", phrase)]
    if not all(parts):
        return None
    rows = [(part[1], part[2], Decimal(part[3])) for part in parts if part]
    if len({verb for _name, verb, _points in rows}) != 1:
        return None
    levels = tuple(LevelPoints(LEVEL_NAMES[name].value, f"{name}级", points) for name, _verb, points in rows)
    return ParsedRule(EFFECTS[rows[0][1]], Levels(levels))


def parse_repeat(phrase: str) -> ParsedRule | None:
    """Return a rule by unit whose points multiply from the n-th."""
    found = REPEAT.search(phrase)
    first = parse_plain(phrase[: found.start()]) if found else None
    if not found or found.end() != len(phrase) or first is None or not isinstance(first.measure, PerUnit):
        return None
    reach = RepeatReach.FOLLOWING if found[1] else RepeatReach.ALL
    nth = int(found[2] or found[3])
    return ParsedRule(
        first.effect, Repeat(first.measure.unit, first.measure.points, nth, Decimal(found[4]), reach)
    )


def parse_free(phrase: str) -> ParsedRule | None:
    """Return an allowance before counting, where both halves name the same unit."""
    found = FREE.fullmatch(phrase)
    if not found or found[2].replace("日", "天") != found[3].replace("日", "天"):
        return None
    unit = next(unit for unit, words in PER.items() if words == f"每{found[3].replace('日', '天')}")
    return ParsedRule(EFFECTS[found[4]], Allowance(unit, Decimal(found[5]), int(found[1])))


def rule_phrase(criterion: Criterion) -> str:
    """Return the 评分细则 phrase of a criterion in our own words."""
    verb = VERBS[criterion.effect]
    phrase = measure_phrase(criterion.measure, verb)
    return phrase if criterion.cap is None else f"{phrase}，最多{verb}{plain_number(criterion.cap)}分"


def measure_phrase(measure: Measure, verb: str) -> str:
    """Return the phrase of a measure, `verb` being 扣, 加 or 减."""
    match measure:
        case PerUnit(unit=unit, points=points):
            return f"{PER[unit]}{verb}{plain_number(points)}分"
        case Once(points=points, unit_unstated=unstated):
            return f"{'' if unstated else '一次性'}{verb}{plain_number(points)}分"
        case Levels(levels=levels):
            return "，".join(f"{level.label}{verb}{plain_number(level.points)}分" for level in levels)
        case JudgedRange(least=least, most=most, step=step):
            steps = "" if step == 1 else f"（步长{plain_number(step)}分）"
            return f"酌情{verb}{plain_number(least)}-{plain_number(most)}分{steps}"
        case Allowance(unit=unit, points=points, free=free):
            per = PER[unit]
            return f"超过{free}{per.removeprefix('每')}的，{per}{verb}{plain_number(points)}分"
        case Repeat(unit=unit, points=points, nth=nth, factor=factor, reach=reach):
            from_then = f"第{nth}次起" if reach == RepeatReach.FOLLOWING else f"满{nth}次的全部"
            return f"{PER[unit]}{verb}{plain_number(points)}分，{from_then}{plain_number(factor)}倍"
    return measured_phrase(measure, verb)


def measured_phrase(measure: Measure, verb: str) -> str:
    """Return the phrase of the shapes that no table phrase is read back into."""
    match measure:
        case Conversion(every=every, into=into):
            return _("每 %(every)s 次折算为一次 %(into)s") % {"every": every, "into": into}
        case Threshold(gauge=gauge, limit=limit, bound=bound, points=points):
            return f"{LIMITS[bound]}{plain_number(limit)}{gauge.label}{verb}{plain_number(points)}分"
        case ValueBands(bands=bands, gauge=gauge):
            return bands_phrase(bands, str(gauge.label), verb)
        case CountBands(bands=bands):
            return bands_phrase(bands, "次", verb)
        case RatioTarget(target=target, bound=bound, step=step, points=points):
            side = f"{LIMITS[bound]}{plain_number(target)}%"
            return f"{side}，每{plain_number(step)}个百分点{verb}{plain_number(points)}分"
        case RatioThreshold(limit=limit, bound=bound, points=points):
            return f"{LIMITS[bound]}{plain_number(limit)}%{verb}{plain_number(points)}分"
        case Interpolation(zero_at=zero, points_at=end, points=points):
            ends = f"{plain_number(zero)}至{plain_number(end)}"
            return f"{ends}按比例{verb}，最多{plain_number(points)}分"
    return _("一票否决：%(outcome)s") % {"outcome": VetoOutcome(getattr(measure, "outcome", "zero")).label}


def bands_phrase(bands: tuple[Band, ...], unit: str, verb: str) -> str:
    """Return a row of bands as one phrase."""
    return "，".join(f"{band.text()}{unit}{verb}{plain_number(band.points)}分" for band in bands)
