"""Choosing the venue one works at."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import member


def url(contract: Contract) -> str:
    return reverse("contracts:venue-choose", args=[contract.slug])


@pytest.fixture
def haikou(db: None) -> Contract:
    return make("haikou")


def test_venue_choose_keeps_the_venue_and_goes_back(client_for: ClientFor, haikou: Contract) -> None:
    client = client_for(member(Role.CLERK, haikou))
    venue = haikou.venues.get(code="hall-2")
    back = reverse("contracts:terms", args=[haikou.slug]) + "?acts=settlement"

    response = client.post(url(haikou), {"venue": venue.pk, "next": back})

    assert response.url == back
    shell = client.get(reverse("contracts:overview", args=[haikou.slug])).context["shell"]
    assert shell["venue"] == "第二办事大厅"
    assert [item["label"] for item in shell["venues"] if item["active"]] == ["第二办事大厅"]


@pytest.mark.parametrize("wanted", ["", "999999", "x"])
def test_venue_choose_takes_anything_else_as_all_venues(
    client_for: ClientFor, haikou: Contract, wanted: str
) -> None:
    client = client_for(member(Role.CLERK, haikou))
    client.post(url(haikou), {"venue": haikou.venues.get(code="hall-1").pk})

    client.post(url(haikou), {"venue": wanted})

    shell = client.get(reverse("contracts:overview", args=[haikou.slug])).context["shell"]
    assert shell["venue"] == "全部场所"


def test_venue_choose_refuses_a_venue_of_another_contract(client_for: ClientFor, haikou: Contract) -> None:
    foreign = make("tongliao").venues.first()
    client = client_for(member(Role.CLERK, haikou))

    client.post(url(haikou), {"venue": foreign.pk})

    assert f"venue:{haikou.pk}" not in client.session


@pytest.mark.parametrize("back", ["https://example.org/", "//example.org/x", "javascript:1"])
def test_venue_choose_leads_nowhere_else(client_for: ClientFor, haikou: Contract, back: str) -> None:
    response = client_for(member(Role.CLERK, haikou)).post(url(haikou), {"next": back})

    assert response.url == reverse("contracts:overview", args=[haikou.slug])


def test_venue_switch_is_left_out_where_there_is_one_venue(client_for: ClientFor, contract: Contract) -> None:
    response = client_for(member(Role.CLERK, contract)).get(
        reverse("contracts:overview", args=[contract.slug])
    )

    assert "venues" not in response.context["shell"]


def test_venue_choose_is_not_there_for_others_and_shut_for_administrators(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.CLERK, other_contract)).post(url(contract)).status_code == 404
    assert client_for(member(Role.SYSTEM_ADMIN)).post(url(contract)).status_code == 403
    assert client_for(member(Role.CLERK, contract)).get(url(contract)).status_code == 405
