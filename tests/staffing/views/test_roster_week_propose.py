"""Asking for a proposed week."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import Job
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:roster-week-propose", args=[contract.slug])


def test_a_proposal_is_asked_for(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)

    answer = client_for(hall.supervisor).post(address(contract), {"week": MONDAY.isoformat()})

    job = Job.objects.get()
    assert (job.kind, job.params) == ("roster_proposal", {"week": "2026-11-30"})
    assert answer.url == reverse("contracts:job-detail", args=[contract.slug, job.pk])


def test_not_for_a_published_week(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    hall.publish()

    answer = client_for(hall.supervisor).post(address(contract), {"week": MONDAY.isoformat()}, follow=True)

    assert "不能再整周重排" in answer.content.decode() and not Job.objects.exists()


def test_who_may_ask(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.TEAM_LEADER, contract)).post(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).post(address(contract)).status_code == 404
