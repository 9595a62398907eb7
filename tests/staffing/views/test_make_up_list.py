"""Forgotten punches asked for and decided by somebody else."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import PunchSource, RequestState
from staffing.models import MakeUp, Punch
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_sessions
from tests.staffing.attendance_rows import DAY, haikou, plan, planned

pytestmark = pytest.mark.django_db


def test_asked_by_the_clerk_decided_by_the_supervisor(
    client_for: ClientFor, other_contract: Contract
) -> None:
    contract = haikou()
    person = planned(contract, user=member(Role.CLERK, contract))
    am, _pm = make_sessions(contract)
    data = {
        "person": person.pk, "day": f"{DAY}", "session": am.pk, "kind": "in", "clock": "08:15", "reason": "断电",
    }  # fmt: skip
    clerk, supervisor = client_for(person.user), client_for(member(Role.SUPERVISOR, contract))
    new = reverse("staffing:make-up-new", args=[contract.slug])

    assert clerk.post(new, data | {"clock": "02:00"}).status_code == 422
    clerk.post(new, data)
    row = MakeUp.objects.get()
    decide = reverse("staffing:make-up-list-decide", args=[contract.slug, row.pk])
    assert clerk.post(decide, {"op": "approve"}).status_code == 403
    supervisor.post(decide, {"op": "refuse", "note": ""})
    row.refresh_from_db()
    assert row.state == RequestState.ASKED
    supervisor.post(decide, {"op": "approve"})

    row.refresh_from_db()
    assert row.state == RequestState.APPROVED and Punch.objects.get().source == PunchSource.MADE_UP
    page = reverse("staffing:make-up-list", args=[contract.slug])
    assert "断电" in clerk.get(page).content.decode()
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(page).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(page).status_code == 403


def test_a_request_is_taken_back(client_for: ClientFor) -> None:
    contract = haikou()
    person = planned(contract, user=member(Role.CLERK, contract))
    plan(person, key="pm")
    _am, pm = make_sessions(contract)
    client = client_for(person.user)
    client.post(
        reverse("staffing:make-up-new", args=[contract.slug]),
        {
            "person": person.pk,
            "day": f"{DAY}",
            "session": pm.pk,
            "kind": "out",
            "clock": "17:31",
            "reason": "忘了",
        },
    )
    row = MakeUp.objects.get()
    client.post(reverse("staffing:make-up-list-withdraw", args=[contract.slug, row.pk]))
    row.refresh_from_db()
    assert row.state == RequestState.WITHDRAWN
