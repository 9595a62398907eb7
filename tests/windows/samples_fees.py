"""A charge, complaints that everyone may see, a file of tickets: for the access matrix."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_venue
from tests.windows.fee_rows import make_fee
from tests.windows.samples_cases import department_of
from tests.windows.service_rows import make_row
from windows.models import Complaint, Fee, QueueDraft


def fee(contract: Contract | None) -> str:
    """A charge that can be taken back."""
    assert contract is not None, "fees belong to contracts"
    found = Fee.objects.filter(contract=contract, kind="charge").first()
    return (found or make_fee(contract)).number


def complaint(contract: Contract | None) -> str:
    """A complaint, in the liaison's department too."""
    assert contract is not None, "complaints belong to contracts"
    found = Complaint.objects.filter(contract=contract, department=department_of(contract)).first()
    return (found or make_row("complaint", contract, department=department_of(contract))).number


def own_complaint(contract: Contract, user: int) -> str:
    """One that this person wrote down: clerks see no other."""
    found = Complaint.objects.filter(contract=contract, recorded_by=user).first()
    by = User.objects.get(pk=user)
    return (found or make_row("complaint", contract, by=by, department=department_of(contract))).number


def queue_draft(contract: Contract | None) -> int:
    """A queue machine's file that waits for its taking."""
    assert contract is not None, "files of tickets belong to contracts"
    found = QueueDraft.objects.filter(contract=contract).first()
    if found is None:
        found = QueueDraft.objects.create(
            contract=contract, venue=make_venue(contract), name="叫号.csv", sha256="0" * 64, rows=[],
            created_by=member(Role.SUPERVISOR, contract), created_at=timezone.now(),
        )  # fmt: skip
    return found.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "fee": fee, "complaint": complaint, "queue_draft": queue_draft,
}  # fmt: skip
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"complaint": own_complaint}
