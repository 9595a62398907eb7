"""The catalogue: search, filters, counts."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_item
from tests.windows.test_items_search import item_named
from windows.models import ItemVersion, ServiceItem

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("windows:item-list", args=[contract.slug])


def test_filters_narrow_the_list(client_for: ClientFor, contract: Contract) -> None:
    client, today = client_for(member(Role.CLERK, contract)), timezone.localdate()
    department = make_department(contract)
    make_item(contract, name="即办的", kind="on_spot", department=department)
    make_item(contract, name="零跑动的", zero_visit=True)
    make_item(contract, name="跨省的", cross_region="national")
    gone, out = make_item(contract, name="停办的"), make_item(contract, name="外面的")
    ServiceItem.objects.filter(pk=gone.pk).update(retired_on=today, retired_reason="合并")
    ServiceItem.objects.filter(pk=out.pk).update(in_hall=False)
    coming = make_item(contract, name="将来的")
    ItemVersion.objects.filter(item=coming).update(effective_on=today + timedelta(days=9))
    ServiceItem.objects.filter(pk=coming.pk).update(current=None)
    item_named(contract, "道路挖掘许可", "DL1")

    def names(query: str) -> set[str]:
        page = client.get(f"{address(contract)}?{query}").content.decode()
        known = ("即办的", "零跑动的", "跨省的", "停办的", "外面的", "将来的", "道路挖掘许可")
        return {name for name in known if f">{name}</a>" in page}

    assert names("") == {"即办的", "零跑动的", "跨省的", "道路挖掘许可"}
    assert names(f"department={department.pk}") == names("kind=on_spot") == {"即办的"}
    assert names("zero_visit=yes") == {"零跑动的"}
    assert names("cross_region=any") == names("cross_region=national") == {"跨省的"}
    assert names("standing=retired") == {"停办的"} and names("standing=outside") == {"外面的"}
    assert names("standing=coming") == {"将来的"} and len(names("standing=all")) == 7
    assert names("words=dlwj") == names("words=dl1") == names("words=挖掘") == {"道路挖掘许可"}
    assert names("words=没有") == set() and names("department=x&kind=odd") != set()


def test_who_may_edit_is_offered_to(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    page = client_for(member(Role.ASSESSOR, contract)).get(address(contract)).content.decode()
    assert "导入清单" in page and "目录里还没有事项" in page
    make_item(contract, name="食品经营许可")
    page = client_for(member(Role.CLERK, contract)).get(address(contract)).content.decode()
    assert "食品经营许可" in page and "导入清单" not in page
    assert client_for(member(Role.CLERK, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.SYSTEM_ADMIN, contract)).get(address(contract)).status_code == 403


def test_items_of_another_purchaser_are_not_listed(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_item(other_contract, name="别家的事项")

    page = client_for(member(Role.CLERK, contract)).get(address(contract) + "?standing=all").content.decode()

    assert "别家的事项" not in page


def test_an_item_stands_once_for_two_contracts_of_one_purchaser(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_item(contract, name="食品经营许可")
    Contract.objects.filter(pk=other_contract.pk).update(purchaser=contract.purchaser)
    assessor = member(Role.ASSESSOR, contract)
    member(Role.ASSESSOR, other_contract, user=assessor)

    page = client_for(assessor).get(address(contract)).content.decode()

    assert page.count(">食品经营许可</a>") == 1


def test_the_list_asks_as_much_for_three_items_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.CLERK, contract))
    make_item(contract)
    client.get(address(contract))
    with queries:
        client.get(address(contract))
    few = len(queries)
    for _more in range(2):
        make_item(contract)
    with queries:
        client.get(address(contract))

    assert len(queries) == few <= 20
