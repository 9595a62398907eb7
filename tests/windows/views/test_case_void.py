"""Voiding a case: the supervisor's, with a reason, before its papers go out."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case
from windows.models import Case

ClientFor = Callable[[User], Client]


def url_of(case: Case) -> str:
    return f"/{case.contract.slug}/windows/cases/{case.number}/void/"


def test_a_supervisor_voids_and_the_number_stays(client_for: ClientFor, contract: Contract) -> None:
    case, client = make_case(contract), client_for(member(Role.SUPERVISOR, contract))

    assert client.get(url_of(case)).status_code == 200
    assert client.post(url_of(case), {"revision": 1, "reason": " "}).status_code == 422
    assert client.post(url_of(case), {"revision": 1, "reason": "重复登记"}).status_code == 302

    case.refresh_from_db()
    assert (case.state, case.closing_reason) == ("void", "重复登记")
    assert case.number in client.get(f"/{contract.slug}/windows/cases/{case.number}/").content.decode()


def test_an_accepted_case_is_voided_on_its_day_only(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    today = make_case(contract, "accepted")
    earlier = make_case(contract, "accepted", at=timezone.now() - timedelta(days=1))

    assert client.post(url_of(today), {"revision": 1, "reason": "登记错事项"}).status_code == 302
    response = client.post(url_of(earlier), {"revision": 1, "reason": "登记错事项"})
    assert response.status_code == 409 and "撤件" in response.content.decode()


def test_nobody_else_voids(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    case = make_case(contract)

    assert client_for(member(Role.CLERK, contract)).post(url_of(case)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(url_of(case)).status_code == 404
