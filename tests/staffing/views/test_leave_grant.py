"""Leave given for a year."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import LeaveGrant
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person

pytestmark = pytest.mark.django_db


def test_halves_are_given_and_balances_shown(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, there = make_person(contract), reverse("staffing:leave-grant", args=[contract.slug])
    client = client_for(member(Role.SUPERVISOR, contract))
    data = {"person": person.pk, "kind": "annual", "year": 2026, "days": "2.5", "reason": "工龄一年"}

    client.post(there, data)

    assert LeaveGrant.objects.get().half_days == 5
    answer = client.post(there, data | {"days": "0.3"})
    assert answer.status_code == 422 and "半天" in answer.content.decode()
    assert client_for(member(Role.TEAM_LEADER, contract)).post(there, data).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(there, data).status_code == 404
