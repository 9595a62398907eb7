"""Asking for a swap, step by step."""

import pytest
import time_machine
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Shift, Swap
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall
from tests.staffing.test_actions_swaps import AFTER, BEFORE

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:swap-new", args=[contract.slug])


@pytest.fixture
def hall(contract: Contract) -> Hall:
    hall = Hall.of(contract)
    hall.full_week()
    hall.publish()
    return hall


def test_a_swap_is_asked_for(client_for: ClientFor, hall: Hall) -> None:
    mine, other = (
        Shift.objects.get(person=hall.people[name], day=MONDAY, session=hall.am) for name in ("林一", "林二")
    )
    with time_machine.travel(BEFORE, tick=False):
        client = client_for(hall.people["林一"].user)
        page = client.get(address(hall.contract), {"shift": mine.pk}).content.decode()
        assert "林二" in page and "机动员" not in page
        steps = {"shift": mine.pk, "partner": hall.people["林二"].pk}
        assert f'value="{other.pk}"' in client.get(address(hall.contract), steps).content.decode()
        assert client.post(address(hall.contract), {**steps, "other": other.pk}).status_code == 422
        answer = client.post(address(hall.contract), {**steps, "other": other.pk, "reason": "家中有事"})

    assert answer.status_code == 302
    assert (Swap.objects.get().shift, Swap.objects.get().other) == (mine, other)


def test_what_the_rules_refuse_is_said(client_for: ClientFor, hall: Hall) -> None:
    mine = Shift.objects.get(person=hall.people["林一"], day=MONDAY, session=hall.am)
    other = Shift.objects.get(person=hall.people["林二"], day=MONDAY, session=hall.pm)
    values = {"shift": mine.pk, "partner": other.person_id, "other": other.pk, "reason": "家中有事"}
    with time_machine.travel(BEFORE, tick=False):
        answer = client_for(mine.person.user).post(address(hall.contract), values)

    assert answer.status_code == 422 and "两个班次" in answer.content.decode()


def test_somebody_elses_shift_is_no_choice(
    client_for: ClientFor, hall: Hall, other_contract: Contract
) -> None:
    theirs = Shift.objects.filter(person=hall.people["林二"]).first()
    assert theirs is not None
    with time_machine.travel(BEFORE, tick=False):
        client = client_for(hall.people["林一"].user)
        assert client.get(address(hall.contract), {"shift": theirs.pk}).status_code == 404
    with time_machine.travel(AFTER, tick=False):
        page = client_for(hall.people["林三"].user).get(address(hall.contract)).content.decode()
        assert "没有可以换的班次" in page
    assert client_for(member(Role.CLERK, other_contract)).get(address(hall.contract)).status_code == 404
    assert client_for(member(Role.ASSESSOR, hall.contract)).get(address(hall.contract)).status_code == 403
