"""Values for the names in the addresses of windows, sessions and the catalogue."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_item, make_session, make_window
from tests.windows.samples_cases import department_of
from windows.models import ItemDraft, ItemPackage


def window(contract: Contract | None) -> int:
    assert contract is not None, "windows belong to contracts"
    return make_window(contract, "S1").pk


def session(contract: Contract | None) -> int:
    assert contract is not None, "sessions belong to contracts"
    return make_session(contract).pk


def item(contract: Contract | None) -> int:
    assert contract is not None, "items belong to purchasers"
    return make_item(contract, department=department_of(contract)).pk


def item_draft(contract: Contract | None) -> int:
    """An uploaded list with one new item."""
    assert contract is not None, "lists belong to contracts"
    return own_item_draft(contract, member(Role.ASSESSOR, contract).pk)


def own_item_draft(contract: Contract, user: int) -> int:
    """A list is there for who uploaded it, so everybody brings their own."""
    values = {
        "name": "临时占道许可", "department": "滨湖城管局", "kind": "promised", "statutory_days": 5, "promised_days": 3,
    }  # fmt: skip
    content = {
        "items": [{"row": 2, "values": values}], "situations": None, "papers": None, "places": {"sheet": "事项"},
    }  # fmt: skip
    return ItemDraft.objects.create(
        contract=contract,
        file_name="清单.xlsx",
        content=content,
        created_by_id=user,
        created_at=timezone.now(),
    ).pk


def department(contract: Contract | None) -> int:
    assert contract is not None, "departments belong to purchasers"
    return make_department(contract).pk


def package(contract: Contract | None) -> int:
    """A package of two items."""
    assert contract is not None, "packages belong to purchasers"
    made = ItemPackage.objects.create(purchaser=contract.purchaser, name="开办企业一件事")
    for position in (1, 2):
        made.parts.create(item=make_item(contract), position=position)
    return made.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "department": department,
    "item": item,
    "item_draft": item_draft,
    "package": package,
    "session": session,
    "window": window,
}
# What only its owner may see (tests/samples.py).
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"item_draft": own_item_draft}
