"""Wage lists for tests, made directly."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Person, WageLine, WageMonth
from tests.factories.accounts import UserFactory

MAY, DUE = date(2026, 5, 1), date(2026, 6, 10)


def make_wage_month(
    contract: Contract, month: date = MAY, *, by: User | None = None, **values: Any
) -> WageMonth:
    """A list due on the tenth of the next month; a later revision gets its reason."""
    revision = WageMonth.objects.filter(contract=contract, month=month).count() + 1
    defaults = {
        "due_on": DUE, "file_name": "工资.xlsx", "digest": f"{revision:064}", "revision": revision,
        "reason": "更正发放日期" if revision > 1 else "", "imported_at": timezone.now(),
    }  # fmt: skip
    who = by or UserFactory(role=Role.DIRECTOR)
    return WageMonth.objects.create(contract=contract, month=month, imported_by=who, **{**defaults, **values})


def make_line(wage_month: WageMonth, person: Person, gross: str = "5000.00", **values: Any) -> WageLine:
    """A line paid in full on the due day, insurance 500 and fund 250 with it."""
    whole = Decimal(gross)
    due = wage_month.due_on
    defaults = {
        "basic_yuan": whole, "gross_yuan": whole, "own_insurance_yuan": Decimal(500), "own_fund_yuan": Decimal(250),
        "net_yuan": whole - 750, "paid_yuan": whole - 750, "paid_on": due, "insured_on": due, "fund_on": due,
    }  # fmt: skip
    return WageLine.objects.create(wage_month=wage_month, person=person, **{**defaults, **values})
