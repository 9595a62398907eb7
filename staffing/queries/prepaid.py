"""Wages the purchaser had prepaid, month by month, beside what the payment plan takes off the price (001 § 3.5)."""

from dataclasses import dataclass
from decimal import Decimal

from contracts.models import Contract, PaymentPlan
from contracts.queries.agreed import deducts_wages
from contracts.queries.hooks import PrepaidYear as ToldYear
from staffing.models import PrepaidWage
from staffing.rules.wages import ZERO


@dataclass(frozen=True, slots=True)
class PrepaidYear:
    """A service year's wages as recorded here, beside what its payment plan takes off. Source: 001 § 3.5.

    Shape: `months` the rows that count; `planned` None while nobody entered the year's plan.
    """

    number: int
    label: str
    months: tuple[PrepaidWage, ...]
    planned: Decimal | None

    @property
    def recorded(self) -> Decimal:
        return sum((row.amount_yuan for row in self.months), ZERO)

    @property
    def differs(self) -> Decimal:
        return self.recorded - (self.planned or ZERO)

    @property
    def level(self) -> str:
        return "bad" if self.differs else "ok"


def prepaid_years(contract: Contract) -> list[PrepaidYear]:
    """Each service year's prepaid wages against the sum its payment plan takes off. Three queries."""
    rows = list(PrepaidWage.objects.filter(contract=contract, voided_at=None).order_by("month", "pk"))
    plans = PaymentPlan.objects.filter(service_year__contract=contract)
    planned = dict(plans.values_list("service_year_id", "prepaid_wages_yuan"))
    found = []
    years = list(contract.service_years.order_by("number"))
    for index, year in enumerate(years):
        # What was paid before the contract began is taken off its first year.
        mine = tuple(
            row
            for row in rows
            if row.month <= year.ends_on and (index == 0 or row.month > years[index - 1].ends_on)
        )
        found.append(PrepaidYear(year.number, str(year), mine, planned.get(year.pk)))
    return found


def told_prepaid(contract: Contract) -> dict[int, ToldYear]:
    """The prepaid wages as the payment register shows them; none where the contract takes none off.

    Shape: that of contracts.queries.hooks.PrepaidYear.
    """
    if not deducts_wages(contract):
        return {}
    return {
        year.number: {
            "months": [
                {"month": row.month, "people": row.people, "amount_yuan": row.amount_yuan}
                for row in year.months
            ],
            "recorded_yuan": year.recorded,
            "planned_yuan": year.planned,
            "differs_yuan": year.differs,
        }
        for year in prepaid_years(contract)
    }
