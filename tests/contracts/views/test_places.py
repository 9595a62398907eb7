"""The places a contract serves."""

import pytest
from django.urls import reverse

from contracts.models import Contract, Venue, Window, Zone
from hall_ops.lib.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.factories.contracts import ContractFactory, member


def url(contract: Contract) -> str:
    return reverse("contracts:places", args=[contract.slug])


def a_venue(contract: Contract, code: str) -> Venue:
    venue = Venue.objects.create(purchaser=contract.purchaser, code=code, name=f"大厅 {code}", kind="hall")
    venue.contracts.add(contract)
    zone = Zone.objects.create(venue=venue, name=f"{code} 企业开办区")
    Window.objects.create(venue=venue, zone=zone, number=f"{code}-01", name="综合窗口")
    return venue


def test_places_show_zones_windows_and_numbered_townships(client_for: ClientFor, db: None) -> None:
    contract = make("baoting")
    a_venue(contract, "B")

    text = client_for(member(Role.CLERK, contract)).get(url(contract)).content.decode()

    assert "乡镇便民服务中心（9）" in text
    assert "工程项目建设综合窗口" in text
    assert "B-01 综合窗口（B 企业开办区）" in text
    assert "服务 11 处场所，登记窗口 1 个" in text


@pytest.mark.parametrize("role", list(Role))
def test_places_open_to_everyone_of_the_contract_the_matrix_names(
    client_for: ClientFor, contract: Contract, role: Role
) -> None:
    wanted = 200 if Permission.CONTRACT_VIEW in ROLE_PERMISSIONS[role] else 403

    assert client_for(member(role, contract)).get(url(contract)).status_code == wanted


def test_places_show_only_the_venue_chosen(client_for: ClientFor, contract: Contract) -> None:
    first, second = a_venue(contract, "A"), a_venue(contract, "B")
    client = client_for(member(Role.CLERK, contract))
    client.post(reverse("contracts:venue-choose", args=[contract.slug]), {"venue": second.pk})

    response = client.get(url(contract))

    assert response.context["venues"] == [second]
    assert first.name in response.content.decode()  # in the switch


def test_places_of_another_contract_are_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.CLERK, other_contract)).get(url(contract)).status_code == 404


def test_places_take_the_same_queries_for_one_and_three(client_for: ClientFor, queries, db: None) -> None:
    counts = []
    for codes in ("A", "ABC"):
        contract = ContractFactory()
        for code in codes:
            a_venue(contract, code)
        client = client_for(member(Role.CLERK, contract))
        with queries:
            client.get(url(contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10
