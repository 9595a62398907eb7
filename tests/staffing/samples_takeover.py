"""Values for the names in the addresses of the hand-over."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.actions import store_file
from staffing.actions.takeover import make_pack
from staffing.models import AcceptanceCheck
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person
from tests.staffing.people_rows import picture


def pack(contract: Contract | None) -> int:
    assert contract is not None, "packs belong to contracts"
    found = contract.handover_packs.first()
    if found is not None:
        return found.pk
    engage(make_person(contract))
    now = timezone.now()
    by = member(Role.DIRECTOR, contract)
    return make_pack(by=by, at=now, contract=contract, as_of=timezone.localdate(now)).pk


def check(contract: Contract | None) -> int:
    """A word of the acceptance with what proves it."""
    assert contract is not None, "acceptances belong to contracts"
    found = AcceptanceCheck.objects.filter(contract=contract).first()
    if found is not None:
        return found.pk
    by, now = member(Role.ASSESSOR, contract), timezone.now()
    stored = store_file(by=by, at=now, contract=contract, name="现场.png", data=picture())
    return AcceptanceCheck.objects.create(
        contract=contract, key="trained", met=True, shown="1 人合格", file=stored, at=now, by=by,
        checked_on=timezone.localdate(now),
    ).pk  # fmt: skip


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"pack": pack, "check": check}
