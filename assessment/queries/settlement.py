"""What a service year is settled from: its months with approved totals, its terms, its decisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessment import rules
from assessment.enums import CardState, SettlementState
from assessment.models import PUBLISHED_STATES, Entry, Objection, Scorecard, Settlement
from assessment.queries.scores import _spec, engine_choices, in_force, rubric_for, rubric_spec
from assessment.queries.settlement_faults import document_of, settlement_faults
from assessment.rules.card_life import window_open
from assessment.rules.settlement_profile import NoPerformanceMoney, YearMoney, settlement_terms
from assessment.rules.settlement_terms import SettlementTerms
from contracts.models import Contract, ServiceYear
from contracts.profile_schema import Profile
from contracts.profile_schema import agreement as profile_parts
from contracts.queries import InForce, decisions_in_force

# The decisions a settlement rests on, those that touched its months' cards included.
USED = (
    "settlement_basis", "mean_rounding", "year3_close", "price_base", "adjustment_cap", "total_cap",
    "no_unit_criteria",
)  # fmt: skip
# What scores an entry; the columns of the one query that settling a year reads.
FACTS = (
    "criterion__code", "count", "level", "points", "value", "numerator", "denominator", "excluded", "exemption",
)  # fmt: skip

Facts = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class MonthBook:
    """One assessed month of a year.

    Shape: `card` is the one that counts, the last approved revision (None: none yet); `latest` the newest card
    whatever its state; `fault` one of "", missing, unapproved, correction, objection, window.
    """

    month: date
    card: Scorecard | None
    latest: Scorecard | None
    total: Decimal | None
    fault: str

    @property
    def window_open(self) -> bool:
        """Approved, and the contractor may still object or the nightly closing has not come by."""
        return self.card is not None and self.card.state == CardState.APPROVED


@dataclass(frozen=True, slots=True)
class YearBook:
    """A service year with all that settles it. `terms` is None where the contract has no performance money."""

    year: ServiceYear
    months: tuple[MonthBook, ...]
    decisions: Mapping[str, InForce]
    terms: SettlementTerms | None

    @property
    def totals(self) -> dict[date, Decimal]:
        """The approved months' totals."""
        return {each.month: each.total for each in self.months if each.total is not None}

    @property
    def choices(self) -> dict[str, str]:
        return {key: held.option for key, held in self.decisions.items()}

    @property
    def faults(self) -> tuple[MonthBook, ...]:
        """The months that stop a settlement: no card, no approval, a correction, an objection, an open window."""
        return tuple(each for each in self.months if each.fault)

    @property
    def used(self) -> list[InForce]:
        return [self.decisions[key] for key in USED if key in self.decisions]


def year_books(
    years: Iterable[ServiceYear],
    contract: Contract,
    *,
    uncertified: int = 0,
    decided: Mapping[int, Mapping[str, InForce]] | None = None,
    scored: Mapping[int, Decimal] | None = None,
    today: date | None = None,
) -> list[YearBook]:
    """The books of a contract's years. Two queries a year and four for all, whatever the months and entries.

    Shape: only approved cards count, so both sides read the same figures; the decisions are those in force in the
    year's last assessed month; `today` decides which windows are open. Who knows the decisions by year or the totals
    by card already hands them in.
    """
    kept = list(years)
    today = today or timezone.localdate()
    cards = list(Scorecard.objects.filter(service_year__in=kept).order_by("month", "revision"))
    decided = decided or {year.pk: decided_in(contract, year) for year in kept}
    chosen = {pk: {key: held.option for key, held in rows.items()} for pk, rows in decided.items()}
    totals = card_totals(counting(cards), chosen) if scored is None else scored
    objected = set(
        Objection.objects.filter(scorecard__service_year__in=kept, ruling="").values_list(
            "scorecard_id", flat=True
        )
    )
    rubric = rubric_for(contract, max((card.month for card in cards), default=contract.starts_on))
    books = []
    for year in kept:
        mine = [card for card in cards if card.service_year_id == year.pk]
        terms = terms_of(contract, year, rubric_spec(rubric) if rubric else None, uncertified)
        assessed = profile_year(contract, year).assessed_months()
        months = tuple(_month(month, mine, totals, objected, today) for month in assessed)
        books.append(YearBook(year, months, decided[year.pk], terms))
    return books


def decided_in(contract: Contract, year: ServiceYear) -> dict[str, InForce]:
    """The decisions a year is settled by: those in force in its last assessed month. Two queries."""
    return {held.decision.key: held for held in decisions_in_force(contract, year.assessed_to)}


def counting(cards: Iterable[Scorecard]) -> list[Scorecard]:
    """The card of each month that counts: the last approved revision."""
    return [card for card in in_force(cards) if card.state in PUBLISHED_STATES]


def _objectionable(card: Scorecard, today: date) -> bool:
    """May the contractor still object to something on it?"""
    until = card.objection_until
    return card.state == CardState.APPROVED and until is not None and window_open(today, until)


def _month(
    month: date, cards: Sequence[Scorecard], totals: Mapping[int, Decimal], objected: set[int], today: date
) -> MonthBook:
    mine = [card for card in cards if card.month == month]
    latest = mine[-1] if mine else None
    card = next((each for each in reversed(mine) if each.state in PUBLISHED_STATES), None)
    if latest is None:
        fault = "missing"
    elif card is None:
        fault = "unapproved"
    elif latest is not card:
        fault = "correction"
    elif card.pk in objected:
        fault = "objection"
    else:
        fault = "window" if _objectionable(card, today) else ""
    return MonthBook(month, card, latest, totals[card.pk] if card else None, fault)


