"""What a purchaser's table means, line by line: understood, doubtful, not understood; and how a line is mended.

A preview is a pure function of the table as printed, the mends, and the rubric that our own export carries with it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from assessment.enums import Effect, GroupKind
from assessment.files.official_layout.extents import Extent, extents_of, group_codes_of
from assessment.files.official_layout.places import Place, codes_of, places_of
from assessment.files.official_layout.table import OfficialTable, RawLine
from assessment.files.official_layout.texts import amount_of, correction_of, short_name
from assessment.files.official_layout.twins import twin_groups, twins_of
from assessment.rules import Criterion, Group, Once, Rubric
from assessment.rules.phrases import ParsedRule, parse_rule

MENDABLE = ("code", "name", "text", "rule", "cap", "skip")
Mends = Mapping[str, Mapping[str, str]]
ZERO = Decimal(0)
NAME_MOST, CODE_MOST = 60, 20
CODE = re.compile(r"[0-9A-Za-z]+(?:[.\-][0-9A-Za-z]+)*", re.ASCII)
ADJUSTS = re.compile(r"加减分|加分|减分|附加|奖惩")


class Status(StrEnum):
    """How far a line was understood."""

    UNDERSTOOD = "understood"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview; `faults` keep it from being taken, `doubts` ask a person to look.

    Shape: `twin` is the same criterion in the rubric that the file carries, where the two agree.
    """

    row: int
    code: str
    name: str
    section: str
    item: str
    group: str
    text: str
    rule: str
    cap_text: str
    parsed: ParsedRule | None
    correction: str = ""
    faults: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    mended: bool = False
    twin: Criterion | None = None

    @property
    def status(self) -> Status:
        """How far this line was understood."""
        if self.faults:
            return Status.REFUSED
        return Status.DOUBTFUL if self.doubts else Status.UNDERSTOOD

    @property
    def problems(self) -> tuple[str, ...]:
        """Everything said about this line, the worst first."""
        return self.faults + self.doubts


@dataclass(frozen=True, slots=True)
class Preview:
    """A whole table as far as it was understood; `warnings` are about the table, not one line."""

    title: str
    lines: tuple[Line, ...]
    skipped: tuple[int, ...]
    groups: tuple[Group, ...]
    stated_total: Decimal | None
    warnings: tuple[str, ...]
    notes: tuple[str, ...]
    rows_seen: int
    twin: Rubric | None = None

    def lines_with(self, status: Status) -> tuple[Line, ...]:
        """Return the lines understood so far."""
        return tuple(line for line in self.lines if line.status == status)

    @property
    def is_ready(self) -> bool:
        """Whether nothing is left that was not understood."""
        return bool(self.lines) and not self.lines_with(Status.REFUSED)

    @property
    def sum_of_caps(self) -> Decimal:
        """The points of all groups together (Haikou: 105)."""
        return sum((points_of(group) or ZERO for group in self.groups), ZERO)


def points_of(group: Group) -> Decimal | None:
    """Return what stands in the 分值 cell of a group; None where nothing limits it."""
    return group.cap if group.kind == GroupKind.DEDUCT else group.bonus_cap or group.demerit_cap


def preview(table: OfficialTable, mends: Mends | None = None, twin: Rubric | None = None) -> Preview:
    """Say what every line of a table means after these mends.

    Shape: `mends` maps a row number as text to the fields changed in it (`MENDABLE`); "skip" leaves the row out,
    "cap" changes the points of the group that the row belongs to.
    """
    mends = mends or {}
    skipped = tuple(line.row for line in table.lines if _mend(mends, line).get("skip"))
    raws = [_reworded(line, _mend(mends, line)) for line in table.lines if line.row not in skipped]
    places = places_of(raws)
    areas = list(table.areas)
    for raw in raws:
        if cap := _mend(mends, raw).get("cap"):
            areas[raw.area] = replace(areas[raw.area], text=cap)
    extents = extents_of(areas, raws, places)
    twins = twins_of(twin, raws)
    lines = _lines(raws, places, extents, twins, mends)
    pairs = [[(lines[index].twin, lines[index].cap_text) for index in extent.members] for extent in extents]
    groups = twin_groups(twin, pairs) or _groups(lines, extents, places)
    codes = {index: groups[at].code for at, extent in enumerate(extents) for index in extent.members}
    lines = [replace(line, group=codes[index]) for index, line in enumerate(lines)]
    stated = amount_of(table.total)
    found = Preview(
        twin.title if twin else table.title, tuple(_alone(lines)), skipped, groups, stated, (), table.notes,
        table.rows_seen, twin,
    )  # fmt: skip
    return replace(found, warnings=_warnings(found, table, places))


