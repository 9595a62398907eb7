"""One package: one set of papers; changed, put away, taken up again."""

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.views.test_package_edit import address, saved
from windows.models import ItemPackage, ServiceItem

pytestmark = pytest.mark.django_db


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
