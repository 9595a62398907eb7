"""A change is proposed, kept as a draft, or refused with what to do."""

from datetime import timedelta
from secrets import token_hex

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import ChangeState
from staffing.models import Person, StaffChange
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_staff

pytestmark = pytest.mark.django_db


def data(person: Person, **values: str) -> dict[str, str]:
    day = timezone.localdate() + timedelta(days=14)
    return {
        "key": token_hex(8), "kind": "leave", "person": str(person.pk), "proposed_by": "person",
        "effective_on": day.isoformat(), "reason": "回原籍工作", **values,
    }  # fmt: skip


def test_a_change_goes_to_the_purchaser_or_stays_a_draft(client_for: ClientFor, contract: Contract) -> None:
    there = reverse("staffing:change-new", args=[contract.slug])
    client = client_for(member(Role.SUPERVISOR, contract))
    first, second = make_staff(contract), make_staff(contract)

    assert first.name in client.get(there).content.decode()
    answer = client.post(there, data(first))
    client.post(there, data(second, draft="1"))

    row = StaffChange.objects.get(person=first)
    assert answer.status_code == 302 and row.state == ChangeState.FILED
    assert StaffChange.objects.get(person=second).state == ChangeState.DRAFT


def test_a_refusal_keeps_what_was_typed(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:change-new", args=[contract.slug])
    client = client_for(member(Role.DIRECTOR, contract))

    wrong = client.post(there, data(make_staff(contract), kind="step_down", proposed_by="contractor"))
    foreign = client.post(there, data(make_staff(other_contract)))

    assert wrong.status_code == 422 and "不是班组长" in wrong.content.decode()
    assert "回原籍工作" in wrong.content.decode()
    assert foreign.status_code == 422 and not StaffChange.objects.exists()


def test_only_the_contractor_proposes(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    there = reverse("staffing:change-new", args=[contract.slug])

    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
