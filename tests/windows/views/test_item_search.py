"""The desk's search as JSON; what it finds is tried in tests/windows/test_items_search.py."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.test_items_search import item_named

pytestmark = pytest.mark.django_db


def test_the_desk_finds_items_as_json(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    item = item_named(contract, "道路挖掘许可", "DL1")
    search = reverse("windows:item-search", args=[contract.slug])
    client = client_for(member(Role.CLERK, contract))

    found = client.get(search, {"q": "dlwj"}).json()["items"]

    assert [row["item"] for row in found] == [item.pk] and found[0]["short_code"] == "DL1"
    assert client.get(search).json() == {"items": []}
    assert client_for(member(Role.ASSESSOR, contract)).get(search).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(search).status_code == 404
