"""Recording the filing with the treasury, and the payment."""

from typing import Any

import pytest

from contracts.models import Contract, PaymentStep
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.paying import applied, filed, url
from tests.contracts.people import People
from tests.factories.contracts import member


def fields(**changes: Any) -> dict[str, str]:
    return {"kind": "filed", "on": "2023-01-09", "amount_yuan": "", "reason": "", **changes}


def test_the_filing_is_recorded(client_for: ClientFor, people: People) -> None:
    applied(people)
    response = client_for(people.assessor).post(url(people.contract, "record", 1, 1), fields(), follow=True)

    assert "已报财政" in response.content.decode()
    assert PaymentStep.objects.get(kind="filed").by == people.assessor


def test_the_payment_is_recorded_with_its_amount(client_for: ClientFor, people: People) -> None:
    filed(people)
    data = fields(kind="paid", on="2023-02-01", amount_yuan="100.00")
    client_for(people.assessor).post(url(people.contract, "record", 1, 1), data)

    assert str(PaymentStep.objects.get(kind="paid").amount_yuan) == "100.00"


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"kind": "applied"}, 422, "请选择"),
        ({"kind": "paid"}, 409, "请先登记"),
        ({"on": "2023-01-01"}, 409, "先后"),
        ({"on": "2999-01-01"}, 409, "还没有到"),
        ({"on": ""}, 422, "必填"),
        ({"amount_yuan": "-1"}, 422, ""),
    ],
)
def test_what_does_not_fit_is_named(
    client_for: ClientFor, people: People, changes: dict[str, str], status: int, said: str
) -> None:
    applied(people)
    response = client_for(people.assessor).post(url(people.contract, "record", 1, 1), fields(**changes))

    assert response.status_code == status and said in response.content.decode()
    assert PaymentStep.objects.count() == 1


def test_before_an_application_nothing_is_recorded(client_for: ClientFor, people: People) -> None:
    response = client_for(people.assessor).post(url(people.contract, "record", 1, 1), fields())

    assert response.status_code == 409 and "请先登记" in response.content.decode()


def test_others_record_nothing(client_for: ClientFor, people: People, other_contract: Contract) -> None:
    applied(people)
    address = url(people.contract, "record", 1, 1)

    assert client_for(people.director).post(address, fields()).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).post(address, fields()).status_code == 404
    assert PaymentStep.objects.count() == 1
