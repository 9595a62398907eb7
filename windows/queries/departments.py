"""Departments of a contract's purchaser: whose items somebody may edit, whom the windows turn to, how many items."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from contracts.enums import OrganisationKind
from contracts.models import Contract, Membership, Organisation
from hall_ops.lib.permissions import Permission, Role, Scope
from windows.models import DepartmentContact, ServiceItem


def departments_of(contract: Contract) -> QuerySet[Organisation]:
    """The departments of the contract's purchaser, by name."""
    return Organisation.objects.filter(
        parent_id=contract.purchaser_id, kind=OrganisationKind.DEPARTMENT
    ).order_by("name")


def editable_departments(user: Any, contract: Contract) -> QuerySet[Organisation]:
    """The departments whose items somebody may edit: all of them, or a liaison's own."""
    own: set[int] = set()
    for place in user.standings():
        scope = place.scope_of(Permission.ITEM_EDIT) if place.contract_id in (None, contract.pk) else None
        if scope is Scope.CONTRACT:
            return departments_of(contract)
        if scope is Scope.DEPARTMENT and place.department_id:
            own.add(place.department_id)
    return departments_of(contract).filter(pk__in=own)


def edits_all_departments(user: Any, contract: Contract) -> bool:
    return any(
        place.scope_of(Permission.ITEM_EDIT) is Scope.CONTRACT
        for place in user.standings()
        if place.contract_id in (None, contract.pk)
    )


@dataclass(frozen=True, slots=True)
class DepartmentRow:
    """A department with its liaisons of the contract, its contacts zone by zone, and how many items it brings."""

    department: Organisation
    items: int
    outside: int
    liaisons: list[Any] = field(default_factory=list)
    contacts: list[DepartmentContact] = field(default_factory=list)
    editable: bool = False


def department_rows(user: Any, contract: Contract, day: date) -> list[DepartmentRow]:
    """Every department of the purchaser. Five queries, however many there are."""
    served = Q(retired_on=None) | Q(retired_on__gt=day)
    counts = {
        found["department"]: found
        for found in ServiceItem.objects.of(contract)
        .filter(served)
        .order_by()
        .values("department")
        .annotate(inside=Count("pk", filter=Q(in_hall=True)), outside=Count("pk", filter=Q(in_hall=False)))
    }
    departments = list(departments_of(contract))
    liaisons = _by_department(
        Membership.objects.in_force()
        .filter(contract=contract, role=Role.LIAISON)
        .select_related("user")
        .order_by("user__name")
    )
    contacts = _by_department(
        DepartmentContact.objects.of(contract).filter(ended_on=None).select_related("zone__venue")
    )
    editable = set(editable_departments(user, contract).values_list("pk", flat=True))
    return [
        DepartmentRow(
            department,
            counts.get(department.pk, {}).get("inside", 0),
            counts.get(department.pk, {}).get("outside", 0),
            [place.user for place in liaisons.get(department.pk, [])],
            contacts.get(department.pk, []),
            department.pk in editable,
        )
        for department in departments
    ]


def _by_department(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.department_id, []).append(row)
    return found
