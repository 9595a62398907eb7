"""Values for the arguments of the roster's addresses."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from staffing.models import ShiftPattern, SubstitutePair, Swap
from tests.factories.staffing import make_person


def swap(contract: Contract | None) -> int:
    """A swap that waits for the other."""
    assert contract is not None, "swaps belong to contracts"
    found = Swap.objects.filter(contract=contract).first()
    if found is not None:
        return found.pk
    asker, partner = make_person(contract), make_person(contract)
    return Swap.objects.create(
        contract=contract, asker=asker, partner=partner, asker_gives="周一上午", partner_gives="周二上午",
        reason="家事",
        asked_at=timezone.now(), asked_by=asker.recorded_by,
    ).pk  # fmt: skip


def pattern(contract: Contract | None) -> int:
    assert contract is not None, "patterns belong to contracts"
    return ShiftPattern.objects.get_or_create(
        contract=contract, name="全周", defaults={"grid": {"1": ["am"]}}
    )[0].pk


def pair(contract: Contract | None) -> int:
    assert contract is not None, "pairs belong to contracts"
    found = SubstitutePair.objects.filter(contract=contract).first()
    if found is not None:
        return found.pk
    first, second = make_person(contract), make_person(contract)
    return SubstitutePair.objects.create(contract=contract, first=first, second=second).pk


def own_swap(contract: Contract, user: int) -> int:
    """A swap the user may see: clerks and team leaders reach their own only."""
    person = contract.people.filter(user_id=user).first()
    if person is None:
        person = make_person(contract)
        type(person).objects.filter(pk=person.pk).update(user_id=user)
    found = Swap.objects.filter(contract=contract, asker=person).first()
    return (
        found
        or Swap.objects.create(
            contract=contract, asker=person, partner=make_person(contract), asker_gives="周一上午",
            partner_gives="周二上午", reason="家事", asked_at=timezone.now(), asked_by_id=user,
        )
    ).pk  # fmt: skip


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"swap": swap, "pattern": pattern, "pair": pair}
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"swap": own_swap}
