"""One item: materials by situation, versions and their differences."""

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
from tests.windows.item_samples import food_licence
from windows.actions.items import ItemEdit, ItemIdentity, add_item, change_item
from windows.models import ServiceItem, SituationOption

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(contract: Contract) -> ServiceItem:
    """An item with a version that holds and one to come."""
    by, now, today = member(Role.ASSESSOR, contract), timezone.now(), timezone.localdate()
    identity = ItemIdentity(make_department(contract), "SP1")
    edit = ItemEdit(identity, food_licence(), today - timedelta(days=30))
    made = add_item(by=by, at=now, today=today, contract=contract, edit=edit, key="form-0001")
    later = ItemEdit(identity, food_licence(promised_days=2), today + timedelta(days=9), "市局通知", seen=1)
    return change_item(by=by, at=now, today=today, contract=contract, item=made, edit=later, key="form-0002")


def address(contract: Contract, item: ServiceItem) -> str:
    return reverse("windows:item-detail", args=[contract.slug, item.pk])


def test_answers_show_the_materials(client_for: ClientFor, contract: Contract, item: ServiceItem) -> None:
    client = client_for(member(Role.CLERK, contract))
    rented = SituationOption.objects.get(situation__version=item.current, label="租用")

    plain = client.get(address(contract, item)).content.decode()
    chosen = client.get(f"{address(contract, item)}?q{rented.situation_id}={rented.pk}").content.decode()

    assert '<th scope="row">租赁合同</th>' not in plain and "按所选情形要 2 份，全部 3 份" in plain
    assert '<th scope="row">租赁合同</th>' in chosen and "按所选情形要 3 份" in chosen
    assert client.get(f"{address(contract, item)}?q{rented.situation_id}=999999").status_code == 200


def test_versions_say_what_they_changed(client_for: ClientFor, contract: Contract, item: ServiceItem) -> None:
    client = client_for(member(Role.CLERK, contract))

    page = client.get(address(contract, item)).content.decode()

    assert "改了 1 处" in page and "<del>5 个工作日</del>" in page and "<ins>2 个工作日</ins>" in page
    assert "起改用版本 2" in page and "市局通知" in page
    later = client.get(address(contract, item) + "?version=2").content.decode()
    assert "承诺 2，法定 20" in later and "尚未生效" in later
    assert client.get(address(contract, item) + "?version=99").status_code == 200


def test_only_editors_are_offered_changes(
    client_for: ClientFor, contract: Contract, other_contract: Contract, item: ServiceItem
) -> None:
    words = reverse("windows:item-edit", args=[contract.slug, item.pk])
    own = member(Role.LIAISON, contract, department=item.department)

    for user, offered in (
        (member(Role.CLERK, contract), False),
        (member(Role.LIAISON, contract), False),
        (own, True),
    ):
        page = client_for(user).get(address(contract, item)).content.decode()
        assert (words in page) is offered
    assert client_for(member(Role.CLERK, other_contract)).get(address(contract, item)).status_code == 404
    foreign = make_item(other_contract)
    assert client_for(own).get(address(contract, foreign)).status_code == 404


def test_the_page_asks_as_much_for_many_papers(
    client_for: ClientFor, contract: Contract, item: ServiceItem, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.CLERK, contract))
    client.get(address(contract, item))
    with queries:
        client.get(address(contract, item))

    assert len(queries) <= 30
