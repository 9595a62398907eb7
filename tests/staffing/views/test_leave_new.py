"""Asking for leave."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Leave
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_sessions, make_staff

pytestmark = pytest.mark.django_db
MONDAY = {"from_on": "2026-03-23", "from_half": 1, "to_on": "2026-03-23", "to_half": 2}


def page(contract: Contract) -> str:
    return reverse("staffing:leave-new", args=[contract.slug])


def test_a_clerk_asks_for_the_own_leave_only(client_for: ClientFor, contract: Contract) -> None:
    make_sessions(contract)
    person, other = make_staff(contract), make_person(contract)
    client, data = client_for(person.user), {"kind": "sick", "reason": "发热", **MONDAY}

    assert client.post(page(contract), data | {"person": other.pk}).status_code == 422
    answer = client.post(page(contract), data | {"person": person.pk}, follow=True)

    assert "已申请 1 天" in answer.content.decode()
    assert Leave.objects.get().half_days == 2


def test_what_is_wrong_is_said(client_for: ClientFor, contract: Contract) -> None:
    make_sessions(contract)
    person = make_staff(contract)
    client = client_for(person.user)
    data = {"person": person.pk, "kind": "annual", "reason": "回家", **MONDAY}
    answer = client.post(page(contract), data)
    assert answer.status_code == 422 and "剩 0 天" in answer.content.decode()
    answer = client.post(page(contract), data | {"kind": "sick", "to_on": "2026-03-20"})
    assert "结束时间早于开始时间" in answer.content.decode()


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.ASSESSOR, contract)).get(page(contract)).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(page(contract)).status_code == 404
