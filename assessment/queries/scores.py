"""Scores, means and amounts. Every one that a page shows is computed here."""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from assessment import rules
from assessment.enums import GroupKind
from assessment.models import PUBLISHED_STATES, Entry, EntryEvidence, Rubric, Scorecard
from assessment.rules.document import rubric_from_document
from assessment.rules.overlaps import Doubling, Fact, doublings
from assessment.rules.year import TierLine, exact_mean, mean_for_tier, shown, tier_lines
from contracts.models import Contract, Decision, DecisionSigning, ServiceYear
from contracts.queries.decisions import InForce, signed_decisions
from contracts.queries.decisions import in_force as held_in
from hall_ops.lib.months import months_between


@lru_cache(maxsize=64)
def _spec(pk: int) -> rules.Rubric:
    """Rubric rows never change, so what was read once stays true."""
    return rubric_from_document(Rubric.objects.values_list("document", flat=True).get(pk=pk))


def spec_of(card: Scorecard) -> rules.Rubric:
    """The card's own rubric version as the engine reads it."""
    return _spec(card.rubric_id)


def rubric_spec(row: Rubric) -> rules.Rubric:
    return _spec(row.pk)


def rubric_for(contract: Contract, month: date) -> Rubric | None:
    """The version in force for a month."""
    return Rubric.objects.filter(contract=contract, effective_from__lte=month).order_by("-number").first()


def facts_of(entry: Entry) -> rules.Entry:
    """An entry's row as the engine takes it. Needs `criterion` loaded."""
    return rules.Entry(
        criterion=entry.criterion.code,
        count=entry.count,
        level=entry.level or None,
        points=entry.points,
        value=entry.value,
        numerator=entry.numerator,
        denominator=entry.denominator,
        excluded=entry.excluded,
        exemption=entry.exemption,
        note=entry.note,
    )


def score_of(card: Scorecard, entries: Iterable[Entry], decisions: dict[str, str]) -> rules.CardScore:
    """The one place where a card's score comes from. An approved card keeps the decisions it was approved under."""
    choices = engine_choices(card.choices or decisions)
    return rules.score_card(spec_of(card), [facts_of(entry) for entry in entries], choices)


def engine_choices(decisions: dict[str, str]) -> dict[str, str]:
    return {key: decisions[key] for key in rules.DECISIONS if key in decisions}


@dataclass(frozen=True, slots=True)
class Agreed:
    """A contract's decisions with all their signings, to be asked month by month."""

    rows: Sequence[tuple[Decision, Sequence[DecisionSigning]]]

    def held(self, month: date) -> dict[str, InForce]:
        """What holds in a month, by key."""
        return {decision.key: held_in(decision, signed, month) for decision, signed in self.rows}

    def choices(self, month: date) -> dict[str, str]:
        """key → option in force in a month, signed or default."""
        return {key: held.option for key, held in self.held(month).items()}

    def decisions(self, month: date) -> dict[str, Decision]:
        """The decisions as they read in a month: chosen and signed_at are those in force then, not the latest."""
        found = {}
        for key, held in self.held(month).items():
            row = copy(held.decision)
            row.chosen, row.signed_at = held.option, held.signed_at
            found[key] = row
        return found


def agreed_of(contract: Contract) -> Agreed:
    """One query, however many months are asked."""
    return Agreed(signed_decisions(contract))


def decisions_of(contract: Contract, month: date) -> dict[str, Decision]:
    """The decisions as they read in a month. One query."""
    return agreed_of(contract).decisions(month)


def entries_in_force(card: Scorecard) -> list[Entry]:
    """The card's entries with criterion, people and, as `files`, what is attached.

    Two queries, even without entries.
    """
    entries = list(
        Entry.objects.filter(scorecard=card)
        .in_force()
        .select_related("criterion", "created_by", "changed_by")
        .order_by("number")
    )
    files: dict[int, list[EntryEvidence]] = {}
    attached = EntryEvidence.objects.filter(entry__scorecard=card, detached_at=None)
    for each in attached.select_related("file").order_by("pk"):
        files.setdefault(each.entry_id, []).append(each)
    for entry in entries:
        entry.files = files.get(entry.pk, [])
    return entries


