"""Departments with liaisons, contacts zone by zone, and how many items they bring."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_item
from windows.models import ServiceItem

pytestmark = pytest.mark.django_db


def listed(contract: Contract) -> str:
    return reverse("windows:department-list", args=[contract.slug])


def detail(contract: Contract, department: Organisation) -> str:
    return reverse("windows:department-detail", args=[contract.slug, department.pk])


def test_a_department_is_entered(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    assert client.post(listed(contract), {"name": "滨湖住建局"}).status_code == 302
    again = client.post(listed(contract), {"name": "滨湖住建局"})
    liaison = client_for(member(Role.LIAISON, contract)).post(listed(contract), {"name": "别的局"})

    assert again.status_code == liaison.status_code == 422
    assert "已经登记过" in again.content.decode() and "只有采购人" in liaison.content.decode()
    assert Organisation.objects.get(name="滨湖住建局").parent == contract.purchaser
    assert client_for(member(Role.CLERK, contract)).post(listed(contract)).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(listed(contract)).status_code == 404


def test_two_purchasers_enter_a_department_of_one_name(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    pages = []
    for each in (contract, other_contract):
        client = client_for(member(Role.ASSESSOR, each))
        assert client.post(listed(each), {"name": "公安局"}).status_code == 302
        pages.append(client.get(listed(each)).content.decode())

    mine, theirs = (
        Organisation.objects.get(name="公安局", parent=each.purchaser) for each in (contract, other_contract)
    )
    assert detail(contract, mine) in pages[0] and detail(contract, theirs) not in pages[0]
    assert detail(other_contract, theirs) in pages[1]
    client = client_for(member(Role.ASSESSOR, contract))
    assert client.get(detail(contract, theirs)).status_code == 404


def test_the_list_shows_liaisons_and_items(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.CLERK, contract)), []
    for _more in range(3):
        department = make_department(contract)
        liaison = member(Role.LIAISON, contract, department=department)
        make_item(contract, department=department)
        with queries:
            page = client.get(listed(contract)).content.decode()
        counts.append(len(queries))
    outside = make_item(contract, department=department)
    ServiceItem.objects.filter(pk=outside.pk).update(in_hall=False)
    page = client.get(listed(contract)).content.decode()

    assert liaison.name in page and f"?department={department.pk}" in page
    assert "3 个部门，在大厅办理 3 项" in page and "登记部门" not in page
    assert counts[1] == counts[2] <= 20
