"""The purchaser sends somebody back."""

from secrets import token_hex

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeKind, ProposedBy
from staffing.models import StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff

pytestmark = pytest.mark.django_db


def test_the_assessor_sends_a_clerk_back(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:change-send-back", args=[contract.slug])
    person = make_staff(contract)
    data = {
        "key": token_hex(8), "person": person.pk, "effective_on": timezone.localdate().isoformat(),
        "reason": "多次脱岗",
    }  # fmt: skip

    answer = client_for(member(Role.ASSESSOR, contract)).post(there, data)
    empty = client_for(member(Role.ASSESSOR, contract)).post(there, {**data, "reason": ""})

    row = StaffChange.objects.get()
    assert answer.status_code == 302 and empty.status_code == 422
    assert (row.kind, row.proposed_by, row.person) == (ChangeKind.SENT_BACK, ProposedBy.PURCHASER, person)
    assert client_for(member(Role.DIRECTOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(there).status_code == 404
