"""The contacts of a department, zone by zone."""

import pytest

from contracts.models import Contract, Zone
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_department, make_window
from tests.windows.views.test_department_list import detail, listed
from windows.models import DepartmentContact

pytestmark = pytest.mark.django_db


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
