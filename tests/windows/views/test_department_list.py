"""Departments with liaisons, contacts zone by zone, and how many items they bring."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract, Organisation, Zone
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_item, make_window
from windows.models import DepartmentContact, ServiceItem

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


def test_contacts_are_replaced_and_kept(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    department, zone = make_department(contract), make_window(contract).zone
    assert isinstance(zone, Zone)
    liaison = client_for(member(Role.LIAISON, contract, department=department))
    both = {
        "name-hall": "张联络",
        "phone-hall": "6655 1001",
        f"name-{zone.pk}": "李对接",
        f"phone-{zone.pk}": "",
    }

    liaison.post(detail(contract, department), both)
    liaison.post(detail(contract, department), both)
    liaison.post(detail(contract, department), both | {"name-hall": "王联络"})

    rows = DepartmentContact.objects.order_by("pk")
    assert [(row.contact_name, row.zone, row.ended_on is None) for row in rows] == [
        ("张联络", None, False),
        ("李对接", zone, True),
        ("王联络", None, True),
    ]
    assert AuditEvent.objects.filter(action="department.contact").count() == 3
    page = client_for(member(Role.CLERK, contract)).get(detail(contract, department)).content.decode()
    assert "王联络" in page and "以前的联络人" in page
    assert "<form" not in page.partition("<main")[2].partition("</main>")[0]
    assert "王联络" in liaison.get(listed(contract)).content.decode()


def test_contacts_that_do_not_fit_are_refused(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    department = make_department(contract)
    assessor = client_for(member(Role.ASSESSOR, contract))
    stranger = client_for(member(Role.LIAISON, contract))

    answer = assessor.post(detail(contract, department), {"name-hall": "", "phone-hall": "123"})
    assert answer.status_code == 422 and "请填写联络人姓名" in answer.content.decode()
    assert stranger.post(detail(contract, department), {"name-hall": "赵"}).status_code == 422
    assert assessor.get(detail(contract, make_department(other_contract))).status_code == 404
    assert not DepartmentContact.objects.exists()
