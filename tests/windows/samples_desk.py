"""Values for the arguments of the desk's addresses."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_case
from windows.models import RefusalLook


def look(contract: Contract | None) -> int:
    """A refusal that waits for a supervisor."""
    assert contract is not None, "refusals belong to contracts"
    found = RefusalLook.objects.filter(case__contract=contract).first()
    return (
        found or RefusalLook.objects.create(case=make_case(contract, "not_accepted"), asked_at=timezone.now())
    ).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"look": look}
