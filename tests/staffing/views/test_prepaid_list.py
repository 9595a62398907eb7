"""Wages the purchaser had paid, beside the payment plan."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, PaymentPlan, ServiceYear
from hall_ops.lib.permissions import Role
from staffing.models import PrepaidWage
from staffing.queries.prepaid import prepaid_years
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member

pytestmark = pytest.mark.django_db
DATA = {"month": "2026-02", "people": "22", "amount": "66000.00", "note": ""}


@pytest.fixture
def hall(db: None) -> Contract:
    first, last = date(2026, 3, 1), date(2027, 2, 28)
    made = ContractFactory(starts_on=first, ends_on=last, profile={"price": {"prepaid_wages_deducted": True}})
    ServiceYear.objects.create(
        contract=made, number=1, starts_on=first, ends_on=last, assessed_from=first, assessed_to=date(2027, 2, 1),
        price_yuan=Decimal(2000000),
    )  # fmt: skip
    return made


def address(contract: Contract) -> str:
    return reverse("staffing:prepaid-list", args=[contract.slug])


def test_a_month_before_the_contract_counts_in_its_first_year(client_for: ClientFor, hall: Contract) -> None:
    client = client_for(member(Role.DIRECTOR, hall))

    answers = [client.post(address(hall), DATA).status_code for _twice in range(2)]

    assert answers == [302, 422] and PrepaidWage.objects.get().amount_yuan == Decimal(66000)
    assert prepaid_years(hall)[0].differs == Decimal(66000)
    PaymentPlan.objects.create(
        service_year=hall.service_years.get(), prepaid_wages_yuan=66000, made_at=timezone.now()
    )
    assert not prepaid_years(hall)[0].differs and "相符" in client.get(address(hall)).content.decode()


def test_other_contracts_have_no_such_thing(
    client_for: ClientFor, hall: Contract, contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, contract))

    assert client.post(address(contract), DATA).status_code == 422
    assert "没有约定扣除" in client.get(address(contract)).content.decode()
    assert client.get(address(hall)).status_code == 404
    assert client_for(member(Role.ASSESSOR, hall)).post(address(hall), DATA).status_code == 403


def test_the_payment_register_shows_the_months_and_the_difference(
    client_for: ClientFor, hall: Contract
) -> None:
    """001 § 3.5: what is recorded month by month beside what the plan takes off, for whoever sees payments."""
    director = client_for(member(Role.DIRECTOR, hall))
    director.post(address(hall), DATA)
    director.post(address(hall), DATA | {"month": "2026-01", "people": "21", "amount": "63000.00"})
    register = reverse("contracts:payment-list", args=[hall.slug])

    text = director.get(register).content.decode()
    auditor = client_for(member(Role.AUDITOR, hall)).get(register).content.decode()

    assert "2026-01" in text and "66,000.00" in text and "129,000.00" in text and "未编制" in text
    assert "相差 ¥129,000.00" in text and address(hall) in text
    assert "129,000.00" in auditor and address(hall) not in auditor
    PaymentPlan.objects.create(
        service_year=hall.service_years.get(), prepaid_wages_yuan=129000, made_at=timezone.now()
    )
    assert "与付款计划相符" in director.get(register).content.decode()


def test_other_contracts_payment_registers_say_nothing_of_it(
    client_for: ClientFor, contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, contract))

    text = client.get(reverse("contracts:payment-list", args=[contract.slug])).content.decode()

    assert "采购人已付工资" not in text
