"""A rubric as data: groups with caps, criteria with a measure each, tiers, overlaps. Nothing here scores."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from assessment.enums import Effect, Floor, GroupKind, Period
from assessment.rules.measures import Measure, Veto

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of the table. `code` is text: 3.10 is not 3.1. `cap` is the most this line may weigh."""

    code: str
    name: str
    group: str
    effect: Effect
    measure: Measure
    cap: Decimal | None = None
    section: str = ""
    heading: str = ""
    official_text: str = ""
    official_rule: str = ""
    correction: str = ""
    clause: str = ""
    exemptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """A cap group: the extent of one merged 分值 cell.

    Shape: a DEDUCT group is worth `cap` and loses points; with `cap` None its deductions are not limited.
    `lowest` is the negative score it may fall to where `floor` is NEGATIVE. An ADJUST group adds its bonus and
    takes its demerit. `bonus_to_full` keeps the bonus of a DEDUCT group within its cap.
    """

    code: str
    name: str
    section: str = ""
    kind: GroupKind = GroupKind.DEDUCT
    cap: Decimal | None = None
    floor: Floor = Floor.ZERO
    lowest: Decimal | None = None
    bonus_cap: Decimal | None = None
    demerit_cap: Decimal | None = None
    bonus_to_full: bool = False

    @property
    def deduction_limit(self) -> Decimal | None:
        """The most this group's deductions may come to, None where nothing stops them."""
        if self.cap is None or self.floor == Floor.NONE:
            return None
        return self.cap - (self.lowest or ZERO if self.floor == Floor.NEGATIVE else ZERO)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Criteria that can fit one and the same fact: the assessor chooses one, or says why both count."""

    codes: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """From `floor` (which belongs to it) up to the next tier, the payout is `coefficient`.

    The lowest tier also takes whatever lies under its floor.
    """

    floor: Decimal
    coefficient: Decimal
    grade: str = ""


@dataclass(frozen=True)
class Rubric:
    """A whole scoring table in one version.

    Shape: `base` is what a card without entries comes to. `section_caps`, `card_cap` limit deductions,
    `total_cap` the total ("满分为止" is a total cap equal to the base); `floor` and `lowest` say how far the
    total may fall. `base_apart` says that the base is not the sum of the groups' caps.
    """

    name: str
    title: str
    version: str
    base: Decimal
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    period: Period = Period.MONTH
    tiers: tuple[Tier, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    section_caps: tuple[tuple[str, Decimal], ...] = ()
    card_cap: Decimal | None = None
    total_cap: Decimal | None = None
    floor: Floor = Floor.NONE
    lowest: Decimal | None = None
    clause: str = ""
    base_apart: bool = False
    _criteria: Mapping[str, Criterion] = field(init=False, repr=False, compare=False)
    _groups: Mapping[str, Group] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_criteria", {criterion.code: criterion for criterion in self.criteria})
        object.__setattr__(self, "_groups", {group.code: group for group in self.groups})

    def __hash__(self) -> int:
        # Rubrics are looked up on every scoring: a short hash does, equality still compares all.
        return hash((self.name, self.version, self.title, len(self.criteria)))

    def criterion(self, code: str) -> Criterion:
        """Return the criterion with this code.

        Raises: KeyError
        """
        return self._criteria[code]

    def group(self, code: str) -> Group:
        """Return the cap group with this code.

        Raises: KeyError
        """
        return self._groups[code]

    def has(self, code: str) -> bool:
        """Tell whether a criterion has this code."""
        return code in self._criteria

    @cached_property
    def vetoes(self) -> tuple[Criterion, ...]:
        """The criteria that veto instead of taking points."""
        return tuple(criterion for criterion in self.criteria if isinstance(criterion.measure, Veto))

    @cached_property
    def full(self) -> Decimal:
        """The most a card can come to under the default decisions (105 for Haikou)."""
        return self.full_under({})

    def full_under(self, decisions: Mapping[str, str]) -> Decimal:
        """Return the most a card can come to under `decisions` (`total_cap` = cut keeps it at the base)."""
        if decisions.get("total_cap") == "cut":
            return self.base
        most = self.base + sum((self._most_bonus(group) for group in self.groups), ZERO)
        return most if self.total_cap is None else min(most, self.total_cap)

    def _most_bonus(self, group: Group) -> Decimal:
        if group.bonus_to_full:
            return ZERO
        if group.bonus_cap is not None:
            return group.bonus_cap
        earns = any(c.group == group.code and c.effect == Effect.BONUS for c in self.criteria)
        return (self.total_cap or self.base) - self.base if earns else ZERO

    def overlapping(self, code: str) -> tuple[Overlap, ...]:
        """Return the overlaps that name this criterion."""
        return tuple(overlap for overlap in self.overlaps if code in overlap.codes)
