"""What the database itself refuses of contracts, parties and places."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from contracts.enums import OrganisationKind
from contracts.models import (
    Contract,
    ContractTerm,
    Decision,
    Organisation,
    ServiceYear,
    Team,
    Venue,
    Window,
    Zone,
)
from tests.factories.contracts import ContractFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def refused(write: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def a_venue(purchaser: Organisation, code: str = "hall") -> Venue:
    return Venue.objects.create(purchaser=purchaser, code=code, name="大厅", kind="hall")


def test_a_slug_names_one_contract(contract: Contract) -> None:
    refused(lambda: ContractFactory(slug=contract.slug))


def test_an_organisation_of_a_kind_has_its_name_once() -> None:
    OrganisationFactory(name="滨湖区政务局")

    OrganisationFactory(name="滨湖区政务局", kind=OrganisationKind.CONTRACTOR)
    refused(lambda: OrganisationFactory(name="滨湖区政务局"))


def test_two_purchasers_may_have_a_department_of_one_name() -> None:
    first, second = OrganisationFactory(), OrganisationFactory()
    OrganisationFactory(name="公安局", kind=OrganisationKind.DEPARTMENT, parent=first)

    OrganisationFactory(name="公安局", kind=OrganisationKind.DEPARTMENT, parent=second)
    refused(lambda: OrganisationFactory(name="公安局", kind=OrganisationKind.DEPARTMENT, parent=first))
    assert list(first.departments.values_list("name", flat=True)) == ["公安局"]


def test_a_department_and_only_a_department_hangs_on_a_purchaser() -> None:
    purchaser = OrganisationFactory()

    refused(lambda: OrganisationFactory(kind=OrganisationKind.DEPARTMENT))
    refused(lambda: OrganisationFactory(kind=OrganisationKind.CONTRACTOR, parent=purchaser))


def test_a_team_has_its_name_once_in_a_contract(contract: Contract, other_contract: Contract) -> None:
    Team.objects.create(contract=contract, name="一组")

    Team.objects.create(contract=other_contract, name="一组")
    refused(lambda: Team.objects.create(contract=contract, name="一组"))


def test_places_keep_their_codes_apart(contract: Contract, other_contract: Contract) -> None:
    venue = a_venue(contract.purchaser)
    a_venue(other_contract.purchaser)
    Zone.objects.create(venue=venue, name="企业开办区")
    Window.objects.create(venue=venue, number="A01")

    refused(lambda: a_venue(contract.purchaser))
    refused(lambda: Zone.objects.create(venue=venue, name="企业开办区"))
    refused(lambda: Window.objects.create(venue=venue, number="A01"))


def test_terms_and_decisions_have_their_keys_once(contract: Contract) -> None:
    def term() -> ContractTerm:
        return ContractTerm.objects.create(
            contract=contract, position=1, key="limits.x", label="限值", value="1", clause="002"
        )

    def decision() -> Decision:
        return Decision.objects.create(
            contract=contract,
            position=1,
            key="x",
            question="?",
            clause="002",
            options=[],
            default="a",
            chosen="a",
        )

    for make in (term, decision):
        make()
        refused(make)


def test_a_year_has_no_price_below_nothing(contract: Contract) -> None:
    day = date(2026, 1, 1)
    year = ServiceYear(
        contract=contract, number=1, starts_on=day, ends_on=day, assessed_from=day, assessed_to=day
    )
    year.price_yuan = Decimal("-0.01")

    refused(year.save)
