"""From entries to a card's score, in exact integers.

One rule, two doors: `Scorer.total` adds up pairs that were prepared before, `Scorer.score` prepares entries
itself and tells every line and group. Points are scaled to integers by the power of ten that all of the rubric's
numbers fit in.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from operator import mul
from typing import TypeAlias

from assessment.enums import Effect, Floor, GroupKind, Unit, VetoOutcome
from assessment.rules.checking import check_entry
from assessment.rules.entries import Entry, EntryRefused
from assessment.rules.measures import Conversion, Measure, Once, PerUnit, Veto, places_of
from assessment.rules.payout import tier_for, tiers_of
from assessment.rules.plans import GroupPlan, Sums
from assessment.rules.results import CardScore, GroupScore, LineScore
from assessment.rules.rubric import Criterion, Group, Rubric, Tier

Pair: TypeAlias = tuple[int, int]
DECISIONS: Mapping[str, tuple[str, ...]] = {
    "adjustment_cap": ("separate", "net"),
    "total_cap": ("allow", "cut"),
    "no_unit_criteria": ("once", "item"),
}


def checked(decisions: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the three decisions that touch a card, defaults filled in; other keys belong to other rules.

    Raises: ValueError for a value that is not one of the options.
    """
    for key, options in DECISIONS.items():
        if decisions.get(key, options[0]) not in options:
            raise ValueError(f"{key}: {decisions[key]!r} is not one of {', '.join(options)}")
    adjustment, total, unit = (decisions.get(key, options[0]) for key, options in DECISIONS.items())
    return adjustment, total, unit


def compile_rubric(rubric: Rubric, decisions: Mapping[str, str] | None = None) -> "Scorer":
    """Return the scorer of a rubric under these decisions; the same request returns the same scorer.

    Raises: ValueError
    """
    return _compiled(rubric, checked(decisions or {}))


@lru_cache(maxsize=32)
def _compiled(rubric: Rubric, choices: tuple[str, str, str]) -> "Scorer":
    return Scorer(rubric, *choices)


def score_card(
    rubric: Rubric, entries: Iterable[Entry], decisions: Mapping[str, str] | None = None
) -> CardScore:
    """Return the score of one card.

    Raises: EntryRefused with every entry that cannot be scored; ValueError for an unknown decision.
    Source: 002 § 五(一) 表1.
    """
    return compile_rubric(rubric, decisions).score(entries)


def effective(measure: Measure, no_unit: str) -> Measure:
    """Return the measure that counts under the decision on criteria without a unit."""
    if no_unit == "item" and isinstance(measure, Once) and measure.unit_unstated:
        return PerUnit(Unit.ITEM, measure.points)
    return measure


