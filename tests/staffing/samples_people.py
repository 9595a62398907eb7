"""Values for the names in the addresses of staff files."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from records.actions import store_file
from records.models import StoredFile
from staffing.models import Certificate, Engagement, Insurance, Person, UniformLot
from tests.factories.staffing import engage, make_person, make_post, numbers
from tests.staffing.people_rows import picture


def scan(person: Person) -> StoredFile:
    return store_file(
        by=person.recorded_by, at=timezone.now(), contract=person.contract, name="扫描件.png", data=picture()
    )


def whole_file(contract: Contract, **values: Any) -> Person:
    """A person on a post, with a photograph, an insurance that runs and a certificate, both with their scans."""
    team = Team.objects.filter(contract=contract).first() or Team.objects.create(
        contract=contract, name="样本组"
    )
    person = make_person(contract, **values)
    Person.objects.filter(pk=person.pk).update(photo=scan(person))
    engage(person, contract.posts.first() or make_post(contract), team=team)
    common = {"person": person, "recorded_at": timezone.now(), "recorded_by": person.recorded_by}
    Insurance.objects.create(kind="pension", from_month=date(2026, 1, 1), file=scan(person), **common)
    Certificate.objects.create(
        name="政务服务综合窗口办事员", level=5, number=f"C{next(numbers)}", issued_on=date(2024, 1, 5),
        file=scan(person), **common,
    )  # fmt: skip
    return person


def person(contract: Contract | None) -> int:
    assert contract is not None, "staff files belong to contracts"
    found = Certificate.objects.filter(person__contract=contract).order_by("pk").first()
    return found.person_id if found else whole_file(contract).pk


def own_person(contract: Contract, user: int) -> int:
    """Clerks see their own file only, team leaders those of their team."""
    held = contract.memberships.filter(user=user, role__in=[Role.CLERK, Role.TEAM_LEADER]).first()
    if held is None:
        return person(contract)
    mine = Person.objects.filter(contract=contract, user=user, certificates__isnull=False).first()
    if mine is None:
        Person.objects.filter(contract=contract, user=user).update(user=None)
        mine = whole_file(contract, user=held.user)
    if held.role == Role.TEAM_LEADER:
        team = (
            Engagement.objects.filter(person=mine, voided_at=None)
            .order_by("-pk")
            .values_list("team", flat=True)[0]
        )
        contract.memberships.filter(pk=held.pk).update(team=team)
    return mine.pk


def held(contract: Contract | None) -> int:
    return Engagement.objects.filter(person=person(contract), ends_on=None).values_list("pk", flat=True)[0]


def leaf(contract: Contract | None) -> int:
    return Insurance.objects.filter(person=person(contract)).values_list("pk", flat=True)[0]


def certificate(contract: Contract | None) -> int:
    return Certificate.objects.filter(person=person(contract)).values_list("pk", flat=True)[0]


def own_certificate(contract: Contract, user: int) -> int:
    return Certificate.objects.filter(person=own_person(contract, user)).values_list("pk", flat=True)[0]


def lot(contract: Contract | None) -> int:
    assert contract is not None, "deliveries belong to contracts"
    found = contract.uniform_lots.first()
    return (
        found or UniformLot.objects.create(contract=contract, name="服装一", people=1, summer=3, winter=2)
    ).pk


SAMPLES: dict[str, Callable[[Contract | None], Any]] = {
    "person": person,
    "held": held,
    "sheet": lambda contract: "insurance",
    "leaf": leaf,
    "column": lambda contract: "phone",
    "certificate": certificate,
    "lot": lot,
}
OWN_SAMPLES: dict[str, Callable[[Contract, int], Any]] = {
    "person": own_person,
    "certificate": own_certificate,
}
