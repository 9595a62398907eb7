"""Every window now; the supervisor registers windows and ends forgotten sessions."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_session, make_venue, make_window
from windows.actions.sessions import pause, sign_off
from windows.models import WindowSession

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("windows:window-list", args=[contract.slug])


def test_a_row_of_windows_is_registered(client_for: ClientFor, contract: Contract) -> None:
    venue = make_venue(contract)
    client = client_for(member(Role.SUPERVISOR, contract))

    answer = client.post(
        address(contract), {"venue": venue.pk, "numbers": "01-03、A5", "zone": "社会事务", "name": ""}
    )

    assert answer.status_code == 302
    windows = Window.objects.filter(venue=venue)
    assert [window.number for window in windows] == ["01", "02", "03", "A5"]
    assert {str(window.zone) for window in windows} == {"社会事务"}
    assert AuditEvent.objects.filter(action="window.add").count() == 4


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("01", "已有窗口 01"),
        ("7,7", "重复"),
        ("01-99", "一次超过 60 个"),
        ("9-3", "从小到大"),
        ("、", "请填写窗口号"),
        ("a-very-long-number", "不超过 10"),
    ],
)
def test_a_number_that_does_not_fit_is_refused(
    client_for: ClientFor, contract: Contract, numbers: str, said: str
) -> None:
    window = make_window(contract, "01")
    client = client_for(member(Role.SUPERVISOR, contract))

    answer = client.post(address(contract), {"venue": window.venue_id, "numbers": numbers})

    assert answer.status_code == 422 and said in answer.content.decode()
    assert Window.objects.count() == 1


def test_a_venue_of_another_contract_is_no_choice(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_venue(contract)
    foreign = make_venue(other_contract)

    answer = client_for(member(Role.SUPERVISOR, contract)).post(
        address(contract), {"venue": foreign.pk, "numbers": "9"}
    )

    assert answer.status_code == 422 and not Window.objects.exists()


def test_the_supervisor_ends_a_forgotten_session(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    session = make_session(contract)
    pause(by=session.clerk, at=session.started_at, session=session, reason="就餐")
    client = client_for(member(Role.SUPERVISOR, contract))
    end = reverse("windows:session-end", args=[contract.slug, session.pk])

    assert session.clerk.name in client.get(address(contract)).content.decode()
    client.post(end, {"reason": ""})
    session.refresh_from_db()
    assert session.ended_at is None
    client.post(end, {"reason": "已下班"})
    session.refresh_from_db()
    assert session.end_note == "已下班"
    assert "已经结束" in client.post(end, {"reason": "再来"}, follow=True).content.decode()
    foreign = make_session(other_contract)
    assert client.post(reverse("windows:session-end", args=[contract.slug, foreign.pk])).status_code == 404


def test_the_supervisor_calls_a_sign_on_that_is_over_a_slip(
    client_for: ClientFor, contract: Contract
) -> None:
    session = sign_off(by=(made := make_session(contract)).clerk, at=timezone.now(), session=made)
    client = client_for(member(Role.SUPERVISOR, contract))
    end = reverse("windows:session-end", args=[contract.slug, session.pk])
    page = reverse("windows:window-detail", args=[contract.slug, session.window_id])

    assert f'for="slip-{session.pk}"' in client.get(page).content.decode()
    assert "标为误登" not in client_for(member(Role.ASSESSOR, contract)).get(page).content.decode()
    assert "已经结束" in client.post(end, {"reason": "已下班"}, follow=True).content.decode()
    assert "请写明原因" in client.post(end, {"slip": "1", "reason": ""}, follow=True).content.decode()
    text = client.post(end, {"slip": "1", "reason": "按错了窗口"}, follow=True).content.decode()

    after = WindowSession.objects.get(pk=session.pk)
    assert "标为误登。" in text and "按错了窗口" in text and "误登的原因" not in text
    assert (after.ended_as, after.end_note, after.ended_at) == ("supervisor", "按错了窗口", session.ended_at)
    assert "不能标为误登" in client.post(end, {"slip": "1", "reason": "再来"}, follow=True).content.decode()


@pytest.mark.parametrize(
    "values",
    [
        {"ended_as": "supervisor"},
        {"end_note": "改了"},
        {"ended_as": "supervisor", "end_note": "改了", "window": 0},
    ],
)
def test_the_database_lets_nothing_else_of_it_change(contract: Contract, values: dict[str, Any]) -> None:
    made = make_session(contract)
    sign_off(by=made.clerk, at=timezone.now(), session=made)
    values = values | ({"window": make_session(contract).window} if "window" in values else {})

    with pytest.raises(DatabaseError, match="not changed"), transaction.atomic():
        WindowSession.objects.filter(pk=made.pk).update(**values)


def test_who_only_looks_sees_no_form(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_session(contract)
    client = client_for(member(Role.ASSESSOR, contract))

    assert "登记窗口" not in client.get(address(contract)).content.decode()
    assert client.post(address(contract)).status_code == 403
    assert client_for(member(Role.AUDITOR, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(address(contract)).status_code == 404


def test_the_list_asks_as_much_for_three_windows_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
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
