"""The log of a published week."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.roster import Why
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:roster-changes", args=[contract.slug]) + f"?week={MONDAY}"


def test_changes_say_who_let_them_be(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    hall.publish()
    hall.plan(hall.cell("林三", present=True), why=Why("支援"))
    client = client_for(hall.people["林一"].user)
    client.get(address(contract))
    with queries:
        client.get(address(contract))
    one = len(queries)
    hall.plan(hall.cell("林三", session=hall.pm, present=True), why=Why("自行加班", approved=False))
    with queries:
        page = client.get(address(contract)).content.decode()

    assert len(queries) == one
    assert "支援" in page and hall.supervisor.name in page and page.count("未经同意") == 1


def test_who_is_let_in(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.CLERK, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(address(contract)).status_code == 403
    assert "没有调整过" in client_for(member(Role.CLERK, contract)).get(address(contract)).content.decode()