class Scorer:
    """A rubric compiled for one set of decisions.

    Shape: a place per criterion, ordered by group and effect; a prepared entry is a pair (place, tally).
    Tallies of one place add up, then points follow from the sum: by a weight where the rule is linear, else by
    its measure.
    """

    def __init__(self, rubric: Rubric, adjustment: str, total_cap: str, no_unit: str) -> None:
        self.rubric = rubric
        self._net = adjustment == "net"
        self._measures = {c.code: effective(c.measure, no_unit) for c in rubric.criteria}
        self._places = decimals_of(rubric, self._measures.values())
        self._scale = 10**self._places
        self.full = rubric.full_under({"total_cap": total_cap})
        self._base = self._scaled(rubric.base)
        self._most = self._scaled(rubric.base if total_cap == "cut" else rubric.full)
        lowest = rubric.lowest if rubric.floor == Floor.NEGATIVE else None
        self._least = None if rubric.floor == Floor.NONE else self._scaled(lowest or Decimal(0))
        self._card_cap = self._limit(rubric.card_cap)
        self._sections = tuple(
            (tuple(i for i, g in enumerate(rubric.groups) if g.section == section), self._scaled(cap))
            for section, cap in rubric.section_caps
        )
        self._capped = bool(self._sections) or self._card_cap is not None
        self._lay_out()

    def _scaled(self, number: Decimal) -> int:
        return int(number * self._scale)

    def _limit(self, number: Decimal | None) -> int | None:
        return None if number is None else self._scaled(number)

    def _points(self, number: int) -> Decimal:
        return Decimal(number).scaleb(-self._places)

    def _lay_out(self) -> None:
        """Give each criterion its place and each group its plan."""
        ordered: list[Criterion] = []
        plans = []
        for group in self.rubric.groups:
            spans = []
            for effect in (Effect.DEDUCTION, Effect.BONUS, Effect.DEMERIT):
                start = len(ordered)
                ordered += [c for c in self.rubric.criteria if c.group == group.code and c.effect == effect]
                spans.append(slice(start, len(ordered)))
            plans.append(self._plan(group, spans))
        self._plans = tuple(plans)
        self._ordered = tuple(ordered)
        self.places = {criterion.code: place for place, criterion in enumerate(ordered)}
        self._blank = [0] * len(ordered)
        self._weights = [0] * len(ordered)
        self._curved: list[tuple[int, Measure, int | None]] = []
        self._conversions: list[tuple[int, Conversion, int]] = []
        self._vetoes: list[tuple[int, Veto]] = []
        for place, criterion in enumerate(ordered):
            self._file(place, criterion)

    def _plan(self, group: Group, spans: list[slice]) -> GroupPlan:
        deductions, bonuses, demerits = spans
        return GroupPlan(
            adjusts=group.kind == GroupKind.ADJUST,
            deductions=deductions,
            bonuses=bonuses,
            demerits=demerits,
            cap=self._scaled(group.cap or Decimal(0)),
            limit=self._limit(group.deduction_limit),
            bonus_cap=self._limit(group.bonus_cap),
            demerit_cap=self._limit(group.demerit_cap),
            to_full=group.bonus_to_full,
        )

    def _file(self, place: int, criterion: Criterion) -> None:
        measure = self._measures[criterion.code]
        if isinstance(measure, Veto):
            self._vetoes.append((place, measure))
        elif measure.weight is not None and criterion.cap is None:
            self._weights[place] = 1 if measure.priced else self._scaled(measure.weight)
        else:
            self._curved.append((place, measure, self._limit(criterion.cap)))
        if isinstance(measure, Conversion):
            self._conversions.append((place, measure, self.places[measure.into]))

    def pair(self, entry: Entry) -> Pair:
        """Return the prepared form of an entry that `check_entry` found sound."""
        measure = self._measures[entry.criterion]
        if entry.exemption:
            return self.places[entry.criterion], 0
        tally = measure.tally(entry)
        return self.places[entry.criterion], int(tally * self._scale) if measure.priced else int(tally)

    def prepare(self, entries: Iterable[Entry]) -> list[Pair]:
        """Check entries and return them as pairs for `total`.

        Raises: EntryRefused
        """
        kept = list(entries)
        problems = [p for index, entry in enumerate(kept) for p in check_entry(self.rubric, entry, index)]
        if problems:
            raise EntryRefused(tuple(problems))
        return [self.pair(entry) for entry in kept]

    def total(self, pairs: Iterable[Pair]) -> Decimal:
        """Return the total of one card from prepared pairs."""
        tallies = self._add_up(pairs)
        total, _sums = self._settle(self._weigh(tallies), tallies)
        return self._points(total)

    def score(self, entries: Iterable[Entry]) -> CardScore:
        """Return the whole card.

        Raises: EntryRefused
        """
        kept = list(entries)
        tallies = self._add_up(self.prepare(kept))
        amounts = self._weigh(tallies)
        total, sums = self._settle(amounts, tallies)
        vetoed = [place for place, _veto in self._vetoes if tallies[place]]
        tier = self._tier(self._points(total), (veto for place, veto in self._vetoes if tallies[place]))
        return CardScore(
            total=self._points(total),
            full=self.full,
            groups=tuple(map(self._group_score, self.rubric.groups, sums)),
            lines=self._lines(kept, amounts),
            tier=tier,
            grade=tier.grade or None,
            vetoed_by=tuple(self._ordered[place].code for place in vetoed),
        )

    def _add_up(self, pairs: Iterable[Pair]) -> list[int]:
        tallies = self._blank.copy()
        for place, tally in pairs:
            tallies[place] += tally
        return tallies

    def _weigh(self, tallies: list[int]) -> list[int]:
        """Return the scaled points of every place."""
        if self._conversions:
            tallies = tallies.copy()
            for place, conversion, into in self._conversions:
                tallies[into] += conversion.converted(tallies[place])
        amounts = list(map(mul, tallies, self._weights))
        for place, measure, cap in self._curved:
            if tallies[place]:
                amounts[place] = self._curve(measure, tallies[place], cap)
        return amounts

    def _curve(self, measure: Measure, tally: int, cap: int | None) -> int:
        points = tally if measure.priced else int(measure.deduct(tally) * self._scale)
        return points if cap is None else min(cap, points)

    def _settle(self, amounts: list[int], tallies: list[int]) -> tuple[int, list[Sums]]:
        """Return the scaled total and the groups' sums."""
        sums = [plan.sums(amounts, self._net) for plan in self._plans]
        total = self._base
        for part in sums:
            total += part[4]
        if self._capped:
            total += self._relief(sums)
        if total > self._most:
            total = self._most
        if self._least is not None and total < self._least:
            total = self._least
        for place, veto in self._vetoes:
            if tallies[place]:
                total = self._vetoed(total, veto)
        return total, sums

    def _relief(self, sums: list[Sums]) -> int:
        """Return what the caps of sections and of the card give back of the groups' deductions."""
        taken = [0 if plan.adjusts else part[0] for plan, part in zip(self._plans, sums, strict=True)]
        deducted = sum(taken)
        for members, cap in self._sections:
            deducted -= max(0, sum(taken[place] for place in members) - cap)
        if self._card_cap is not None:
            deducted = min(self._card_cap, deducted)
        return sum(taken) - deducted

    def _vetoed(self, total: int, veto: Veto) -> int:
        """Return the total after a veto that clears or caps it; it never rises."""
        if veto.outcome == VetoOutcome.ZERO:
            return min(total, 0)
        if veto.outcome == VetoOutcome.CEILING and veto.ceiling is not None:
            return min(total, self._scaled(veto.ceiling))
        return total

    def _tier(self, total: Decimal, vetoes: Iterable[Veto]) -> Tier:
        """Return the card's tier: the one its total reaches, or a lower one that a veto sets."""
        tiers = tiers_of(self.rubric)
        place = tiers.index(tier_for(tiers, Fraction(total)))
        grades = [tier.grade for tier in tiers]
        drops = 0
        for veto in vetoes:
            if veto.outcome == VetoOutcome.GRADE:
                place = max(place, grades.index(veto.grade))
            drops += veto.outcome == VetoOutcome.DROP
        return tiers[min(place + drops, len(tiers) - 1)]

    def _group_score(self, group: Group, part: Sums) -> GroupScore:
        deducted, bonus, demerit, score, _gain = (self._points(number) for number in part)
        cap = group.cap if group.kind == GroupKind.DEDUCT else group.bonus_cap
        return GroupScore(group.code, group.name, cap, deducted, bonus, demerit, score)

    def _lines(self, entries: list[Entry], amounts: list[int]) -> tuple[LineScore, ...]:
        """Return one line for each criterion with entries, in the rubric's order."""
        counts: dict[str, int] = {}
        for entry in entries:
            counts[entry.criterion] = counts.get(entry.criterion, 0) + (0 if entry.exemption else entry.count)
        return tuple(
            LineScore(c.code, counts[c.code], self._points(amounts[self.places[c.code]]))
            for c in self.rubric.criteria
            if c.code in counts
        )


def decimals_of(rubric: Rubric, measures: Iterable[Measure]) -> int:
    """Return how many decimals every number that a card of this rubric can meet fits in."""
    numbers = [rubric.base, rubric.card_cap, rubric.total_cap, rubric.lowest]
    for group in rubric.groups:
        numbers += [group.cap, group.lowest, group.bonus_cap, group.demerit_cap]
    numbers += [criterion.cap for criterion in rubric.criteria]
    numbers += [cap for _section, cap in rubric.section_caps]
    return max(places_of(*numbers), *(measure.places() for measure in measures), 0)
