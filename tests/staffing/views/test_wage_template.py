"""The wage list to fill in."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person

pytestmark = pytest.mark.django_db


def test_it_holds_everybody_engaged(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, _idle = make_person(contract, name="陈一"), make_person(contract)
    engage(person)
    there = reverse("staffing:wage-template", args=[contract.slug])

    data = client_for(member(Role.DIRECTOR, contract)).get(there).content

    sheet = read_workbook("工资.xlsx", data, FORM_LIMITS).sheets[0]
    assert [cell.text for cell in sheet.rows[1][:2]] == [person.number, "陈一"] and len(sheet.rows) == 2
    assert client_for(member(Role.SUPERVISOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
