"""The contractor's appeal against a bad rating."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import Hall
from windows.models import RatingAppeal


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall) -> str:
    return reverse("windows:rating-appeal", args=[hall.contract.slug, 1])


@pytest.mark.parametrize("who", ["director", "supervisor"])
def test_an_appeal_is_filed_once(client_for: ClientFor, hall: Hall, who: str) -> None:
    hall.bad()
    client = client_for(getattr(hall, who))
    assert client.get(page(hall)).status_code == 200
    assert client.post(page(hall), {"key": "key-number-1"}).status_code == 422

    assert client.post(page(hall), {"key": "key-number-1", "reason": "不是本窗口办理"}).status_code == 302
    again = client.post(page(hall), {"key": "key-number-2", "reason": "再申诉"})

    assert again.status_code == 409
    assert RatingAppeal.objects.get().reason == "不是本窗口办理"
    assert "不是本窗口办理" in client.get(page(hall)).content.decode()


def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    hall.bad()
    for user in (hall.clerk, hall.assessor, hall.liaison):
        assert client_for(user).get(page(hall)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(page(hall)).status_code == 404
