"""Values for the names in the addresses of the hand-over."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.takeover import make_pack
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person


def pack(contract: Contract | None) -> int:
    assert contract is not None, "packs belong to contracts"
    found = contract.handover_packs.first()
    if found is not None:
        return found.pk
    engage(make_person(contract))
    now = timezone.now()
    by = member(Role.DIRECTOR, contract)
    return make_pack(by=by, at=now, contract=contract, as_of=timezone.localdate(now)).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"pack": pack}
