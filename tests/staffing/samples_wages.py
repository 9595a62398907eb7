"""Values for the names in the addresses of wages."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.actions import store_file
from staffing.models import DeductionSpending, PrepaidWage
from tests.factories.accounts import UserFactory
from tests.factories.wages import make_wage_month
from tests.staffing.people_rows import picture


def wage_month(contract: Contract | None) -> str:
    assert contract is not None, "wage lists belong to contracts"
    found = contract.wage_months.first() or make_wage_month(contract)
    return f"{found.month:%Y-%m}"


def spending(contract: Contract | None) -> int:
    found = DeductionSpending.objects.filter(contract=contract).first()
    return (
        found
        or DeductionSpending.objects.create(
            contract=contract, purpose="窗口绿植", spent_on=timezone.localdate(), **_made(contract)
        )
    ).pk


def prepaid(contract: Contract | None) -> int:
    assert contract is not None, "prepaid wages belong to contracts"
    found = PrepaidWage.objects.filter(contract=contract).first()
    month = contract.starts_on.replace(day=1)
    return (
        found or PrepaidWage.objects.create(contract=contract, month=month, people=5, **_made(contract))
    ).pk


def _made(contract: Contract | None) -> dict[str, Any]:
    """A row with its voucher."""
    who, now = UserFactory(role=Role.DIRECTOR), timezone.now()
    voucher = store_file(by=who, at=now, contract=contract, name="凭证.png", data=picture())
    return {"amount_yuan": Decimal(100), "recorded_at": now, "recorded_by": who, "file": voucher}


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "wage_month": wage_month, "spending": spending, "prepaid": prepaid,
}  # fmt: skip
