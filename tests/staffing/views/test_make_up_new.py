"""The form for a forgotten punch."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import MakeUp
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_sessions, make_staff

pytestmark = pytest.mark.django_db


def test_nobody_asks_for_others(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    am, _pm = make_sessions(contract)
    person, other = make_staff(contract), make_person(contract)
    there = reverse("staffing:make-up-new", args=[contract.slug])
    data = {
        "person": other.pk,
        "day": "2026-03-09",
        "session": am.pk,
        "kind": "in",
        "clock": "08:15",
        "reason": "忘",
    }

    assert client_for(person.user).post(there, data).status_code == 422
    assert not MakeUp.objects.exists()
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(there).status_code == 404


def test_a_day_without_a_shift_needs_none(client_for: ClientFor, contract: Contract) -> None:
    am, _pm = make_sessions(contract)
    person = make_staff(contract)
    data = {
        "person": person.pk,
        "day": "2026-03-09",
        "session": am.pk,
        "kind": "in",
        "clock": "08:15",
        "reason": "忘",
    }
    answer = client_for(person.user).post(reverse("staffing:make-up-new", args=[contract.slug]), data)
    assert answer.status_code == 422 and "没有排班" in answer.content.decode()
