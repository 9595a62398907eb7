"""Whether an entry can be scored at all: every doubt is named with what is allowed instead."""

from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.rules.entries import MAX_COUNT, Entry, EntryProblem, Flaw
from assessment.rules.measures import Measure, PerUnit
from assessment.rules.rubric import Criterion, Rubric

# Entry field -> its value when it is left empty.
OPTIONAL = {
    "level": None,
    "points": None,
    "value": None,
    "numerator": None,
    "denominator": None,
    "excluded": 0,
}


def check_entry(rubric: Rubric, entry: Entry, index: int = 0) -> tuple[EntryProblem, ...]:
    """Return everything that keeps `entry`, at place `index`, from being scored; nothing when it is sound."""
    code: object = entry.criterion
    if not isinstance(code, str):
        allowed = _('写成文本的条款编号，如 "3.10"')
        return (Flaw("criterion", code, _("条款编号须写成文本"), allowed).at(index),)
    if not rubric.has(code):
        reason = _("考核表中没有这个条款编号")
        return (Flaw("criterion", entry.criterion, reason, allowed_codes(rubric, entry.criterion)).at(index),)
    criterion = rubric.criterion(code)
    if not criterion.measure.reads and is_plain(entry):
        return ()
    flaws = count_flaws(entry) + exemption_flaws(criterion, entry)
    if flaws:
        return tuple(flaw.at(index) for flaw in flaws)
    flaws = number_flaws(entry) + stray_flaws(criterion.measure, entry)
    if not flaws:
        flaws = criterion.measure.flaws(entry)
    return tuple(flaw.at(index) for flaw in flaws)


def is_plain(entry: Entry) -> bool:
    """Tell whether an entry is nothing but a sound count, as nearly all are."""
    return (
        type(entry.count) is int
        and 0 <= entry.count <= MAX_COUNT
        and entry.level is None
        and entry.points is None
        and entry.value is None
        and entry.numerator is None
        and entry.denominator is None
        and not entry.excluded
        and not entry.exemption
    )


def allowed_codes(rubric: Rubric, code: str) -> str:
    """Return the codes of the section that `code` seems to mean, else the first and the last of the table."""
    section = code.split(".")[0]
    near = [criterion.code for criterion in rubric.criteria if criterion.code.split(".")[0] == section]
    codes = near or [criterion.code for criterion in rubric.criteria]
    return "、".join(codes) if len(codes) <= 6 else f"{codes[0]} … {codes[-1]}"


def count_flaws(entry: Entry) -> tuple[Flaw, ...]:
    """Return the flaw of a count that is not a whole number from 0 to `MAX_COUNT`."""
    count: object = entry.count
    if isinstance(count, int) and not isinstance(count, bool):
        if 0 <= count <= MAX_COUNT:
            return ()
        reason = _("数量不能为负") if count < 0 else _("数量过大")
    else:
        reason = _("数量须为整数")
    return (Flaw("count", count, reason, _("0 至 %(most)s 的整数") % {"most": MAX_COUNT}),)


def exemption_flaws(criterion: Criterion, entry: Entry) -> tuple[Flaw, ...]:
    """Return the flaw of an exemption that the criterion does not grant."""
    if not entry.exemption or entry.exemption in criterion.exemptions:
        return ()
    allowed = "、".join(criterion.exemptions) or _("留空（该条款没有免扣情形）")
    return (Flaw("exemption", entry.exemption, _("该条款没有这种免扣情形"), allowed),)


def number_flaws(entry: Entry) -> tuple[Flaw, ...]:
    """Return the flaws of numbers that are not exact decimals."""
    found = []
    for field in ("points", "value"):
        number: object = getattr(entry, field)
        if number is None:
            continue
        whole = isinstance(number, int) and not isinstance(number, bool)
        if not (whole or isinstance(number, Decimal)) or not is_sane(Decimal(str(number))):
            found.append(Flaw(field, number, _("须为准确的小数"), _("数字，如 2 或 1.5")))
    return tuple(found)


def is_sane(number: Decimal) -> bool:
    """Tell whether a number is finite, below a thousand million and written with at most six decimals."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -6 and (number.is_zero() or number.adjusted() < 9)


def stray_flaws(measure: Measure, entry: Entry) -> tuple[Flaw, ...]:
    """Return the flaws of fields that are filled in though this rule does not read them."""
    found = []
    for field, blank in OPTIONAL.items():
        given: object = getattr(entry, field)
        if field in measure.reads or given in (blank, ""):
            continue
        if field == "points" and isinstance(measure, PerUnit) and given == measure.points:
            continue
        reason = _("该条款按固定规则计分，不使用此项")
        found.append(Flaw(field, given, reason, _("留空")))
    return tuple(found)
