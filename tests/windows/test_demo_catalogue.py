"""The demo hall's catalogue is sound, and quick to make."""

from datetime import timedelta
from time import process_time

import pytest
from django.utils import timezone

from contracts.models import Contract, Window
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_venue
from windows.demo.catalogue import demo_items, load
from windows.models import ItemPackage, ItemVersion, ServiceItem
from windows.queries.items import search_items
from windows.rules.item_content import check_content


def test_every_demo_item_is_sound() -> None:
    items = list(demo_items())

    assert len(items) >= 45 and len({department for department, _content in items}) >= 12
    assert [
        (content.name, check_content(content)) for _department, content in items if check_content(content)
    ] == []


@pytest.mark.django_db
def test_the_demo_catalogue_is_made(contract: Contract) -> None:
    make_venue(contract)
    member(Role.ASSESSOR, contract)
    member(Role.SUPERVISOR, contract)
    now = timezone.now()
    Contract.objects.filter(pk=contract.pk).update(starts_on=timezone.localdate(now) - timedelta(days=40))
    contract.refresh_from_db()
    began = process_time()

    load(contract=contract, people={}, now=now)

    assert ServiceItem.objects.count() == ItemVersion.objects.filter(frozen=True).count() >= 45
    assert Window.objects.count() == 16 and ItemPackage.objects.count() == 2
    assert search_items(contract, "gtgshsl", timezone.localdate(now))[0].name == "个体工商户设立登记"
    assert process_time() - began < 3
