"""Certificates against the contract's ratios, year by year: who lacks one, which end, what it costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from contracts.models import Contract, ServiceYear
from contracts.profile_schema.work import Certification
from contracts.queries import decision_choices
from contracts.queries.agreed import agreed_payment
from hall_ops.lib.permissions import Permission, Scope
from staffing.models import Certificate, Engagement, ExamOffer, Person
from staffing.queries.people import engaged_on
from staffing.queries.staff_files import valid_on
from staffing.rules.certificates import (
    Holder,
    Offer,
    Paper,
    Reckoning,
    Stake,
    people_short,
    reckon,
    stake_of,
)


@dataclass(frozen=True, slots=True)
class YearView:
    """A service year's demands. Shape: `stake` is None where the contract takes nothing off for certificates."""

    year: ServiceYear
    rows: list[Reckoning]
    stake: Stake | None
    short: int
    forecast: int

    @property
    def money(self) -> Any:
        """Units: yuan, at the deadline if nobody else passes."""
        return self.stake.of(self.forecast) if self.stake else None


@dataclass(frozen=True, slots=True)
class CertifiedRow:
    """Somebody on a post with the best certificate that is valid. Shape: `best` None without one."""

    held: Engagement
    best: Certificate | None
    papers: int


def demands_of(contract: Contract) -> list[Certification]:
    return [Certification.model_validate(each) for each in contract.profile.get("certification", [])]


def sees_everybody(user: Any, permission: Permission, contract: Contract) -> bool:
    """Whether a right reaches over the whole contract, not a team or oneself only."""
    inside = (None, contract.pk)
    return any(
        place.scope_of(permission) is Scope.CONTRACT
        for place in user.standings()
        if place.contract_id in inside
    )


def year_views(contract: Contract, day: date) -> list[YearView]:
    """Every year with demands. Five queries, however many people there are."""
    demands = demands_of(contract)
    if not demands:
        return []
    years = {year.number: year for year in contract.service_years.order_by("number")}
    offers = [
        Offer(row.level, row.held_on, row.places, row.held)
        for row in ExamOffer.objects.filter(contract=contract)
    ]
    found = []
    for number in sorted({each.service_year for each in demands} & set(years)):
        year = years[number]
        holders = holders_on(contract, min(max(day, year.starts_on), year.ends_on))
        rows = [
            reckon(each, holders, day, year.ends_on, offers)
            for each in demands
            if each.service_year == number
        ]
        found.append(
            YearView(
                year, rows, stake_for(contract, year), people_short(rows), people_short(rows, forecast=True)
            )
        )
    return found


def holders_on(contract: Contract, day: date, *, recorded_before: datetime | None = None) -> list[Holder]:
    """Everybody on a counted post on a day with their certificates, all or those on record by a moment. Two queries."""
    return holders_among(engaged_on(contract, day), recorded_before=recorded_before)


def holders_among(rows: Iterable[Engagement], *, recorded_before: datetime | None = None) -> list[Holder]:
    """The people of some engagements, those on counted posts, with their certificates. One query besides the rows'."""
    held = {row.person_id: row for row in rows if row.post.counted}
    found = Certificate.objects.filter(person__in=held, voided_at=None)
    if recorded_before is not None:
        found = found.filter(recorded_at__lt=recorded_before)
    papers: dict[int, list[Paper]] = {}
    for row in found:
        papers.setdefault(row.person_id, []).append(Paper(row.level, row.issued_on, row.expires_on))
    return [
        Holder(number, row.leader or row.post.role != "clerk", tuple(papers.get(number, ())))
        for number, row in held.items()
    ]


def stake_for(contract: Contract, year: ServiceYear) -> Stake | None:
    """What one person short costs in a year, on the price both sides agreed it is counted on."""
    payment = agreed_payment(contract)
    if payment is None or payment.certification_deduction is None or payment.performance is None:
        return None
    whole = decision_choices(contract, year.ends_on).get("price_base") == "contract_price"
    price = contract.price_yuan if whole else year.price_yuan
    return stake_of(price, payment.performance.share, payment.certification_deduction.share)


def certified_rows(
    user: Any, contract: Contract, day: date, only: Sequence[int] | None = None
) -> list[CertifiedRow]:
    """Everybody on a post the user may see, the lowest and none first. Shape: `only` narrows to people."""
    seen = Person.objects.allowed(user, Permission.CERTIFICATE_VIEW).filter(contract=contract)
    held = engaged_on(contract, day).filter(person__in=seen)
    rows = list(held.filter(person__in=only) if only is not None else held)
    papers: dict[int, list[Certificate]] = {}
    for row in Certificate.objects.filter(person__in=[each.person_id for each in rows], voided_at=None):
        papers.setdefault(row.person_id, []).append(row)
    found = []
    for each in rows:
        mine = papers.get(each.person_id, [])
        valid = [paper for paper in mine if valid_on(paper, day)]
        best = min(
            valid, key=lambda paper: (paper.level, -(paper.expires_on or date.max).toordinal()), default=None
        )
        found.append(CertifiedRow(each, best, len(mine)))
    return sorted(found, key=lambda row: (row.best is not None, -(row.best.level if row.best else 9)))


def offers_of(contract: Contract) -> list[ExamOffer]:
    return list(ExamOffer.objects.filter(contract=contract).order_by("-held_on"))
