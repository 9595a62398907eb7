"""Rows of contracts for tests, made directly: no profile is read. contracts.actions.create_contract makes real ones."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from accounts.models import User
from contracts.enums import OrganisationKind
from contracts.models import Contract, Membership, Organisation
from hall_ops.lib.permissions import ROLE_SIDES, Role
from tests.factories.accounts import UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda number: f"滨湖单位{number}")
    kind = OrganisationKind.PURCHASER


class ContractFactory(factory.django.DjangoModelFactory[Contract]):
    class Meta:
        model = Contract

    slug = factory.Sequence(lambda number: f"contract-{number}")
    name = factory.Sequence(lambda number: f"滨湖综合窗口服务{number}")
    short_name = factory.Sequence(lambda number: f"滨湖{number}")
    purchaser = factory.SubFactory(OrganisationFactory)
    contractor = factory.SubFactory(OrganisationFactory, kind=OrganisationKind.CONTRACTOR)
    profile_name = "none"
    profile_version = "1"
    profile = factory.LazyFunction(dict)
    starts_on = date(2026, 1, 1)
    ends_on = date(2028, 12, 31)
    price_yuan = Decimal("11265500.00")
    created_at = factory.LazyFunction(timezone.now)


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A role in force. A liaison gets a department of the contract's purchaser."""

    class Meta:
        model = Membership

    role = Role.ASSESSOR
    user = factory.LazyAttribute(lambda made: UserFactory(role=made.role))
    contract = factory.SubFactory(ContractFactory)
    side = factory.LazyAttribute(lambda made: ROLE_SIDES[made.role])
    granted_at = factory.LazyFunction(timezone.now)
    confirmed_at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def department(self) -> Organisation | None:
        if self.role is not Role.LIAISON:
            return None
        return OrganisationFactory(kind=OrganisationKind.DEPARTMENT, parent=self.contract.purchaser)


def member(role: Role, contract: Contract | None = None, **values: Any) -> User:
    """A user with this role in force; without a contract for the whole installation."""
    return MembershipFactory(role=role, contract=contract, **values).user
