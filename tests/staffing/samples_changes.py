"""Sample values for the addresses of personnel changes."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from contracts.models import Contract
from staffing.enums import ChangeKind, ChangeState, ProposedBy
from staffing.models import Person, StaffChange
from tests.factories.accounts import UserFactory
from tests.factories.staffing import engage, make_person
from tests.staffing.samples_people import own_person, scan


def change(contract: Contract | None) -> int:
    """A change that waits for the purchaser's answer."""
    assert contract is not None, "changes belong to contracts"
    found = contract.staff_changes.first()
    if found is not None:
        return found.pk
    person = make_person(contract)
    engage(person)
    return change_of(person).pk


def own_change(contract: Contract, user: int) -> int:
    """Clerks see changes of their own only, team leaders those of their team."""
    person = Person.objects.get(pk=own_person(contract, user))
    found = person.changes.first()
    return (found or change_of(person)).pk


def change_of(person: Person) -> StaffChange:
    now = timezone.now()
    return StaffChange.objects.create(
        contract=person.contract, number=f"BG-{person.pk}", kind=ChangeKind.LEAVE, person=person,
        proposed_by=ProposedBy.PERSON, reason="个人原因", effective_on=timezone.localdate(now),
        announced_on=timezone.localdate(now), state=ChangeState.FILED, recorded_at=now, recorded_by=UserFactory(),
        file=scan(person),
    )  # fmt: skip


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {"change": change}
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {"change": own_change}
