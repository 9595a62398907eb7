"""Leave: what waits, what was decided, taking back, giving for a year."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import LeaveKind, RequestState
from staffing.models import Leave, Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person, make_staff

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 23)


def asked(person: Person) -> Leave:
    return Leave.objects.create(
        contract=person.contract, person=person, kind=LeaveKind.SICK, from_on=DAY, to_on=DAY, half_days=2,
        reason="发热", asked_at=timezone.now(), asked_by=person.user or person.recorded_by,
    )  # fmt: skip


def page(contract: Contract) -> str:
    return reverse("staffing:leave-list", args=[contract.slug])


def test_what_waits_stands_first_and_is_taken_back(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person = make_staff(contract)
    row, other = asked(person), asked(make_person(contract))
    client = client_for(person.user)
    text = client.get(page(contract)).content.decode()
    assert "待批 1 份" in text and other.person.name not in text

    client.post(reverse("staffing:leave-list-withdraw", args=[contract.slug, row.pk]))

    row.refresh_from_db()
    assert row.state == RequestState.WITHDRAWN
    assert (
        client.post(reverse("staffing:leave-list-withdraw", args=[contract.slug, other.pk])).status_code
        == 404
    )
    assert client_for(member(Role.CLERK, other_contract)).get(page(contract)).status_code == 404
    assert client_for(member(Role.LIAISON, contract)).get(page(contract)).status_code == 403


def test_the_queries_do_not_grow(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    counts = []
    for more in (1, 2):
        for _each in range(more):
            asked(make_person(contract))
        client.get(page(contract))
        with CaptureQueriesContext(connection) as made:
            client.get(page(contract))
        counts.append(len(made))
    assert counts[0] == counts[1]
