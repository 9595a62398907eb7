"""Breaches, bond, force majeure, milestones and appraisals as their screens show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.enums import BondKind, BreachKind, EventKind
from contracts.models import (
    Appraisal,
    BondEntry,
    Breach,
    BreachRuling,
    Contract,
    ContractDate,
    ForceMajeure,
    ServiceYear,
)
from contracts.profile_schema.agreement import Figure
from contracts.queries.agreed import agreed_limit, agreed_milestones, agreed_term
from contracts.queries.core import exceptional_days
from contracts.queries.decisions import decision_choices, in_force, signed_decisions
from contracts.rules import appraisal
from contracts.rules.damages import (
    OPTIONS,
    Proposal,
    Vacancy,
    VacancyTerms,
    breach_damages,
    vacancy_damages,
)
from contracts.rules.milestones import DueMilestone, due_milestones
from hall_ops.lib.arithmetic import Step
from hall_ops.lib.deadlines import CALENDAR

ZERO = Decimal(0)
FORCE_MAJEURE = "force_majeure_end"
YEARS_AROUND = timedelta(days=800)


# -- damages --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Damages:
    """What a clause proposes for a breach. Shape: `steps` tell the reckoning, or why there is none. Units: yuan."""

    amount_yuan: Decimal
    steps: tuple[Step, ...]
    clause: str


def proposed_damages(
    contract: Contract, *, kind: str, since: date, until: date | None, people: int, text: str, day: date
) -> Damages:
    """Propose damages by the contract's own clauses, as known on `day`. A person decides.

    Source: 002 § 八(七), § 八(九).
    """
    found: Sequence[Proposal] = ()
    key = "vacancy_damages_ratio" if kind == BreachKind.VACANCY else "breach_damages_ratio"
    ratio = agreed_limit(contract, key)
    if ratio is None:
        return Damages(ZERO, (Step(_("没有约定的算法"), _("由采购人按合同决定"), "0.00"),), "")
    if kind == BreachKind.VACANCY:
        terms = vacancy_terms(contract, ratio, since)
        option = decision_choices(contract, since).get("vacancy_damages", OPTIONS[0])
        gaps = [Vacancy(_("缺员 %(n)s") % {"n": number}, since, until) for number in range(1, people + 1)]
        found = vacancy_damages(gaps, terms, day, option)
        if not found:
            step = Step(
                _("仍在补齐期限内"), _("%(days)s 天") % {"days": terms.within_days}, "0.00", ratio.clause
            )
            return Damages(ZERO, (step,), ratio.clause)
    else:
        found = (breach_damages(text, since, contract.price_yuan, ratio.value, ratio.clause),)
    steps = tuple(step for each in found for step in each.steps)
    return Damages(sum((each.amount_yuan for each in found), ZERO), steps, ratio.clause)


def vacancy_terms(contract: Contract, ratio: Figure, day: date) -> VacancyTerms:
    """What the contract says of vacancies in the service year of a day (the nearest one outside the term)."""
    years = list(ServiceYear.objects.filter(contract=contract).order_by("number"))
    day_type = decision_choices(contract, day).get("vacancy_days", CALENDAR)
    return _vacancy_terms(
        contract, ratio, _year_of(years, day), day_type, exceptional_days(day, day + YEARS_AROUND)
    )


def vacancy_claims(contract: Contract, gaps: Sequence[Vacancy], day: date) -> tuple[Proposal, ...]:
    """The damages that vacancies of a contract come to, each by the price and the decisions of the day it opened.

    Four queries, however many vacancies; none for a contract without such a clause. Source: 002 § 八(七).
    """
    ratio = agreed_limit(contract, "vacancy_damages_ratio")
    years = list(ServiceYear.objects.filter(contract=contract).order_by("number")) if ratio and gaps else []
    if ratio is None or not years:
        return ()
    agreed = signed_decisions(contract)
    calendar = exceptional_days(min(gap.opened_on for gap in gaps), day + YEARS_AROUND)
    groups: dict[tuple[int, str, str], list[Vacancy]] = {}
    for gap in gaps:
        held = {each.key: in_force(each, rows, gap.opened_on).option for each, rows in agreed}
        option, day_type = held.get("vacancy_damages", OPTIONS[0]), held.get("vacancy_days", CALENDAR)
        groups.setdefault((years.index(_year_of(years, gap.opened_on)), option, day_type), []).append(gap)
    return tuple(
        proposal
        for (index, option, day_type), members in groups.items()
        for proposal in vacancy_damages(
            members, _vacancy_terms(contract, ratio, years[index], day_type, calendar), day, option
        )
    )


def _year_of(years: Sequence[ServiceYear], day: date) -> ServiceYear:
    return next((each for each in years if day <= each.ends_on), years[-1])


def _vacancy_terms(
    contract: Contract, ratio: Figure, year: ServiceYear, day_type: str, calendar: Mapping[date, bool]
) -> VacancyTerms:
    within = agreed_limit(contract, "vacancy_days")
    return VacancyTerms(
        year_price=year.price_yuan,
        ratio=ratio.value,
        within_days=int(within.value) if within else 0,
        clause=ratio.clause,
        day_type=day_type,
        calendar=calendar,
    )


@dataclass(frozen=True, slots=True)
class BreachRow:
    """A breach with the ruling that counts, and the rulings before it."""

    breach: Breach
    ruling: BreachRuling | None
    earlier: tuple[BreachRuling, ...]


def breach_rows(breaches: Iterable[Breach]) -> list[BreachRow]:
    """Give breaches with `rulings__by` prefetched."""
    return [_breach_row(breach) for breach in breaches]


def _breach_row(breach: Breach) -> BreachRow:
    rulings = sorted(breach.rulings.all(), key=lambda ruling: ruling.pk)
    return BreachRow(breach, rulings[-1] if rulings else None, tuple(rulings[:-1]))


def bond_balance(entries: Iterable[BondEntry]) -> Decimal:
    """What the purchaser still holds of the bond. Units: yuan."""
    return sum(
        (row.amount_yuan if row.kind == BondKind.RECEIVED else -row.amount_yuan for row in entries), ZERO
    )


# -- milestones -----------------------------------------------------------------------------------------------------
def dates_of(rows: Iterable[ContractDate]) -> dict[tuple[str, bool], ContractDate]:
    """(name, is it the day something was done) → the entry that counts: the last one."""
    return {(row.name, row.is_done): row for row in sorted(rows, key=lambda row: row.pk)}


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event that terms run from. Shape: `is_from_contract` where only the contract's own signing date is known."""

    name: str
    label: str
    on: date | None
    entry: ContractDate | None

    @property
    def is_from_contract(self) -> bool:
        return self.on is not None and self.entry is None


