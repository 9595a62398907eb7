"""Who holds which certificate, how many the contract asks for by a day, and what the missing ones cost.

Source: 002 § ★2 (ratios by service year), § 五(二)注2 (each person short takes 0.5 % of the performance money).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from contracts.profile_schema.work import Certification

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Paper:
    """A certificate. Shape: level 5 is the lowest; without an end it never ends."""

    level: int
    issued_on: date
    expires_on: date | None = None

    def serves(self, level: int, day: date) -> bool:
        """Whether it is good on a day for a demand of a level: a lower number serves too."""
        return (
            self.level <= level
            and self.issued_on <= day
            and (self.expires_on is None or self.expires_on >= day)
        )


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody on a post and their certificates. Shape: `leads` for team leaders and above."""

    person: int
    leads: bool
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An exam of the authority. Shape: `places` None where nobody limited them; `held` false when it fell out."""

    level: int
    held_on: date
    places: int | None = None
    held: bool = True


@dataclass(frozen=True, slots=True)
class Reckoning:
    """One demand on a day. Units: persons.

    Shape: `lacking` are those meant who hold nothing that serves, `ending` those whose certificate ends before the
    deadline; `short` counts today, `forecast` at the deadline if nobody else passes, `best` if every place of the
    exams to come brings one. `examined` is false where no exam of the level was or will be held up to the deadline.
    """

    demand: Certification
    meant: int
    holding: int
    needed: int
    lacking: tuple[int, ...]
    ending: tuple[int, ...]
    short: int
    forecast: int
    best: int
    examined: bool

    @property
    def lacks(self) -> Fraction:
        """How far the holders are from the share itself, not rounded up to whole people; below nought above it."""
        return Fraction(self.demand.share) * self.meant - self.holding

    @property
    def percent(self) -> Decimal:
        """Units: percent, one place, never rounded up to a demand that is not met."""
        exact = Decimal(self.holding * 100) / Decimal(self.meant) if self.meant else Decimal(0)
        return exact.quantize(Decimal("0.1"), rounding="ROUND_DOWN")


def reckon(
    demand: Certification, holders: Sequence[Holder], day: date, deadline: date, offers: Collection[Offer]
) -> Reckoning:
    """One demand, today and at its deadline. A day past the deadline counts the deadline itself."""
    meant = [each for each in holders if demand.applies_to == "everyone" or each.leads]
    today = min(day, deadline)
    lacking = tuple(each.person for each in meant if not _serves(each, demand.level, today))
    then = tuple(each.person for each in meant if not _serves(each, demand.level, deadline))
    needed = _ceiling(Fraction(demand.share) * len(meant))
    good = [
        offer for offer in offers if offer.held and offer.level == demand.level and offer.held_on <= deadline
    ]
    coming = [offer for offer in good if offer.held_on >= day]
    gained = (
        len(then) if any(each.places is None for each in coming) else sum(each.places or 0 for each in coming)
    )
    forecast = max(0, needed - (len(meant) - len(then)))
    return Reckoning(
        demand=demand, meant=len(meant), holding=len(meant) - len(lacking), needed=needed, lacking=lacking,
        ending=tuple(each for each in then if each not in lacking),
        short=max(0, needed - (len(meant) - len(lacking))), forecast=forecast, best=max(0, forecast - gained),
        examined=bool(good),
    )  # fmt: skip


def _serves(holder: Holder, level: int, day: date) -> bool:
    return any(paper.serves(level, day) for paper in holder.papers)


def _ceiling(value: Fraction) -> int:
    return -(-value.numerator // value.denominator)


def people_short(reckonings: Iterable[Reckoning], *, forecast: bool = False) -> int:
    """How many people a year's demands are short of; somebody who misses two demands counts once."""
    missed: set[int] = set()
    for each in sorted(reckonings, key=lambda each: each.meant):
        wanted = each.forecast if forecast else each.short
        lacking = [*each.lacking, *(each.ending if forecast else ())]
        # Those who miss another demand already come first: nobody is counted twice.
        chosen = sorted(lacking, key=lambda person: person not in missed)[:wanted]
        missed.update(chosen)
    return len(missed)


@dataclass(frozen=True, slots=True)
class Stake:
    """What missing certificates cost. Units: yuan; `each` per person, all together at most the performance money."""

    each: Decimal
    most: Decimal

    def of(self, people: int) -> Decimal:
        return min(self.each * people, self.most)


def stake_of(price: Decimal, performance: Decimal, share: Decimal) -> Stake:
    """Price × share decided by the scores × share of one person. Source: 002 § 五(二)注2."""
    most = Fraction(price) * Fraction(performance)
    return Stake(_cents(most * Fraction(share)), _cents(most))


def _cents(value: Fraction) -> Decimal:
    return (Decimal(value.numerator) / Decimal(value.denominator)).quantize(CENT, rounding=ROUND_HALF_UP)
