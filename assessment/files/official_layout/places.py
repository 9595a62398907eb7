"""Where a criterion stands: its section, item, number as printed, and from these its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessment.files.official_layout.table import RawLine
from assessment.files.official_layout.texts import heading_of, numbered


@dataclass(frozen=True, slots=True)
class Place:
    """One criterion's place. `number` is "" where none is printed; `points` are those printed in the section."""

    section: str
    name: str
    points: Decimal | None
    item: str
    number: str
    wording: str


def places_of(lines: Sequence[RawLine]) -> tuple[Place, ...]:
    """Return the places of a table's lines; a section without a printed number is counted."""
    seen: dict[str, str] = {}
    places = []
    for line in lines:
        heading = heading_of(line.section)
        section = seen.setdefault(line.section, heading.number or str(len(seen) + 1))
        number, wording = numbered(line.text)
        places.append(
            Place(section, heading.name, heading.points, heading_of(line.item).name, number, wording)
        )
    return tuple(places)


def codes_of(places: Sequence[Place]) -> tuple[str, ...]:
    """Return `<section>.<number as printed>`, or `<section>.<item ordinal>.<number>` where numbering restarts.

    Source: 002 § 五(一) 表1, section 5.
    """
    restarted = {section for section in {place.section for place in places} if _restarts(places, section)}
    codes = []
    items: dict[str, list[str]] = {}
    last: dict[str, int] = {}
    for place in places:
        known = items.setdefault(place.section, [])
        if place.item not in known:
            known.append(place.item)
            if place.section in restarted:
                last[place.section] = 0
        number = place.number or str(last.get(place.section, 0) + 1)
        last[place.section] = int(number.rpartition(".")[2])
        codes.append(_code(place, number, known.index(place.item) + 1, place.section in restarted))
    return tuple(codes)


def _code(place: Place, number: str, ordinal: int, restarted: bool) -> str:
    if "." in number:
        return number if number.startswith(f"{place.section}.") else f"{place.section}.{number}"
    return f"{place.section}.{ordinal}.{number}" if restarted else f"{place.section}.{number}"


def _restarts(places: Sequence[Place], section: str) -> bool:
    """Whether the numbering of a section begins again at a new item."""
    item, highest = None, 0
    for place in places:
        if place.section != section or not place.number or "." in place.number:
            continue
        number = int(place.number)
        if item is not None and place.item != item and number <= highest:
            return True
        item, highest = place.item, max(highest, number)
    return False