def _mend(mends: Mends, line: RawLine) -> Mapping[str, str]:
    return mends.get(str(line.row), {})


def _reworded(line: RawLine, mend: Mapping[str, str]) -> RawLine:
    """Return a line with text and rule as mended; a mended text answers what was wrong with its row."""
    if not mend:
        return line
    return replace(line, text=mend.get("text") or line.text, rule=mend.get("rule") or line.rule, faults=())


def _lines(
    raws: Sequence[RawLine],
    places: Sequence[Place],
    extents: Sequence[Extent],
    twins: Sequence[Criterion | None],
    mends: Mends,
) -> list[Line]:
    extent_of = {index: extent for extent in extents for index in extent.members}
    doubts = {index: text for extent in extents for index, text in extent.doubts}
    beside = any(twin is not None for twin in twins)
    lines = []
    for index, (raw, place, code) in enumerate(zip(raws, places, codes_of(places), strict=True)):
        extent = extent_of[index]
        line = _line(raw, place, code, extent, _mend(mends, raw))
        if index == extent.members[0]:
            line = replace(line, faults=line.faults + extent.faults)
        if index in doubts:
            line = replace(line, doubts=(*line.doubts, doubts[index]))
        twin = twins[index]
        if twin is not None and not line.mended:
            line = _as_twin(line, twin)
        elif beside and not line.mended:
            line = replace(line, doubts=(*line.doubts, _("与附表“条款”中的写法不同，以考核表为准")))
        lines.append(line)
    return lines


def _line(raw: RawLine, place: Place, code: str, extent: Extent, mend: Mapping[str, str]) -> Line:
    parsed = parse_rule(raw.rule) if raw.rule else None
    wording, correction = correction_of(place.wording)
    code, name = mend.get("code", code).strip(), mend.get("name", "").strip() or short_name(wording)
    faults, doubts = list(raw.faults), list(raw.doubts)
    faults += _faults(code, name, wording, raw.rule, parsed)
    if not place.number and "code" not in mend:
        doubts.append(_("考核细则没有印编号，按顺序编为 %(code)s") % {"code": code})
    if parsed and isinstance(parsed.measure, Once) and parsed.measure.unit_unstated and "rule" not in mend:
        doubts.append(_("没有写明按次、按人还是按项，按每张表只计一次（可在约定中改为按项）"))
    return Line(
        row=raw.row, code=code, name=name, section=place.name, item=place.item, group="", text=wording,
        rule=raw.rule, cap_text=extent.text, parsed=parsed, correction=correction, faults=tuple(faults),
        doubts=tuple(doubts), mended=bool(mend),
    )  # fmt: skip


def _faults(code: str, name: str, wording: str, rule: str, parsed: ParsedRule | None) -> list[str]:
    faults = []
    if not wording:
        faults.append(_("考核细则为空"))
    if not rule:
        faults.append(_("评分细则为空，不知道怎样计分"))
    elif parsed is None:
        faults.append(_("评分细则“%(rule)s”无法准确表达，没有按近似处理") % {"rule": rule})
    if not CODE.fullmatch(code) or len(code) > CODE_MOST:
        faults.append(_("条款编号“%(code)s”的写法不对") % {"code": code})
    if len(name) > NAME_MOST:
        faults.append(_("简称超过 %(most)s 个字") % {"most": NAME_MOST})
    return faults