def card_totals(cards: Sequence[Scorecard], decided: Mapping[int, Mapping[str, str]]) -> dict[int, Decimal]:
    """The totals of cards, by their keys, in one query.

    Shape: `decided` are the decisions by service year; a card keeps those it was approved under.
    """
    facts = facts_of_cards(cards)
    return {card.pk: total_of(card, facts[card.pk], decided.get(card.service_year_id, {})) for card in cards}


def facts_of_cards(cards: Sequence[Scorecard]) -> dict[int, list[Facts]]:
    """What scores the cards' entries in force, by card: one query of plain values."""
    facts: dict[int, list[Facts]] = {card.pk: [] for card in cards}
    rows: QuerySet[Entry] = Entry.objects.filter(scorecard__in=list(facts), withdrawn_at=None).order_by()
    for key, *fact in rows.values_list("scorecard_id", *FACTS).iterator():
        facts[key].append(tuple(fact))
    return facts


def total_of(
    card: Scorecard,
    facts: Sequence[Facts],
    decisions: Mapping[str, str],
    changed: Mapping[str, str] | None = None,
) -> Decimal:
    """One card's total from its facts; `changed` overrides the decisions it was approved under (what-if)."""
    choices = {**engine_choices(dict(card.choices or decisions)), **(changed or {})}
    scorer = rules.compile_rubric(_spec(card.rubric_id), choices)
    distinct = list(set(facts))
    pairs = dict(zip(distinct, scorer.prepare([_entry(fact) for fact in distinct]), strict=True))
    return scorer.total([pairs[fact] for fact in facts])


def _entry(fact: Facts) -> rules.Entry:
    code, count, level, *rest = fact
    return rules.Entry(code, count, level or None, *rest)


# -- terms ----------------------------------------------------------------------------------------------------------
def profile_year(contract: Contract, year: ServiceYear) -> profile_parts.ServiceYear:
    """A row of service years as the rules take it, with the clause of the profile."""
    named = {each["number"]: each["clause"] for each in contract.profile.get("service_years") or []}
    clause = named.get(year.number, contract.profile.get("payment", {}).get("clause", ""))
    return profile_parts.ServiceYear.model_construct(
        number=year.number, starts_on=year.starts_on, ends_on=year.ends_on, assessed_from=year.assessed_from,
        assessed_to=year.assessed_to, clause=clause,
    )  # fmt: skip


def terms_of(
    contract: Contract, year: ServiceYear, rubric: rules.Rubric | None, uncertified: int = 0
) -> SettlementTerms | None:
    """What the year is settled under, from the profile kept with the contract; None without performance money."""
    if not contract.profile.get("payment"):
        return None
    decisions = [
        profile_parts.Decision.model_validate(each) for each in contract.profile.get("decisions") or []
    ]
    profile = Profile.model_construct(
        name=contract.profile_name,
        payment=profile_parts.Payment.model_validate(contract.profile["payment"]),
        decisions=tuple(decisions),
    )
    money = YearMoney(year.price_yuan, uncertified, contract.price_yuan)
    try:
        return settlement_terms(profile, profile_year(contract, year), money, rubric)
    except NoPerformanceMoney:
        return None


# -- what lower apps are told (contracts.queries.hooks) --------------------------------------------------------------
def month_scores(contract: Contract) -> dict[date, dict[str, Any]]:
    """The approved months of a contract, by month. Shape: that of contracts.queries.hooks.MonthScore."""
    books = year_books(ServiceYear.objects.filter(contract=contract), contract)
    return {
        each.month: {
            "month": each.month,
            "total": each.total,
            "state": each.card.state,
            "closed_on": timezone.localdate(each.card.closed_at) if each.card.closed_at else None,
        }
        for book in books
        for each in book.months
        if each.card is not None
    }


def settled_years(contract: Contract) -> dict[int, Decimal]:
    """Service year's number → performance money of its signed final settlement. Units: yuan."""
    rows = Settlement.objects.filter(contract=contract, state=SettlementState.SIGNED, provisional=False)
    return dict(rows.values_list("service_year__number", "net_yuan"))


# -- settlements made -----------------------------------------------------------------------------------------------
def settlements_of(settlements: QuerySet[Settlement], year: ServiceYear) -> list[Settlement]:
    """A year's settlements, newest first, with their signatures. Two queries."""
    return list(
        settlements.filter(service_year=year).select_related("made_by").prefetch_related("signatures")
    )


@dataclass(frozen=True, slots=True)
class SettlementVerdict:
    """Does a settlement still read as it was signed? `holds` when text, signatures and the audit say the same."""

    settlement: Settlement
    content: dict[str, Any]
    holds: bool


def settlement_verdict(code: str) -> SettlementVerdict | None:
    """Check the settlement of a code: its text's hash, each signature's, and those in the audit chain."""
    found = Settlement.objects.filter(code=code).select_related("contract", "service_year").first()
    if found is None:
        return None
    return SettlementVerdict(found, document_of(found), not settlement_faults(found))
