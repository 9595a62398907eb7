"""Packages: put together without a script, shown with one set of papers, put away."""

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.test_items_search import item_named
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


def test_items_are_found_added_and_ordered(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    licence, food = item_named(contract, "营业执照", "YZ"), item_named(contract, "食品经营许可", "SP")
    sent = {"key": "package-0001", "name": "开店", "item": [licence.pk], "words": "spjy"}

    page = client.post(address("new", contract), {**sent, "op": "find"}).content.decode()

    assert "食品经营许可" in page and f'name="order-{licence.pk}" value="1"' in page
    assert 'name="name" value="开店"' in page and not ItemPackage.objects.exists()
    page = client.post(address("new", contract), {**sent, "op": "add", "item": [licence.pk, food.pk]})
    assert f'name="order-{food.pk}" value="2"' in page.content.decode()
    answer = saved(contract, client, food, licence)
    again = saved(contract, client, food, licence)
    made = ItemPackage.objects.get()
    assert answer.headers["Location"] == again.headers["Location"] == address("detail", contract, made.pk)
    assert [part.item for part in made.parts.order_by("position")] == [food, licence]


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


def test_one_set_of_papers_is_shown(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    first = make_item(contract, name="甲事项", promised_days=3)
    second = make_item(contract, name="乙事项", promised_days=9, materials=(("申请表", "required"),))
    saved(contract, client, first, second)
    made = ItemPackage.objects.get()

    page = client.get(address("detail", contract, made.pk)).content.decode()

    assert "甲事项、乙事项" in page and "少交 1 份" in page and "最长承诺 9 个工作日" in page
    ServiceItem.objects.filter(pk=first.pk).update(retired_on=timezone.localdate(), retired_reason="合并")
    assert "1 项已停办" in client.get(address("list", contract)).content.decode()


def test_a_package_is_changed_and_put_away(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    items = [make_item(contract) for _each in range(3)]
    saved(contract, client, *items[:2])
    made = ItemPackage.objects.get()
    sent = {"op": "save", "key": "package-0002", "name": "新名字", "item": [items[2].pk, items[0].pk]}

    assert f'value="{items[1].pk}" checked' in client.get(address("edit", contract, made.pk)).content.decode()
    client.post(address("edit", contract, made.pk), sent)
    made.refresh_from_db()
    assert made.name == "新名字" and {part.item for part in made.parts.all()} == {items[0], items[2]}
    client.post(address("detail", contract, made.pk), {"op": "retire"})
    made.refresh_from_db()
    assert made.retired_on == timezone.localdate()
    assert "已经停用" in client.post(
        address("detail", contract, made.pk), {"op": "retire"}, follow=True
    ).content.decode()  # fmt: skip
    client.post(address("detail", contract, made.pk), {"op": "reopen"})
    made.refresh_from_db()
    assert made.retired_on is None


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


def test_the_list_asks_as_much_for_three_packages_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.ASSESSOR, contract)), []
    for number in range(3):
        made = ItemPackage.objects.create(purchaser=contract.purchaser, name=f"一件事{number}")
        made.parts.create(item=make_item(contract), position=1)
        with queries:
            client.get(address("list", contract))
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 20
