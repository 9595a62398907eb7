"""The supervisor's looks at refusals: the list, agreeing, sending back."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.intake_samples import Desk, make_desk
from windows.models import Case, RefusalLook

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def supervisor(desk: Desk, client_for: ClientFor) -> Client:
    return client_for(member(Role.SUPERVISOR, desk.contract))


def refuse(desk: Desk, number: int = 1) -> Case:
    return desk.register(
        "refuse", key=f"k-{number:08}", refusal_ground="not_met", refusal_reason="场所不符合条件"
    )


def listing(contract: Contract) -> str:
    return reverse("windows:refusal-looks", args=[contract.slug])


def settle(client: Client, contract: Contract, look: RefusalLook, agreed: str, note: str = "") -> str:
    address = reverse("windows:refusal-look-settle", args=[contract.slug, look.pk])
    return client.post(address, {"agreed": agreed, "note": note}, follow=True).content.decode()


def test_the_list_shows_what_waits_masked(desk: Desk, supervisor: Client) -> None:
    case = refuse(desk)
    page = supervisor.get(listing(desk.contract)).content.decode()
    assert case.number in page and "场所不符合条件" in page and "陈**" in page and "陈大明" not in page


def test_agreeing_settles_it(desk: Desk, supervisor: Client) -> None:
    case = refuse(desk)
    page = settle(supervisor, desk.contract, RefusalLook.objects.get(), "1")
    assert f"已同意 {case.number}" in page
    assert case.number in supervisor.get(listing(desk.contract) + "?show=settled").content.decode()


def test_sending_back_needs_a_reason(desk: Desk, supervisor: Client) -> None:
    case = refuse(desk)
    assert "请写明退回的理由" in settle(supervisor, desk.contract, RefusalLook.objects.get(), "0")
    assert "已退回窗口" in settle(supervisor, desk.contract, RefusalLook.objects.get(), "0", "可以容缺受理")
    case.refresh_from_db()
    assert case.state == "registered"
    assert "刚刚已有人复核" in settle(supervisor, desk.contract, RefusalLook.objects.get(), "1")


def test_no_word_is_told(desk: Desk, supervisor: Client) -> None:
    refuse(desk)
    assert "复核没有保存" in settle(supervisor, desk.contract, RefusalLook.objects.get(), "")


def test_a_clerk_may_not_look(desk: Desk, client_for: ClientFor) -> None:
    refuse(desk)
    client = client_for(desk.clerk)
    assert client.get(listing(desk.contract)).status_code == 403


def test_another_contracts_look_is_not_there(desk: Desk, supervisor: Client) -> None:
    other = make_desk()
    refuse(other)
    address = reverse("windows:refusal-look-settle", args=[desk.contract.slug, RefusalLook.objects.get().pk])
    assert supervisor.post(address, {"agreed": "1"}).status_code == 404


def test_the_list_asks_the_same_number_of_queries(desk: Desk, supervisor: Client) -> None:
    counts = []
    for count in (1, 3):
        while Case.objects.count() < count:
            refuse(desk, Case.objects.count() + 1)
        with CaptureQueriesContext(connection) as seen:
            supervisor.get(listing(desk.contract))
        counts.append(len(seen))
    assert counts[0] == counts[1]
