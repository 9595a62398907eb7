"""The acceptance sheet for the printer."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def test_it_opens(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("staffing:acceptance-pdf", args=[contract.slug])

    assert client_for(member(Role.SUPERVISOR, contract)).get(there).content[:5] == b"%PDF-"
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
