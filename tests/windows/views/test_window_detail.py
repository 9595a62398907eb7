"""One window: its history, its number and name."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_session, make_window
from windows.actions.sessions import sign_off

pytestmark = pytest.mark.django_db


def address(contract: Contract, window: Window) -> str:
    return reverse("windows:window-detail", args=[contract.slug, window.pk])


def test_the_history_names_who_sat_there(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    window, client = make_window(contract, "03"), client_for(member(Role.ASSESSOR, contract))
    names = []
    counts = []
    for _day in range(3):
        session = make_session(contract, window=window)
        sign_off(by=session.clerk, at=session.started_at, session=session)
        names.append(session.clerk.name)
        with queries:
            page = client.get(address(contract, window)).content.decode()
        counts.append(len(queries))

    assert all(name in page for name in names) and "本人离岗" in page
    assert counts[1] == counts[2] <= 20


def test_the_supervisor_renames_a_window(client_for: ClientFor, contract: Contract) -> None:
    window, taken = make_window(contract, "03"), make_window(contract, "04")
    client = client_for(member(Role.SUPERVISOR, contract))

    client.post(address(contract, window), {"numbers": "A03", "name": "综窗", "zone": "公共服务"})
    window.refresh_from_db()
    assert (window.number, window.name, str(window.zone)) == ("A03", "综窗", "公共服务")
    for number in (taken.number, "1-3"):
        assert client.post(address(contract, window), {"numbers": number}).status_code == 422
    window.refresh_from_db()
    assert window.number == "A03"


def test_a_window_elsewhere_is_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    foreign = make_window(other_contract)

    assert client_for(member(Role.SUPERVISOR, contract)).get(address(contract, foreign)).status_code == 404
    own = make_window(contract)
    assert client_for(member(Role.ASSESSOR, contract)).post(address(contract, own)).status_code == 403
