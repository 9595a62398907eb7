"""Steps of a payment as tests of the screens need them."""

from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone

from contracts.actions.payments import Application, apply_for_payment, record_payment
from contracts.enums import PaymentStepKind
from contracts.models import Contract, PaymentInstalment, PaymentStep
from tests.contracts.people import People


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:payment-{screen}", args=[contract.slug, *args])


def instalment(contract: Contract, number: int = 1, year: int = 1) -> PaymentInstalment:
    return PaymentInstalment.objects.get(contract=contract, service_year__number=year, number=number)


def applied(people: People, number: int = 1, on: date = date(2023, 1, 6)) -> PaymentStep:
    name = people.contract.contractor.name
    application = Application(name, "滨湖银行", "622200001111", name, "No. 0001", on, Decimal("99999999.00"))
    return apply_for_payment(
        by=people.director, at=timezone.now(), instalment=instalment(people.contract, number), on=on,
        application=application,
    )  # fmt: skip


def filed(people: People, number: int = 1, on: date = date(2023, 1, 9)) -> PaymentStep:
    applied(people, number)
    return record_payment(
        by=people.assessor, at=timezone.now(), instalment=instalment(people.contract, number),
        kind=PaymentStepKind.FILED, on=on, today=date(2026, 4, 20),
    )  # fmt: skip
