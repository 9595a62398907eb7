"""The screen that shows one sealed field of a staff file, as a page and as a part."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.people_rows import file_of, id_number

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_reason_shows_the_number_once(
    client_for: ClientFor, contract: Contract, other_contract: Contract, headers: dict[str, str]
) -> None:
    person = file_of(contract)
    there = reverse("staffing:person-unmask", args=[contract.slug, person.pk, "id"])
    client = client_for(member(Role.SUPERVISOR, contract))

    asked = client.get(there, headers=headers).content.decode()
    refused = client.post(there, {"reason": ""}, headers=headers)
    shown = client.post(there, {"reason": "办社保"}, headers=headers)
    back = client.get(there + "?cancel=1", headers=headers).content.decode()

    assert "为什么查看" in asked and id_number() not in asked + back
    assert refused.status_code == 422 and id_number() not in refused.content.decode()
    assert (
        id_number() in shown.content.decode()
        and AuditEvent.objects.filter(action="staff.unmask").count() == 1
    )
    other = reverse("staffing:person-unmask", args=[contract.slug, person.pk, "name"])
    assert client.get(other).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
