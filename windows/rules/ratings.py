"""Indicators of ratings, and the score a window or clerk gets from them. Exact fractions, never floats.

Source: facts.md § 1.11 (working definitions, the numerator set is a setting), 1.12 (default never mixed with active).
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, TypeVar

GOOD_LEVELS: Final = frozenset({5, 4, 3})
BAD_LEVELS: Final = frozenset({2, 1})
# Below this many ratings the contractor's people see no figures: a single one could be guessed (security.md D7).
SMALLEST: Final = 5
FULL: Final = 100
# A missing rating earns what the worst earns, so no rating is ever worse than none.
POINTS: Final[Mapping[int, int]] = {5: 100, 4: 85, 3: 60, 2: 20, 1: 0}
MISSING_POINTS: Final = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """A share with what it is made of. Shape: `value` None where there is nothing to divide by."""

    numerator: int
    denominator: int

    @property
    def value(self) -> Fraction | None:
        return Fraction(self.numerator, self.denominator) if self.denominator else None

    def __str__(self) -> str:
        return f"{self.numerator} / {self.denominator}"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted for a window, a clerk, a department or a month.

    Shape: `rateable` cases that could be rated, `rated` and `rated_actively` those of them that were; `active` and
    `default` count valid ratings by level, visits without a case included; excluded ones are in none of them.
    """

    rateable: int = 0
    rated: int = 0
    rated_actively: int = 0
    active: Mapping[int, int] = field(default_factory=dict)
    default: Mapping[int, int] = field(default_factory=dict)
    excluded: int = 0
    bad_in_time: int = 0
    bad_pending: int = 0
    real_bad: int = 0
    called_back: int = 0

    @property
    def valid(self) -> int:
        return sum(self.active.values()) + sum(self.default.values())

    def of(self, levels: Iterable[int], *, active_only: bool = False) -> int:
        wanted = set(levels)
        found = sum(count for level, count in self.active.items() if level in wanted)
        return (
            found if active_only else found + sum(n for level, n in self.default.items() if level in wanted)
        )


@dataclass(frozen=True, slots=True)
class Indicators:
    """The indicators of one count, each with numerator and denominator."""

    rated: Rate
    rated_actively: Rate
    good: Rate
    good_actively: Rate
    bad: Rate
    rectified: Rate
    called_back: Rate
    score: Fraction | None


def indicators(counts: Counts, good_levels: frozenset[int] = GOOD_LEVELS) -> Indicators:
    """评价率, 主动评价率, 好评率, 主动好评率, 差评率, 差评按期整改率, 实名差评回访率 and the score."""
    bad = counts.of(BAD_LEVELS)
    return Indicators(
        rated=Rate(counts.rated, counts.rateable),
        rated_actively=Rate(counts.rated_actively, counts.rateable),
        good=Rate(counts.of(good_levels), counts.valid),
        good_actively=Rate(counts.of(good_levels, active_only=True), sum(counts.active.values())),
        bad=Rate(bad, counts.valid),
        rectified=Rate(counts.bad_in_time, bad),
        called_back=Rate(counts.called_back, counts.real_bad),
        score=score(counts.active, unrated=max(counts.rateable - counts.rated_actively, 0)),
    )


def score(active: Mapping[int, int], *, unrated: int) -> Fraction | None:
    """Mean points of all visits that could be rated; None where there was none.

    Only what the applicant said counts: a default rating is a missing one. A better rating never earns less than a
    worse or a missing one, whatever else was counted. Units: points of 100.
    """
    visits = sum(active.values()) + unrated
    if not visits:
        return None
    earned = sum(POINTS[level] * count for level, count in active.items()) + MISSING_POINTS * unrated
    return Fraction(earned, visits)


def read_levels(text: str) -> frozenset[int]:
    """The numerator set as a contract states it: "5,4,3". Raises: ValueError."""
    levels = frozenset(
        int(part) for part in text.replace("、", ",").replace("，", ",").split(",") if part.strip()
    )
    if not levels or not levels <= set(POINTS):
        raise ValueError(text)
    return levels


Key = TypeVar("Key", bound=Hashable)


def hidden_keys(sizes: Mapping[Key, int], smallest: int = SMALLEST) -> frozenset[Key]:
    """Rows whose figures are not shown to the contractor's people.

    Those with fewer ratings than `smallest`; and where these together are fewer still, the next larger row as well,
    because the total minus the rows shown would tell what is hidden.
    """
    by_size = sorted((key for key, size in sizes.items() if size), key=lambda key: sizes[key])
    hidden = [key for key in by_size if sizes[key] < smallest]
    rest = by_size[len(hidden) :]
    while hidden and rest and sum(sizes[key] for key in hidden) < smallest:
        hidden.append(rest.pop(0))
    return frozenset(hidden)


def summed(many: Sequence[Counts]) -> Counts:
    """Several counts as one."""

    def plus(pick: Callable[[Counts], int]) -> int:
        return sum(pick(each) for each in many)

    def levels(pick: Callable[[Counts], Mapping[int, int]]) -> dict[int, int]:
        return {level: sum(pick(each).get(level, 0) for each in many) for level in POINTS}

    return Counts(
        rateable=plus(lambda t: t.rateable), rated=plus(lambda t: t.rated),
        rated_actively=plus(lambda t: t.rated_actively),
        active=levels(lambda t: t.active), default=levels(lambda t: t.default), excluded=plus(lambda t: t.excluded),
        bad_in_time=plus(lambda t: t.bad_in_time), bad_pending=plus(lambda t: t.bad_pending),
        real_bad=plus(lambda t: t.real_bad), called_back=plus(lambda t: t.called_back),
    )  # fmt: skip