def _as_twin(line: Line, twin: Criterion) -> Line:
    """Return a line that says what the rubric in the file says, with everything the sheet has no column for."""
    parsed = ParsedRule(twin.effect, twin.measure, twin.cap)
    return replace(
        line, code=twin.code, name=twin.name, section=twin.section, item=twin.heading, parsed=parsed, faults=(),
        doubts=(), twin=twin,
    )  # fmt: skip


def _alone(lines: Sequence[Line]) -> list[Line]:
    """Return the lines; those that share a code are not understood."""
    times = Counter(line.code for line in lines)
    reason = _("条款编号 %(code)s 与其他行重复")
    return [
        replace(line, faults=(*line.faults, reason % {"code": line.code})) if times[line.code] > 1 else line
        for line in lines
    ]


def _groups(lines: list[Line], extents: Sequence[Extent], places: Sequence[Place]) -> tuple[Group, ...]:
    """Return the cap groups, and turn the lines of an adjustment group to bonus and demerit."""
    codes = group_codes_of(extents, places)
    sections = [places[extent.members[0]].section for extent in extents]
    groups = []
    for extent, code, section in zip(extents, codes, sections, strict=True):
        members = [lines[index] for index in extent.members]
        items = list(dict.fromkeys(line.item for line in members if line.item))
        one = sections.count(section) == 1 or not items
        name = (members[0].section if one else "、".join(items)) or code
        adjusts = _adjusts(members)
        for index in extent.members:
            lines[index] = _directed(lines[index], adjusts)
        groups.append(
            Group(
                code, name, members[0].section, GroupKind.ADJUST, bonus_cap=extent.cap, demerit_cap=extent.cap
            )
            if adjusts
            else Group(code, name, members[0].section, cap=extent.cap)
        )
    return tuple(groups)


def _adjusts(members: Sequence[Line]) -> bool:
    """Whether a group adds and takes beside the full marks: its heading says so, or it only gives points."""
    effects = {line.parsed.effect for line in members if line.parsed}
    named = any(ADJUSTS.search(line.section) or ADJUSTS.search(line.item) for line in members)
    return named or effects == {Effect.BONUS} or effects == {Effect.BONUS, Effect.DEMERIT}


def _directed(line: Line, adjusts: bool) -> Line:
    """Return a line whose direction fits its group: 扣 among bonuses is a demerit, 减 elsewhere a deduction."""
    if line.parsed is None or line.twin is not None:
        return line
    effect = line.parsed.effect
    if effect == Effect.BONUS and not adjusts:
        reason = _("扣分组内的加分没有写明上限，不能准确计算；请改为加减分组，或改用模板填写")
        return replace(line, faults=(*line.faults, reason))
    if effect != Effect.BONUS:
        effect = Effect.DEMERIT if adjusts else Effect.DEDUCTION
    return replace(line, parsed=replace(line.parsed, effect=effect))


def _warnings(found: Preview, table: OfficialTable, places: Sequence[Place]) -> tuple[str, ...]:
    """Return what does not add up: the 合计, and the points printed with each section."""
    warnings = []
    deduct = sum((group.cap or ZERO for group in found.groups if group.kind == GroupKind.DEDUCT), ZERO)
    if found.stated_total is None:
        warnings.append(_("没有读到合计，无法核对分值之和"))
    elif found.stated_total not in (found.sum_of_caps, deduct):
        words = {"sum": found.sum_of_caps, "stated": found.stated_total}
        warnings.append(_("各组分值之和为 %(sum)s，与合计 %(stated)s 不符") % words)
    sums: dict[str, Decimal] = {}
    for group in found.groups:
        sums[group.section] = sums.get(group.section, ZERO) + (points_of(group) or ZERO)
    for name, points in dict.fromkeys((place.name, place.points) for place in places):
        if points is not None and name in sums and sums[name] != points:
            told = {"name": name, "sum": str(sums[name]), "points": str(points)}
            warnings.append(_("“%(name)s”印有 %(points)s 分，其下各组之和为 %(sum)s 分") % told)
    return tuple(warnings)
