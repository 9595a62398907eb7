"""A new package: items found, added, ordered, without a script."""

import pytest

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.test_items_search import item_named
from tests.windows.views.test_package_edit import address, saved
from windows.models import ItemPackage

pytestmark = pytest.mark.django_db


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
