"""Correcting a staff file: what is left empty stays."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.people_rows import file_of, id_number

pytestmark = pytest.mark.django_db


def test_a_correction_leaves_sealed_numbers_alone(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person = file_of(contract)
    there = reverse("staffing:person-edit", args=[contract.slug, person.pk])
    client = client_for(member(Role.DIRECTOR, contract))
    data = {"number": "G001", "name": "陈一一", "sex": "female", "born_on": "1995-05-17"}

    form = client.get(there).content.decode()
    answer = client.post(there, data)

    person.refresh_from_db()
    assert answer.status_code == 302 and person.name == "陈一一" and open_column(person, "id") == id_number()
    assert "已登记 460105********" in form and id_number() not in form
    wrong = client.post(there, data | {"sex": "male"})
    assert wrong.status_code == 422 and "第 17 位" in wrong.content.decode()
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
