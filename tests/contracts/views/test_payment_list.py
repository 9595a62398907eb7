"""The payment register."""

from datetime import date
from typing import Any

import pytest

from contracts.models import Contract, PaymentInstalment
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.contracts.paying import applied, filed, url
from tests.contracts.people import People
from tests.factories.contracts import member


def test_the_register_shows_each_year_and_its_total(client_for: ClientFor, people: People) -> None:
    response = client_for(people.assessor).get(url(people.contract, "list"))

    text = response.content.decode()
    assert len(response.context["years"]) == 3
    assert all(year["total"] == year["row"].price_yuan for year in response.context["years"])
    assert "2023-01-10" in text and "满额，待结算" in text


def test_late_ones_are_told_with_their_days(client_for: ClientFor, people: People) -> None:
    filed(people, 1, on=date(2023, 1, 12))
    response = client_for(people.assessor).get(url(people.contract, "list"))

    assert "迟 2 天" in response.content.decode() and len(response.context["late"]) >= 4


def test_a_tender_that_leaves_payment_open_asks_for_the_plan(client_for: ClientFor, db: None) -> None:
    contract = make("baoting")
    text = client_for(member(Role.ASSESSOR, contract)).get(url(contract, "list")).content.decode()

    assert "还没有录入" in text and url(contract, "plan", 1) in text


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.LIAISON, Role.SYSTEM_ADMIN])
def test_the_register_is_shut_for_who_has_no_business_there(
    client_for: ClientFor, people: People, role: Role
) -> None:
    assert client_for(member(role, people.contract)).get(url(people.contract, "list")).status_code == 403


def test_another_contracts_register_is_not_there(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    client = client_for(member(Role.ASSESSOR, other_contract))

    assert client.get(url(people.contract, "list")).status_code == 404
    assert "还没有服务年度" in client.get(url(other_contract, "list")).content.decode()


def test_the_register_takes_the_same_queries_however_long(
    client_for: ClientFor, people: People, queries: Any
) -> None:
    applied(people)
    client = client_for(people.assessor)
    counts = []
    for rows in (3, 1):
        keep = PaymentInstalment.objects.order_by("pk").values_list("pk", flat=True)[:rows]
        PaymentInstalment.objects.exclude(pk__in=list(keep)).delete()
        with queries:
            client.get(url(people.contract, "list"))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 20
