"""One instalment with its arithmetic, its steps and the next step from here."""

from datetime import date

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.paying import applied, filed, url
from tests.contracts.people import People
from tests.factories.contracts import member


def test_the_amount_is_told_in_figures_capitals_and_steps(client_for: ClientFor, people: People) -> None:
    response = client_for(people.assessor).get(url(people.contract, "detail", 1, 1))

    text = response.content.decode()
    assert response.context["capital"] in text and response.context["capital"].endswith(("整", "分"))
    assert "002 § 一.9" in text and "1/4" in text and "未批准" in text


@pytest.mark.parametrize(
    ("role", "offered", "kept_back"),
    [(Role.DIRECTOR, "更正申请", "登记报送财政"), (Role.ASSESSOR, "登记报送财政", "更正申请")],
)
def test_each_is_offered_their_own_step(
    client_for: ClientFor, people: People, role: Role, offered: str, kept_back: str
) -> None:
    applied(people)
    text = (
        client_for(member(role, people.contract)).get(url(people.contract, "detail", 1, 1)).content.decode()
    )

    assert f">{offered}" in text and f">{kept_back}" not in text


def test_a_late_filing_says_so(client_for: ClientFor, people: People) -> None:
    filed(people, on=date(2023, 1, 15))

    assert "迟 5 天" in client_for(people.approver).get(url(people.contract, "detail", 1, 1)).content.decode()


def test_an_instalment_nobody_planned_is_not_there(client_for: ClientFor, people: People) -> None:
    client = client_for(people.assessor)

    assert client.get(url(people.contract, "detail", 1, 99)).status_code == 404
    assert client.get(url(people.contract, "detail", 9, 1)).status_code == 404


def test_the_instalment_is_shut_for_others(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    address = url(people.contract, "detail", 1, 1)

    assert client_for(member(Role.CLERK, people.contract)).get(address).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
