"""Values for the addresses of ledgers in the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from windows.models import SavedView


def saved_view(contract: Contract | None) -> int:
    """A view that everyone in the contract sees."""
    assert contract is not None, "views belong to contracts"
    found = SavedView.objects.filter(contract=contract, is_shared=True).first()
    if found is None:
        found = SavedView.objects.create(
            contract=contract, ledger="acceptance", name="本月", query="span=month", is_shared=True,
            owner=member(Role.SUPERVISOR, contract), saved_at=timezone.now(),
        )  # fmt: skip
    return found.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "ledger": lambda contract: "acceptance",
    "saved_view": saved_view,
}
