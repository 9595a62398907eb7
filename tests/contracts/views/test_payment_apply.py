"""The contractor applies for an instalment."""

from typing import Any

import pytest
from django.http import HttpResponse

from contracts.models import Contract, PaymentStep
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.paying import applied, url
from tests.contracts.people import People
from tests.factories.contracts import member


def fields(people: People, **changes: Any) -> dict[str, Any]:
    name = people.contract.contractor.name
    whole = {
        "on": "2023-01-06", "payee": name, "bank": "滨湖银行", "account": "6222 0000 1111", "invoicer": name,
        "invoice_number": "No. 0001", "invoiced_on": "2023-01-05", "invoiced_yuan": "2534737.50", "reason": "",
    }  # fmt: skip
    return {**whole, **changes}


@pytest.fixture
def post(client_for: ClientFor, people: People) -> Any:
    def send(**changes: Any) -> HttpResponse:
        return client_for(people.director).post(
            url(people.contract, "apply", 1, 1), fields(people, **changes)
        )

    return send


def test_an_application_is_kept(client_for: ClientFor, people: People, post: Any) -> None:
    # the shared contract's price is 2.4 million: a quarter's advance is far below the invoice
    assert post().status_code == 302
    step = PaymentStep.objects.get()
    assert step.kind == "applied" and step.by == people.director and step.facts["bank"] == "滨湖银行"


def test_the_form_starts_with_party_b_and_the_amount(client_for: ClientFor, people: People) -> None:
    response = client_for(people.director).get(url(people.contract, "apply", 1, 1))

    assert people.contract.contractor.name in response.content.decode()
    assert response.context["form"].initial["invoiced_yuan"] == response.context["row"].payable_yuan


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"payee": "别家公司"}, 409, "不一致"),
        ({"invoicer": "别家公司"}, 409, "不一致"),
        ({"invoiced_yuan": "1.00"}, 409, "少于应付"),
        ({"account": "abc"}, 422, "数字"),
        ({"invoice_number": ""}, 422, "必填"),
    ],
)
def test_what_is_wrong_is_named(post: Any, changes: dict[str, str], status: int, said: str) -> None:
    response = post(**changes)

    assert response.status_code == status and said in response.content.decode()
    assert not PaymentStep.objects.exists()


def test_a_correction_needs_a_reason(people: People, post: Any) -> None:
    applied(people)

    assert post().status_code == 409
    assert post(reason="发票重开").status_code == 302
    assert PaymentStep.objects.count() == 2


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.APPROVER, Role.AUDITOR, Role.CLERK])
def test_only_the_director_applies(client_for: ClientFor, people: People, role: Role) -> None:
    client = client_for(member(role, people.contract))

    assert client.post(url(people.contract, "apply", 1, 1), fields(people)).status_code == 403


def test_another_contracts_director_does_not_find_it(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, other_contract))

    assert client.post(url(people.contract, "apply", 1, 1), fields(people)).status_code == 404
    assert client.get(url(other_contract, "apply", 1, 1)).status_code == 404
