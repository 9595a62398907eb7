"""Packages: put together without a script, shown with one set of papers, put away."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from windows.models import ItemPackage, ServiceItem

pytestmark = pytest.mark.django_db


def address(name: str, contract: Contract, *rest: Any) -> str:
    return reverse(f"windows:package-{name}", args=[contract.slug, *rest])


def saved(contract: Contract, client: Any, *items: ServiceItem, **values: str) -> Any:
    sent = {
        "op": "save",
        "key": "package-0001",
        "name": "开办餐饮店一件事",
        "item": [item.pk for item in items],
    }
    orders = {f"order-{item.pk}": str(place) for place, item in enumerate(items, start=1)}
    return client.post(address("new", contract), sent | orders | values)


@pytest.mark.parametrize(
    ("values", "said"), [({"name": ""}, "必填"), ({"item": ""}, "2 至 30"), ({"name": "x" * 101}, "100")]
)
def test_a_package_that_does_not_fit_is_refused(
    client_for: ClientFor, contract: Contract, values: dict[str, str], said: str
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = saved(contract, client, make_item(contract), make_item(contract), **values)

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ItemPackage.objects.exists()


def test_foreign_items_and_doubled_names_do_not_come_in(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    own, more, foreign = make_item(contract), make_item(contract), make_item(other_contract)

    assert "2 至 30" in saved(contract, client, own, foreign).content.decode()
    saved(contract, client, own, more)
    answer = saved(contract, client, own, more, key="package-0002")
    assert answer.status_code == 422 and "请换一个名称" in answer.content.decode()


def test_packages_are_the_assessors_to_edit(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    saved(contract, client, make_item(contract), make_item(contract))
    made = ItemPackage.objects.get()
    liaison = client_for(member(Role.LIAISON, contract))

    assert "跨部门" in saved(contract, liaison, make_item(contract), make_item(contract)).content.decode()
    assert client_for(member(Role.CLERK, contract)).get(address("new", contract)).status_code == 403
    assert client_for(member(Role.CLERK, contract)).get(address("list", contract)).status_code == 200
    stranger = client_for(member(Role.ASSESSOR, other_contract))
    assert stranger.get(address("detail", contract, made.pk)).status_code == 404
    assert stranger.get(address("detail", other_contract, made.pk)).status_code == 404
    assert stranger.get(address("edit", other_contract, made.pk)).status_code == 404
