"""Cap groups: the extents of the 分值 cells, and values that the section's points show to be slips of the print."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from assessment.files.official_layout.places import Place
from assessment.files.official_layout.table import CapArea, RawLine
from assessment.files.official_layout.texts import amount_of, closed

UNLIMITED = ("不封顶", "不限", "/", "-", "—")
LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Extent:
    """One cap group in the sheet: its lines by place, its first row, its cap (None: nothing limits it)."""

    row: int
    text: str
    members: tuple[int, ...]
    cap: Decimal | None
    faults: tuple[str, ...] = ()
    doubts: tuple[tuple[int, str], ...] = ()


def extents_of(
    areas: Sequence[CapArea], lines: Sequence[RawLine], places: Sequence[Place]
) -> tuple[Extent, ...]:
    """Return the cap groups in the order of the sheet.

    Shape: where the points printed with a section disagree with its 分值 cells, and leaving out exactly one cell
    after the first makes them agree, that cell's lines belong to the cell above it and the doubt is told.
    """
    members: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        members.setdefault(line.area, []).append(index)
    joined = _slips(areas, members, places)
    extents = []
    for area, own in members.items():
        if area in joined:
            continue
        taken = [other for other, into in joined.items() if into == area]
        everyone = tuple(sorted([*own, *(index for other in taken for index in members[other])]))
        doubts = [(members[other][0], _slip(areas[other], areas[area])) for other in taken]
        doubts += _crossing(everyone, places)
        extents.append(_extent(areas[area], everyone, tuple(doubts)))
    return tuple(extents)


def _extent(area: CapArea, members: tuple[int, ...], doubts: tuple[tuple[int, str], ...]) -> Extent:
    text = closed(area.text)
    cap = amount_of(text)
    faults: tuple[str, ...] = ()
    if not text:
        faults = (_("分值为空，不知道这一组共多少分"),)
    elif cap is None and text not in UNLIMITED:
        faults = (_("分值“%(text)s”不是数字") % {"text": text},)
    elif cap == 0:
        faults = (_("分值为 0"),)
    return Extent(area.row, text, members, cap, faults, doubts)


def _slips(
    areas: Sequence[CapArea], members: dict[int, list[int]], places: Sequence[Place]
) -> dict[int, int]:
    """Return each 分值 cell that is a slip of the print, with the cell above it that its lines belong to."""
    sections: dict[str, list[int]] = {}
    for area, indices in members.items():
        sections.setdefault(places[indices[0]].section, []).append(area)
    slips: dict[int, int] = {}
    for own in sections.values():
        points = places[members[own[0]][0]].points
        caps = [amount_of(areas[area].text) for area in own]
        if points is None or len(own) < 2 or None in caps:
            continue
        total = sum(cap for cap in caps if cap is not None)
        if total == points:
            continue
        fitting = [place for place in range(1, len(own)) if total - (caps[place] or 0) == points]
        if len(fitting) == 1:
            slips[own[fitting[0]]] = own[fitting[0] - 1]
    return slips


def _slip(area: CapArea, above: CapArea) -> str:
    reason = _("此处的分值“%(own)s”与服务内容所印分数不符，疑为排版残留，按上方 %(cap)s 分的合并范围计")
    return reason % {"own": closed(area.text), "cap": closed(above.text)}


def _crossing(members: Sequence[int], places: Sequence[Place]) -> list[tuple[int, str]]:
    """Return the doubt about a 分值 cell that reaches into another section."""
    first = places[members[0]].section
    crossing = next((index for index in members if places[index].section != first), None)
    return [] if crossing is None else [(crossing, _("分值单元格跨越了两个服务内容，请核对分组"))]


def group_codes_of(extents: Sequence[Extent], places: Sequence[Place]) -> tuple[str, ...]:
    """Return a code for each group: the section's number, with a, b, c … where a section has several."""
    sections = [places[extent.members[0]].section for extent in extents]
    counted: dict[str, int] = {}
    codes = []
    for section in sections:
        place = counted[section] = counted.get(section, 0) + 1
        codes.append(section if sections.count(section) == 1 else section + _letters(place))
    return tuple(codes)


def _letters(place: int) -> str:
    """Return a, b … z, aa, ab … for 1, 2 …"""
    letters = ""
    while place > 0:
        place, rest = divmod(place - 1, len(LETTERS))
        letters = LETTERS[rest] + letters
    return letters
