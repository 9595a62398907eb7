"""Fees for tests, taken by the real action."""

import secrets
from decimal import Decimal
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_case, make_item
from windows.actions.fees import FeeEntry, take_fee
from windows.enums import CaseState
from windows.models import Case, Fee

PRICE = Decimal("12.10")


def paying_case(contract: Contract, **values: Any) -> Case:
    """An accepted case of an item that costs something."""
    item = values.pop("item", None) or make_item(contract, fee_yuan=PRICE, fee_note="登记费")
    return make_case(contract, CaseState.ACCEPTED, item=item, **values)


def make_fee(
    contract: Contract, *, case: Case | None = None, by: Any = None, at: Any = None, **entry: Any
) -> Fee:
    case = case or paying_case(contract)
    given = {"channel": "cash", "receipt_number": secrets.token_hex(5), **entry}
    return take_fee(
        by=by or case.clerk,
        at=at or timezone.now(),
        case=case,
        entry=FeeEntry(**given),
        key=secrets.token_hex(16),
    )
