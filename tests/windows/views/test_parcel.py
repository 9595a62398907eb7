"""Parcels under way and what became of them."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member
from tests.windows.papers import HOME, Hall, fresh, make_hall, new_key
from windows.actions.parcels import Shipment, issue_by_post
from windows.models import Parcel
from windows.queries.ledger_filters import day_start

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def send(hall: Hall, number: str = "EA1") -> Parcel:
    shipment = Shipment("EMS", number, HOME.recipient_name, HOME.phone, HOME.address)
    row = issue_by_post(
        by=hall.clerk, at=timezone.now(), contract=hall.contract, cases=[hall.shelved()], shipment=shipment,
        key=new_key(),
    )[0]  # fmt: skip
    assert row.parcel is not None
    return row.parcel


def listed(hall: Hall) -> str:
    return reverse("windows:parcel-list", args=[hall.contract.slug])


def settle(hall: Hall, parcel: Parcel) -> str:
    return reverse("windows:parcel-settle", args=[hall.contract.slug, parcel.pk])


def test_a_parcel_is_listed_until_it_arrives(client_for: ClientFor, hall: Hall) -> None:
    parcel, client = send(hall), client_for(hall.clerk)
    page = client.get(listed(hall)).content.decode()

    client.post(settle(hall, parcel), {"outcome": "delivered", "key": new_key()})

    assert "EA1" in page and "陈大明" not in page and HOME.address not in page
    client.get(listed(hall))  # the notice is read
    assert "EA1" not in client.get(listed(hall)).content.decode()
    assert "EA1" in client.get(listed(hall), {"part": "all"}).content.decode()


def test_parcels_of_the_last_months_are_shown_and_older_ones_on_demand(
    client_for: ClientFor, hall: Hall
) -> None:
    today = timezone.localdate()
    old, client = send(hall), client_for(hall.clerk)
    month = months_later(today, -6)
    Parcel.objects.filter(pk=old.pk).update(sent_at=day_start(month))
    send(hall, "EA2")

    def shown(**query: str) -> list[str]:
        text = client.get(listed(hall), query).content.decode()
        return [number for number in ("EA1", "EA2") if number in text]

    client.get(listed(hall))  # the notices are read
    assert shown() == ["EA1", "EA2"]
    assert shown(part="all") == ["EA2"]
    assert shown(part="all", span="all") == ["EA1", "EA2"]
    assert shown(part="all", since=f"{month}", until=f"{month}") == ["EA1"]
    assert shown(part="all", since=f"{today}", until=f"{month}") == ["EA2"]
    refused = client.get(listed(hall), {"part": "all", "since": f"{today}", "until": f"{month}"})
    assert "截止早于开始" in refused.content.decode()


def test_a_returned_parcel_goes_back_on_the_shelf(client_for: ClientFor, hall: Hall) -> None:
    parcel, client = send(hall), client_for(hall.clerk)
    assert "登记结果" in client.get(settle(hall, parcel)).content.decode()

    data = {"outcome": "returned", "note": "拒收", "place": "R-1", "key": new_key()}
    client.post(settle(hall, parcel), data)

    case = fresh(parcel.issuances.get().case)
    assert (case.state, case.shelf_place) == ("ready", "R-1")
    late = client.post(settle(hall, parcel), {**data, "key": new_key()})
    assert late.status_code == 409 and "不能再改" in late.content.decode()


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"outcome": "lost"}, {"note"}),
        ({"outcome": "returned", "note": "拒收"}, {"place"}),
        ({"outcome": "returned"}, {"note", "place"}),
        ({"outcome": "sunk"}, {"outcome"}),
        ({}, {"outcome"}),
    ],
)
def test_an_end_that_lacks_something_changes_nothing(
    client_for: ClientFor, hall: Hall, data: dict[str, str], wrong: set[str]
) -> None:
    parcel = send(hall)

    response = client_for(hall.clerk).post(settle(hall, parcel), {**data, "key": new_key()})

    assert response.status_code == 422 and set(response.context["form"].errors) == wrong
    parcel.refresh_from_db()
    assert parcel.state == "sent"


def test_roles_departments_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    parcel = send(hall)
    other = client_for(MembershipFactory(role=Role.LIAISON, contract=hall.contract).user)

    assert "EA1" in client_for(hall.liaison).get(listed(hall)).content.decode()
    assert "EA1" not in other.get(listed(hall)).content.decode()
    for user in (hall.liaison, hall.supervisor):
        assert client_for(user).get(settle(hall, parcel)).status_code == 403
        assert client_for(user).post(settle(hall, parcel)).status_code == 403
    assert client_for(hall.stranger).get(settle(hall, parcel)).status_code == 404
    assert client_for(member(Role.APPROVER, hall.contract)).get(listed(hall)).status_code == 403
    foreign = send(make_hall())
    assert client_for(hall.clerk).get(settle(hall, foreign)).status_code == 404


def test_the_list_takes_the_same_queries_however_long(
    client_for: ClientFor, hall: Hall, queries: Any
) -> None:
    client, counts = client_for(hall.clerk), []
    for rows in (1, 3):
        for turn in range(rows):
            send(hall, f"EA{rows}{turn}")
        with queries:
            client.get(listed(hall))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 14, counts
