"""Values for the names in the addresses of windows, sessions and the catalogue."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_item, make_session, make_window
from windows.models import ItemDraft


def window(contract: Contract | None) -> int:
    assert contract is not None, "windows belong to contracts"
    return make_window(contract, "S1").pk


def session(contract: Contract | None) -> int:
    assert contract is not None, "sessions belong to contracts"
    return make_session(contract).pk


def item(contract: Contract | None) -> int:
    assert contract is not None, "items belong to purchasers"
    return make_item(contract).pk


def item_draft(contract: Contract | None) -> int:
    """An uploaded list with one new item."""
    assert contract is not None, "lists belong to contracts"
    values = {
        "name": "临时占道许可", "department": "滨湖城管局", "kind": "promised", "statutory_days": 5, "promised_days": 3,
    }  # fmt: skip
    content = {
        "items": [{"row": 2, "values": values}], "situations": None, "papers": None, "places": {"sheet": "事项"},
    }  # fmt: skip
    by = member(Role.ASSESSOR, contract)
    return ItemDraft.objects.create(
        contract=contract, file_name="清单.xlsx", content=content, created_by=by, created_at=timezone.now()
    ).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "item": item,
    "item_draft": item_draft,
    "session": session,
    "window": window,
}
