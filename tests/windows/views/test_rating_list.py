"""Single ratings for the government's side."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import Hall
from windows.actions.ratings import Sender


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall, **query: str) -> str:
    return reverse("windows:rating-list", args=[hall.contract.slug], query=query)


def test_ratings_are_listed_and_filtered(client_for: ClientFor, hall: Hall) -> None:
    hall.rate(5, text="很周到", case=hall.case(at=timezone.now()))
    hall.rate(2, text="等太久", case=hall.case(at=timezone.now()))
    client = client_for(hall.assessor)

    assert all(word in client.get(page(hall)).content.decode() for word in ("很周到", "等太久"))
    bad = client.get(page(hall, level="2")).content.decode()
    assert "等太久" in bad and "很周到" not in bad
    assert "没有符合条件的评价" in client.get(page(hall, month="2020-01")).content.decode()
    assert client.get(page(hall, level="x", flag="y", month="z")).status_code == 200


def test_odd_ones_are_counted_and_picked_out(client_for: ClientFor, hall: Hall) -> None:
    for number in range(3):
        hall.rate(5, text=f"第{number}个", sender=Sender("telephone"), case=hall.case(at=timezone.now()))
    hall.rate(5, text="平常", case=hall.case())
    client = client_for(hall.assessor)

    whole = client.get(page(hall)).content.decode()
    odd = client.get(page(hall, flag="same_device")).content.decode()

    assert "同一设备短时间多次评价 3" in whole
    assert "第1个" in odd and "平常" not in odd
    assert "平常" not in client.get(page(hall, flag="any")).content.decode()


def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    assert client_for(member(Role.ASSESSOR, other_contract)).get(page(hall)).status_code == 404
    for user in (hall.clerk, hall.supervisor, hall.director):
        assert client_for(user).get(page(hall)).status_code == 403


def test_more_rows_ask_no_more_queries(client_for: ClientFor, hall: Hall) -> None:
    client, counted = client_for(hall.assessor), []
    for _ in range(2):
        hall.rate(5, sender=Sender("telephone"), case=hall.case(at=timezone.now()))
        with CaptureQueriesContext(connection) as found:
            client.get(page(hall))
        counted.append(len(found))
        hall.rate(5, sender=Sender("telephone"), case=hall.case(at=timezone.now()))

    assert counted[0] == counted[1] <= 20
