"""Taking back what was entered wrongly."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import DeductionSpending
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.samples_wages import spending

pytestmark = pytest.mark.django_db


def test_it_stays_with_its_reason(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:spending-void", args=[contract.slug, spending(contract)])
    client = client_for(member(Role.DIRECTOR, contract))

    client.post(there, {"reason": " "})
    assert DeductionSpending.objects.get().voided_at is None
    client.post(there, {"reason": "金额填错"})
    client.post(there, {"reason": "再来一次"})

    row = DeductionSpending.objects.get()
    assert row.voided_at is not None and row.void_reason == "金额填错"
    assert client_for(member(Role.ASSESSOR, contract)).post(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(there).status_code == 404