def events_of(contract: Contract, known: Mapping[tuple[str, bool], ContractDate]) -> list[EventRow]:
    """The events the contract's milestones run from, and signing always."""
    needed = {each.after for each in agreed_milestones(contract)} | {EventKind.SIGNING.value}
    rows = []
    for event in EventKind:
        if event.value in needed:
            entry = known.get((event.value, False))
            on = entry.on if entry else contract.signed_on if event == EventKind.SIGNING else None
            rows.append(EventRow(event.value, str(event.label), on, entry))
    return rows


def milestones_of(
    contract: Contract, known: Mapping[tuple[str, bool], ContractDate], today: date
) -> tuple[DueMilestone, ...]:
    """The milestones due once, with their day and how they stand. Signing is done by being signed."""
    events = {row.name: row.on for row in events_of(contract, known) if row.on is not None}
    done = {name: row.on for (name, is_done), row in known.items() if is_done}
    if EventKind.SIGNING in events:
        done.setdefault("signing", events[EventKind.SIGNING])
    once = [each for each in agreed_milestones(contract) if each.after != FORCE_MAJEURE]
    return due_milestones(once, events, done, today, _calendar(contract), _day_type(contract))


@dataclass(frozen=True, slots=True)
class ForceRow:
    """An event of force majeure with its notice: due one day after it ends. Shape: due None without such a clause."""

    row: ForceMajeure
    notice: DueMilestone | None


def force_rows(contract: Contract, rows: Iterable[ForceMajeure], today: date) -> list[ForceRow]:
    found = [each for each in agreed_milestones(contract) if each.after == FORCE_MAJEURE]
    calendar, day_type = _calendar(contract) if found else {}, _day_type(contract) if found else CALENDAR

    def notice(row: ForceMajeure) -> DueMilestone | None:
        events = {FORCE_MAJEURE: row.ended_on} if row.ended_on else {}
        done = {each.key: row.notified_on for each in found if row.notified_on}
        due = due_milestones(found, events, done, today, calendar, day_type)
        return due[0] if due else None

    return [ForceRow(row, notice(row)) for row in rows]


def _calendar(contract: Contract) -> dict[date, bool]:
    return exceptional_days(contract.starts_on - YEARS_AROUND, contract.ends_on + YEARS_AROUND)


def _day_type(contract: Contract) -> str:
    return decision_choices(contract).get("day_type", CALENDAR)


# -- appraisals -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AppraisalRow:
    """A service year with the evaluation that counts, those before it, and what the gate says."""

    year: ServiceYear
    current: Appraisal | None
    earlier: tuple[Appraisal, ...]
    gate: Any


def appraisal_rows(contract: Contract, years: Iterable[ServiceYear]) -> list[AppraisalRow]:
    """Each service year before its renewal gate. Give years with `appraisals__by` prefetched."""
    term = agreed_term(contract)
    choices = decision_choices(contract)
    rows = []
    for year in years:
        found = sorted(year.appraisals.all(), key=lambda row: row.pk)
        current = found[-1] if found else None
        gate = None
        if term is not None:
            made = year.number - 1 if term.signed_yearly else max(0, year.number - term.years)
            gate = appraisal.renewal_gate(
                term,
                renewals_made=made,
                grade=appraisal.Grade(current.grade) if current else None,
                needed=current.is_needed if current else None,
                decisions=choices,
            )
        rows.append(AppraisalRow(year, current, tuple(found[:-1]), gate))
    return rows
