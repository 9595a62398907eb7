"""Liquidated damages, proposed with their arithmetic; a person decides.

Source: 002 § 八(七) (a vacancy not filled in 15 days: 0.5 % of the monthly fee), § 八(九) (5 % of the total).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from hall_ops.lib.arithmetic import Step, cents, percent_text, yuan_text
from hall_ops.lib.deadlines import CALENDAR, WORKING, term_end
from hall_ops.lib.months import months_between
from hall_ops.lib.workdays import Exceptions

OPTIONS = ("per_vacancy", "per_month")
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A post that stands empty from a day on, until it is filled."""

    post: str
    opened_on: date
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class VacancyTerms:
    """What the contract says of vacancies.

    Shape: `day_type` is decision vacancy_days; `calendar` the working days. Units: yuan of the service year; ratio
    of the monthly fee, which is a twelfth of the year's price.
    """

    year_price: Decimal
    ratio: Decimal
    within_days: int
    clause: str
    day_type: str = CALENDAR
    calendar: Exceptions = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Damages the purchaser may claim, with the reckoning.

    Shape: `since` is the first day of the breach. Units: yuan.
    """

    kind: str
    label: str
    since: date
    amount_yuan: Decimal
    clause: str
    steps: tuple[Step, ...]


def fill_by(vacancy: Vacancy, terms: VacancyTerms) -> date:
    """Return the last day on which a vacancy may be filled; the day it opened is not counted."""
    return term_end(vacancy.opened_on, terms.within_days, "day", terms.day_type, terms.calendar)


def vacancy_damages(
    vacancies: Iterable[Vacancy], terms: VacancyTerms, day: date, option: str = OPTIONS[0]
) -> tuple[Proposal, ...]:
    """Propose damages for the vacancies that stood open too long, as known on `day`.

    Shape: one proposal a vacancy, or one a month in which any vacancy was overdue (decision vacancy_damages).
    Raises: ValueError for an unknown option. Source: 002 § 八(七).
    """
    if option not in OPTIONS:
        raise ValueError(f"vacancy_damages: {option!r} is not one of {', '.join(OPTIONS)}")
    overdue = [found for vacancy in vacancies if (found := _overdue(vacancy, terms, day))]
    proposals = _by_vacancy(overdue, terms) if option == "per_vacancy" else _by_month(overdue, terms)
    return tuple(proposals)


def vacancy_effects(vacancies: Sequence[Vacancy], terms: VacancyTerms, day: date) -> dict[str, Decimal]:
    """Return what each option of decision vacancy_damages comes to. Units: yuan."""
    return {
        option: sum((p.amount_yuan for p in vacancy_damages(vacancies, terms, day, option)), Decimal(0))
        for option in OPTIONS
    }


@dataclass(frozen=True, slots=True)
class _Overdue:
    vacancy: Vacancy
    by: date
    since: date
    until: date


def _overdue(vacancy: Vacancy, terms: VacancyTerms, day: date) -> _Overdue | None:
    by = fill_by(vacancy, terms)
    until = min(vacancy.filled_on, day) if vacancy.filled_on else day
    return _Overdue(vacancy, by, by + timedelta(days=1), until) if until > by else None


def _by_vacancy(overdue: Sequence[_Overdue], terms: VacancyTerms) -> Iterator[Proposal]:
    for found in overdue:
        label = _("缺员：%(post)s") % {"post": found.vacancy.post}
        yield _vacancy_proposal(label, [found], found.since, terms)


def _by_month(overdue: Sequence[_Overdue], terms: VacancyTerms) -> Iterator[Proposal]:
    months: dict[date, list[_Overdue]] = {}
    for found in overdue:
        for month in months_between(found.since, found.until):
            months.setdefault(month, []).append(found)
    for month, members in sorted(months.items()):
        label = _("%(month)s 有缺员") % {"month": f"{month:%Y-%m}"}
        yield _vacancy_proposal(label, members, max(month, min(one.since for one in members)), terms)


def _vacancy_proposal(label: str, members: Sequence[_Overdue], since: date, terms: VacancyTerms) -> Proposal:
    fee = Fraction(terms.year_price) / MONTHS
    amount = cents(fee * Fraction(terms.ratio))
    steps = [_clock_step(found, terms) for found in members]
    steps.append(
        Step(_("月服务费"), f"{yuan_text(terms.year_price)} ÷ {MONTHS}", f"{cents(fee):f}", terms.clause)
    )
    formula = f"{yuan_text(terms.year_price)} ÷ {MONTHS} × {percent_text(terms.ratio)}"
    steps.append(Step(_("违约金"), formula, f"{amount:f}", terms.clause))
    return Proposal("vacancy", label, since, amount, terms.clause, tuple(steps))


def _clock_step(found: _Overdue, terms: VacancyTerms) -> Step:
    unit = _("个工作日") if terms.day_type == WORKING else _("个自然日")
    words = {"opened": found.vacancy.opened_on.isoformat(), "days": terms.within_days, "unit": unit}
    formula = _("%(opened)s 起 %(days)s %(unit)s内应补齐，当日不计") % words
    label = _("%(post)s补齐期限") % {"post": found.vacancy.post}
    return Step(label, formula, found.by.isoformat(), terms.clause)


def breach_damages(label: str, since: date, contract_price: Decimal, ratio: Decimal, clause: str) -> Proposal:
    """Propose damages for another breach: a share of the contract's total.

    Units: yuan. Source: 002 § 八(九).
    """
    amount = cents(Fraction(contract_price) * Fraction(ratio))
    formula = f"{yuan_text(contract_price)} × {percent_text(ratio)}"
    return Proposal(
        "breach", label, since, amount, clause, (Step(_("违约金"), formula, f"{amount:f}", clause),)
    )