@dataclass(frozen=True, slots=True)
class MonthScore:
    """One month of a year: its card (None: not opened yet) and its total."""

    month: date
    card: Scorecard | None
    score: rules.CardScore | None

    @property
    def total(self) -> Decimal | None:
        return self.score.total if self.score else None

    @property
    def lost(self) -> Decimal | None:
        """Points the deduction groups lost, each within its cap."""
        return self._sum(GroupKind.DEDUCT, "deducted")

    @property
    def adjusted(self) -> Decimal | None:
        """What the adjustment group adds or takes."""
        return self._sum(GroupKind.ADJUST, "score")

    def _sum(self, kind: GroupKind, name: str) -> Decimal | None:
        if self.card is None or self.score is None:
            return None
        spec = spec_of(self.card)
        parts = [getattr(part, name) for part in self.score.groups if spec.group(part.code).kind == kind]
        return sum(parts, Decimal(0))


@dataclass(frozen=True, slots=True)
class YearScore:
    """A service year so far: its months, the exact mean of those that have a card, the tiers with their money."""

    year: ServiceYear
    months: Sequence[MonthScore]
    mean: Fraction | None
    mean_shown: str
    tiers: Sequence[TierLine]
    missing: Sequence[date] = field(default_factory=tuple)

    @property
    def latest(self) -> Scorecard | None:
        """The newest month that has a card."""
        return next((each.card for each in reversed(self.months) if each.card), None)

    @property
    def counted(self) -> int:
        """How many months the mean is of."""
        return sum(1 for each in self.months if each.total is not None)

    @property
    def tier(self) -> TierLine | None:
        return next((line for line in self.tiers if line.here), None)


def in_force(rows: Iterable[Scorecard]) -> list[Scorecard]:
    """One card a month: the last approved revision, or while none is approved the last one."""
    found: dict[date, Scorecard] = {}
    for row in sorted(rows, key=lambda each: (each.month, each.revision)):
        if (
            row.month not in found
            or row.state in PUBLISHED_STATES
            or found[row.month].state not in PUBLISHED_STATES
        ):
            found[row.month] = row
    return list(found.values())


def year_score(cards: Any, year: ServiceYear, agreed: Agreed, until: date | None = None) -> YearScore:
    """A year's months with their scores, from the cards the user may see. Two queries whatever the months.

    Each month is scored under what holds in it; the mean and its money under what holds in the last month shown.
    """
    decisions = agreed.choices(until or year.assessed_to)
    contract = year.contract
    rows = in_force(cards.filter(service_year=year).select_related("contract", "rubric"))
    by_card: dict[int, list[Entry]] = {}
    for entry in Entry.objects.filter(scorecard__in=rows).in_force().select_related("criterion"):
        by_card.setdefault(entry.scorecard_id, []).append(entry)
    found = {row.month: row for row in rows}
    months = [
        MonthScore(
            month, card, score_of(card, by_card.get(card.pk, []), agreed.choices(month)) if card else None
        )
        for month in months_between(year.assessed_from, year.assessed_to)
        for card in [found.get(month)]
    ]
    counted = [each for each in months if each.total is not None and (until is None or each.month <= until)]
    mean = exact_mean([each.total for each in counted if each.total is not None])
    spec = spec_of(counted[-1].card) if counted and counted[-1].card else None
    return YearScore(
        year=year,
        months=months,
        mean=mean,
        mean_shown=shown(mean),
        tiers=_tiers(spec, mean, contract, year, decisions),
        missing=[
            each.month for each in months if each.card is None and (until is None or each.month <= until)
        ],
    )


def _tiers(
    spec: rules.Rubric | None,
    mean: Fraction | None,
    contract: Contract,
    year: ServiceYear,
    decisions: dict[str, str],
) -> Sequence[TierLine]:
    if spec is None:
        return ()
    price = contract.price_yuan if decisions.get("price_base") == "contract_price" else year.price_yuan
    looked_up = mean_for_tier(mean, decisions.get("mean_rounding", "exact")) if mean is not None else None
    return tier_lines(spec, looked_up, price, performance_share(contract))


def performance_share(contract: Contract) -> Decimal:
    """The share of the year's fee that the score decides; zero where the contract has no such part."""
    performance = contract.profile["payment"]["performance"]
    return Decimal(performance["share"]) if performance else Decimal(0)


def card_doublings(card: Scorecard, entries: Sequence[Entry]) -> tuple[Doubling, ...]:
    facts = [
        Fact(entry.pk, entry.criterion.code, entry.occurred_on, entry.subject, entry.overlap_reason)
        for entry in entries
    ]
    return doublings(spec_of(card), facts)
