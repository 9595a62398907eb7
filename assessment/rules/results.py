"""What a scored card says: lines, groups, total, tier."""

from dataclasses import dataclass
from decimal import Decimal

from assessment.rules.rubric import Tier


@dataclass(frozen=True, slots=True)
class LineScore:
    """What one criterion came to: its recorded count and its points after its own cap."""

    code: str
    count: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class GroupScore:
    """What one cap group came to.

    Shape: a deduction group's `score` is cap less `deducted` plus bonus; the adjustment group's `score` is bonus
    less demerit and its `deducted` is the demerit. `cap` is None where nothing limits the group.
    """

    code: str
    name: str
    cap: Decimal | None
    deducted: Decimal
    bonus: Decimal
    demerit: Decimal
    score: Decimal


@dataclass(frozen=True, slots=True)
class CardScore:
    """A whole card: groups in the rubric's order, `tier` and `grade` after vetoes, `full` as the decisions say."""

    total: Decimal
    full: Decimal
    groups: tuple[GroupScore, ...]
    lines: tuple[LineScore, ...]
    tier: Tier
    grade: str | None
    vetoed_by: tuple[str, ...]
