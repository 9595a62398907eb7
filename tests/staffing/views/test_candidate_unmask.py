"""The screen that shows one sealed field of an application, as a page and as a part."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.recruits import id_number, make_candidate, make_need

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_reason_shows_an_applicants_number_once(
    client_for: ClientFor, contract: Contract, other_contract: Contract, headers: dict[str, str]
) -> None:
    number = id_number()
    candidate = make_candidate(make_need(contract), id_number=number)
    there = reverse("staffing:candidate-unmask", args=[contract.slug, candidate.pk, "id"])
    page = reverse("staffing:candidate-detail", args=[contract.slug, candidate.pk])
    client = client_for(member(Role.SUPERVISOR, contract))

    offered = client.get(page).content.decode()
    asked = client.get(there, headers=headers).content.decode()
    refused = client.post(there, {"reason": ""}, headers=headers)
    shown = client.post(there, {"reason": "核对准考证"}, headers=headers)
    back = client.get(there + "?cancel=1", headers=headers).content.decode()

    assert there in offered and "为什么查看" in asked and number not in offered + asked + back
    assert refused.status_code == 422 and number not in refused.content.decode()
    assert number in shown.content.decode()
    assert AuditEvent.objects.filter(action="candidate.unmask").count() == 1
    other = reverse("staffing:candidate-unmask", args=[contract.slug, candidate.pk, "address"])
    assert client.get(other).status_code == 404
    assessor = client_for(member(Role.ASSESSOR, contract))
    assert assessor.get(there).status_code == 403 and there not in assessor.get(page).content.decode()
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
