"""Values for the addresses of ledgers in the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from windows.enums import ImportState
from windows.models import OldLedger, SavedView


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


def old_ledger(contract: Contract | None) -> int:
    """A file that was given up."""
    assert contract is not None, "old ledgers belong to contracts"
    found = OldLedger.objects.filter(contract=contract).first()
    if found is None:
        found = OldLedger.objects.create(
            contract=contract, file_name="2024.xlsx", sha256="0" * 64, size=1, state=ImportState.DROPPED,
            uploaded_by=member(Role.SUPERVISOR, contract), uploaded_at=timezone.now(),
        )  # fmt: skip
    return found.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "ledger": lambda contract: "acceptance",
    "old_ledger": old_ledger,
    "saved_view": saved_view,
}
