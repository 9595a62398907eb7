"""A year's plan: time served, wages taken off, instalments typed in."""

from decimal import Decimal
from typing import Any

import pytest

from contracts.models import Contract, PaymentInstalment
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.contracts.paying import applied, url
from tests.contracts.people import People
from tests.factories.contracts import member


def lines(*amounts: str) -> dict[str, Any]:
    data: dict[str, Any] = {
        "rows-TOTAL_FORMS": "4",
        "rows-INITIAL_FORMS": "0",
        "served_from": "",
        "served_to": "",
    }
    for number in range(4):
        amount = amounts[number] if number < len(amounts) else ""
        label, day = (f"第 {number + 1} 期", f"2026-0{number + 4}-01") if amount else ("", "")
        data |= {
            f"rows-{number}-label": label,
            f"rows-{number}-due_on": day,
            f"rows-{number}-amount_yuan": amount,
        }
    return data


def test_instalments_typed_in_add_up(client_for: ClientFor, db: None) -> None:
    contract = make("baoting", price_yuan=Decimal("2400000.00"))
    data = {**lines("1500000.00", "500000.00"), "prepaid_wages": "400000.00"}

    response = client_for(member(Role.ASSESSOR, contract)).post(url(contract, "plan", 1), data, follow=True)

    assert list(contract.instalments.values_list("amount_yuan", flat=True)) == [
        Decimal(1500000),
        Decimal(500000),
    ]
    assert "扣除采购人已付工资 ¥400,000.00" in response.content.decode()


def test_a_cent_too_few_is_named(client_for: ClientFor, db: None) -> None:
    contract = make("baoting", price_yuan=Decimal("2400000.00"))
    response = client_for(member(Role.ASSESSOR, contract)).post(url(contract, "plan", 1), lines("2399999.99"))

    assert response.status_code == 409 and "+0.01" in response.content.decode()
    assert not PaymentInstalment.objects.exists()


def test_time_served_is_entered(client_for: ClientFor, people: People) -> None:
    data = {"served_from": "2023-03-01", "served_to": ""}
    client_for(people.assessor).post(url(people.contract, "plan", 1), data)

    total = sum(
        people.contract.instalments.filter(service_year__number=1).values_list("amount_yuan", flat=True)
    )
    year = people.contract.service_years.get(number=1)
    assert total == (year.price_yuan * 306 / 365).quantize(Decimal("0.01"))


def test_a_plan_under_way_is_not_made_anew(client_for: ClientFor, people: People) -> None:
    applied(people)
    response = client_for(people.assessor).post(
        url(people.contract, "plan", 1), {"served_from": "2023-03-01"}
    )

    assert response.status_code == 409 and "不能再改" in response.content.decode()


@pytest.mark.parametrize("data", [{}, {"rows-TOTAL_FORMS": "x"}, {"served_from": "never"}])
def test_a_broken_form_is_answered(client_for: ClientFor, db: None, data: dict[str, str]) -> None:
    contract = make("baoting")

    assert client_for(member(Role.ASSESSOR, contract)).post(url(contract, "plan", 1), data).status_code == 422


def test_the_plan_is_the_assessors(client_for: ClientFor, people: People, other_contract: Contract) -> None:
    address = url(people.contract, "plan", 1)

    assert client_for(people.director).get(address).status_code == 403
    assert client_for(people.assessor).get(address).status_code == 200
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
    assert client_for(people.assessor).get(url(people.contract, "plan", 9)).status_code == 404
