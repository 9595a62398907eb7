"""Values for the names in the addresses of attendance and leave."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Membership, Team
from hall_ops.lib.permissions import Role
from staffing.actions.attendance import digest_of
from staffing.enums import LeaveKind, PunchKind
from staffing.models import AttendanceMonth, Away, Leave, MakeUp, Person, Punch
from tests.factories.accounts import UserFactory
from tests.factories.staffing import engage, make_person, make_sessions, punch

DAY = date(2026, 3, 9)


def _person(contract: Contract | None, user: User | None = None) -> Person:
    """Somebody whom a head of a team, or the user, may see."""
    assert contract is not None, "attendance belongs to contracts"
    if user is None:
        return contract.people.first() or make_person(contract)
    found: Person | None = Person.objects.filter(contract=contract, user=user).first()
    person = found or make_person(contract, user=user)
    held = Membership.objects.filter(user=user, contract=contract, role=Role.TEAM_LEADER).first()
    # The file may have been made for another address, without a team.
    if held is not None and not (held.team and person.engagements.filter(team=held.team).exists()):
        team, _made = Team.objects.get_or_create(contract=contract, name=f"样组{user.pk}")
        Membership.objects.filter(pk=held.pk).update(team=team)
        engage(person, team=team)
    return person


def _leave(person: Person) -> int:
    found = Leave.objects.filter(person=person).first()
    if found is None:
        found = Leave.objects.create(
            contract=person.contract, person=person, kind=LeaveKind.SICK, from_on=DAY, to_on=DAY, half_days=2,
            reason="发热", asked_at=timezone.now(), asked_by=person.recorded_by,
        )  # fmt: skip
    return found.pk


def _make_up(person: Person) -> int:
    am, _pm = make_sessions(person.contract)
    now = timezone.now()
    row, _made = MakeUp.objects.get_or_create(
        contract=person.contract, person=person, day=DAY, session=am, kind=PunchKind.IN,
        defaults={"claimed_at": now, "reason": "断电", "asked_at": now, "asked_by": person.recorded_by},
    )  # fmt: skip
    return row.pk


def _punch(person: Person) -> int:
    found = Punch.objects.filter(person=person).first()
    return (found or punch(person, timezone.now())).pk


def _away(person: Person) -> int:
    now = timezone.now()
    found = Away.objects.filter(person=person).first() or Away.objects.create(
        contract=person.contract, person=person, left_at=now, back_at=now, recorded_at=now,
        recorded_by=person.recorded_by,
    )  # fmt: skip
    return found.pk


def filing(contract: Contract | None) -> int:
    """A month that was filed."""
    assert contract is not None, "filings belong to contracts"
    row, _made = AttendanceMonth.objects.get_or_create(
        contract=contract, month=DAY.replace(day=1),
        defaults={
            "lines": [], "digest": digest_of([]), "filed_at": timezone.now(),
            "filed_by": UserFactory(role=Role.SUPERVISOR),
        },
    )  # fmt: skip
    return row.pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "leave": lambda contract: _leave(_person(contract)),
    "make_up": lambda contract: _make_up(_person(contract)),
    "away": lambda contract: _away(_person(contract)),
    "punch": lambda contract: _punch(_person(contract)),
    "filing": filing,
}


def _own(make: Callable[[Person], int]) -> Callable[[Contract, int], Any]:
    return lambda contract, user: make(_person(contract, User.objects.get(pk=user)))


OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {
    "leave": _own(_leave),
    "make_up": _own(_make_up),
    "away": _own(_away),
    "punch": _own(_punch),
}
