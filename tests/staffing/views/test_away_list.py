"""Who was away on a day, written down by the head of the shift, voided with a reason."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Away
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.attendance_rows import DAY, haikou, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return haikou()


def test_somebody_is_written_down_and_voided(client_for: ClientFor, contract: Contract) -> None:
    person, client = planned(contract), client_for(member(Role.SUPERVISOR, contract))
    data = {"person": person.pk, "day": f"{DAY}", "left": "10:00", "back": "10:40", "reason": "取件"}

    client.post(reverse("staffing:away-list-record", args=[contract.slug]), data)

    row = Away.objects.get()
    assert (row.person, row.told, row.sign_shown, row.window) == (
        person,
        None,
        False,
        person.shifts.get().window,
    )
    page = reverse("staffing:away-list", args=[contract.slug]) + f"?day={DAY}"
    assert '<span class="tag bad">40</span>' in client.get(page).content.decode()
    void = reverse("staffing:away-list-void", args=[contract.slug, row.pk])
    client.post(void, {"reason": ""})
    client.post(void, {"reason": "记录错人"})
    row.refresh_from_db()
    assert row.void_reason == "记录错人" and "记录错人" in client.get(page).content.decode()


def test_bad_times_are_named(client_for: ClientFor, contract: Contract) -> None:
    person, client = planned(contract), client_for(member(Role.SUPERVISOR, contract))
    data = {"person": person.pk, "day": f"{DAY}", "left": "10:00", "back": "09:40"}
    answer = client.post(reverse("staffing:away-list-record", args=[contract.slug]), data)
    assert answer.status_code == 422 and "返回时间不能早于离开时间" in answer.content.decode()


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    planned(contract)
    there = reverse("staffing:away-list-record", args=[contract.slug])
    assert client_for(member(Role.CLERK, contract)).post(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(there).status_code == 404
