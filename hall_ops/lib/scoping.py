"""The row check: no view loads a row except through `Model.objects.allowed(user, permission)`."""

from collections.abc import Iterable
from typing import Any, ClassVar, Protocol, Self

from django.db import models
from django.db.models import Q

from hall_ops.lib.permissions import Permission, Scope


class Standing(Protocol):
    """One place a user stands in: a role in a contract (None: the whole installation)."""

    contract_id: int | None

    def scope_of(self, permission: Permission) -> Scope | None: ...


class Member(Protocol):
    def standings(self) -> Iterable[Standing]: ...


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows that hang on a contract. `contract_path` names the lookup that leads to the contract's id.

    A queryset that knows narrower scopes says so in `scope_conditions`; a scope it does not know shows nothing,
    so a new letter in the matrix can never open a table by accident.
    """

    contract_path: ClassVar[str] = "contract_id"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        return Q() if scope is Scope.CONTRACT else Q(pk__in=[])

    def in_contract(self, contract: Any) -> Self:
        """Rows of one contract, each with that contract at hand: neither joined for every row nor asked for."""
        found = self.filter(contract=contract)
        at_hand = {self.model._meta.get_field("contract"): {contract.pk: contract}}
        found._known_related_objects = {**found._known_related_objects, **at_hand}  # type: ignore[attr-defined]
        return found

    def allowed(self, user: Member, permission: Permission) -> Self:
        """Rows this user may reach with this permission; empty for everyone else."""
        reach = Q(pk__in=[])
        for standing in user.standings():
            scope = standing.scope_of(permission)
            if scope is None:
                continue
            inside = Q() if standing.contract_id is None else Q(**{self.contract_path: standing.contract_id})
            condition = inside & self.scope_conditions(scope, standing)
            if not condition:
                return self.all()  # the whole installation; an empty Q would vanish in the union below
            reach |= condition
        return self.filter(reach)
