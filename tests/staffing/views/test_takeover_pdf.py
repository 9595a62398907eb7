"""A pack for the printer."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.samples_takeover import pack

pytestmark = pytest.mark.django_db


def test_it_opens_and_is_logged(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("staffing:takeover-pdf", args=[contract.slug, pack(contract)])

    answer = client_for(member(Role.ASSESSOR, contract)).get(there)

    assert answer.content[:5] == b"%PDF-" and AuditEvent.objects.filter(action="takeover.print").exists()
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
