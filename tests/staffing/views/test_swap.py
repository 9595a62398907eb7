"""The list of swaps: own ones, and the buttons of whose turn it is."""

import pytest
import time_machine
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.swaps import ask_swap
from staffing.models import Shift, Swap
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, TUESDAY, Hall
from tests.staffing.test_actions_swaps import BEFORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(contract: Contract) -> Hall:
    hall = Hall.of(contract)
    hall.full_week()
    hall.publish()
    return hall


def ask(hall: Hall, day: object = MONDAY) -> Swap:
    mine, other = (
        Shift.objects.get(person=hall.people[name], day=day, session=hall.am) for name in ("林一", "林二")
    )
    return ask_swap(
        by=mine.person.user, at=BEFORE, contract=hall.contract, shift=mine, other=other, reason="家中有事"
    )


def address(contract: Contract, name: str = "swap-list", *more: int) -> str:
    return reverse(f"staffing:{name}", args=[contract.slug, *more])


def test_whose_turn_it_is(client_for: ClientFor, hall: Hall, queries: CaptureQueriesContext) -> None:
    ask(hall)
    asker, other = client_for(hall.people["林一"].user), client_for(hall.people["林二"].user)
    assert 'value="withdraw"' in asker.get(address(hall.contract)).content.decode()
    page = other.get(address(hall.contract)).content.decode()
    assert 'value="agree"' in page and "周一 11-30 上午 01 号窗口" in page
    assert "没有换班" in client_for(hall.people["林三"].user).get(address(hall.contract)).content.decode()

    leader = client_for(hall.leader)
    leader.get(address(hall.contract))
    with queries:
        leader.get(address(hall.contract))
    one = len(queries)
    ask(hall, TUESDAY)
    with queries:
        leader.get(address(hall.contract))
    assert len(queries) == one


def test_steps_to_the_end(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    swap = ask(hall)
    step = address(hall.contract, "swap-step", swap.pk)
    with time_machine.travel(BEFORE, tick=False):
        other, leader = client_for(hall.people["林二"].user), client_for(hall.leader)
        assert "不能这样处理" in leader.post(step, {"step": "approve"}, follow=True).content.decode()
        other.post(step, {"step": "agree"})
        assert 'value="approve"' in leader.get(address(hall.contract)).content.decode()
        leader.post(step, {"step": "approve"})
        assert (
            client_for(member(Role.SUPERVISOR, other_contract)).post(step, {"step": "agree"}).status_code
            == 404
        )
        assert (
            client_for(member(Role.DIRECTOR, hall.contract)).post(step, {"step": "agree"}).status_code == 403
        )
        assert client_for(hall.people["林三"].user).post(step, {"step": "agree"}).status_code == 404
        assert leader.post(step, {"step": "burn"}).status_code == 302

    swap.refresh_from_db()
    assert swap.state == "approved"
    assert (
        Shift.objects.get(person=hall.people["林一"], day=MONDAY, session=hall.am).window == hall.windows[1]
    )


def test_refusing_needs_a_note(client_for: ClientFor, hall: Hall) -> None:
    step = address(hall.contract, "swap-step", ask(hall).pk)
    other = client_for(hall.people["林二"].user)

    assert "写明不同意" in other.post(step, {"step": "refuse"}, follow=True).content.decode()
    other.post(step, {"step": "refuse", "note": "有课"})

    assert Swap.objects.get().decision_note == "有课"
