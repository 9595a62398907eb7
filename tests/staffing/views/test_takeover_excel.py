"""A pack as an Excel file."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook
from staffing.models import Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.samples_takeover import pack

pytestmark = pytest.mark.django_db


def test_it_lists_everybody(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("staffing:takeover-excel", args=[contract.slug, pack(contract)])

    data = client_for(member(Role.DIRECTOR, contract)).get(there).content

    people, pay = read_workbook("清单.xlsx", data, FORM_LIMITS).sheets
    assert Person.objects.get().name in [cell.text for cell in people.rows[2]]
    assert {"原应发", "现基本工资", "相差补贴", "低于原薪酬的项目"} <= {cell.text for cell in pay.rows[1]}
    supervisor = client_for(member(Role.SUPERVISOR, contract)).get(there).content
    assert len(read_workbook("清单.xlsx", supervisor, FORM_LIMITS).sheets) == 1
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
