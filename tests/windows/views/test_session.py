"""Signing on to a window by one key, and what one can do there."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_session, make_window
from windows.actions.sessions import sign_off
from windows.models import WindowSession

pytestmark = pytest.mark.django_db


def address(contract: Contract, step: str = "") -> str:
    return reverse(f"windows:session{step}", args=[contract.slug])


def test_a_tile_signs_on(client_for: ClientFor, contract: Contract) -> None:
    clerk, window = member(Role.CLERK, contract), make_window(contract, "07")
    client = client_for(clerk)

    page = client.get(address(contract)).content.decode()
    answer = client.post(address(contract, "-sign-on"), {"window": window.pk})

    assert 'data-key="1"' in page and "空闲" in page
    assert answer.status_code == 302
    assert WindowSession.objects.get(clerk=clerk, ended_at=None).window == window
    assert "您在 07 号窗口" in client.get(address(contract)).content.decode()


def test_the_window_used_last_waits_for_enter(client_for: ClientFor, contract: Contract) -> None:
    windows = [make_window(contract, number) for number in ("01", "02", "03")]
    session = make_session(contract, window=windows[1])
    sign_off(by=session.clerk, at=session.started_at, session=session)

    page = client_for(session.clerk).get(address(contract)).content.decode()

    button = next(part for part in page.split("<button") if "autofocus" in part.partition(">")[0])
    assert f'value="{windows[1].pk}" data-key="2"' in button


def test_one_comes_back_to_where_one_wanted_to_go(client_for: ClientFor, contract: Contract) -> None:
    client, window = client_for(member(Role.CLERK, contract)), make_window(contract)
    wanted = reverse("windows:window-list", args=[contract.slug])

    answer = client.post(address(contract, "-sign-on"), {"window": window.pk, "next": wanted})
    assert answer.headers["Location"] == wanted
    answer = client.post(
        address(contract, "-sign-on"), {"window": window.pk, "next": "https://elsewhere.example/"}
    )
    assert "elsewhere" not in answer.headers["Location"]


def test_pausing_resuming_and_leaving(client_for: ClientFor, contract: Contract) -> None:
    session = make_session(contract)
    client = client_for(session.clerk)

    client.post(address(contract, "-pause"), {"other": "去复印"})
    session.refresh_from_db()
    assert session.pause_reason == "去复印"
    assert "恢复服务" in client.get(address(contract)).content.decode()
    client.post(address(contract, "-resume"))
    client.post(address(contract, "-sign-off"))
    session.refresh_from_db()
    assert session.paused_at is None and session.ended_by == session.clerk
    assert "您现在不在窗口上岗" in client.post(address(contract, "-sign-off"), follow=True).content.decode()


@pytest.mark.parametrize(("values", "said"), [({}, "原因"), ({"other": "长" * 81}, "80")])
def test_a_pause_without_a_reason_is_refused(
    client_for: ClientFor, contract: Contract, values: dict[str, str], said: str
) -> None:
    session = make_session(contract)

    answer = client_for(session.clerk).post(address(contract, "-pause"), values, follow=True)

    session.refresh_from_db()
    assert session.paused_at is None
    assert said in answer.content.decode()


def test_a_taken_or_foreign_window_is_not_given(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    client, taken = client_for(member(Role.CLERK, contract)), make_session(contract)

    answer = client.post(address(contract, "-sign-on"), {"window": taken.window_id}, follow=True)
    assert taken.clerk.name in answer.content.decode()
    foreign = make_window(other_contract)
    assert client.post(address(contract, "-sign-on"), {"window": foreign.pk}).status_code == 404
    assert client.post(address(contract, "-sign-on"), {"window": "x"}).status_code == 302
    assert WindowSession.objects.count() == 1


def test_the_page_is_for_those_who_sit_at_windows(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.ASSESSOR, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(address(contract)).status_code == 404


def test_a_contract_without_windows_says_what_to_do(client_for: ClientFor, contract: Contract) -> None:
    assert Window.objects.count() == 0
    page = client_for(member(Role.CLERK, contract)).get(address(contract)).content.decode()

    assert "还没有登记窗口" in page


def test_the_page_asks_as_much_for_three_windows_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.CLERK, contract))
    make_session(contract)
    client.get(address(contract))
    with queries:
        client.get(address(contract))
    few = len(queries)
    for _more in range(2):
        make_session(contract)
    with queries:
        client.get(address(contract))

    assert len(queries) == few <= 20
