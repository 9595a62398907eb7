"""Calling off one's own job."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.jobs import queued

pytestmark = pytest.mark.django_db


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:job-{screen}", args=[contract.slug, *args])


@pytest.fixture
def owner(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def test_the_owner_calls_a_job_off(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job, client = queued(contract, owner=owner), client_for(owner)

    page = client.post(url(contract, "cancel", job.pk), follow=True).content.decode()
    again = client.post(url(contract, "cancel", job.pk), follow=True).content.decode()

    job.refresh_from_db()
    assert job.state == "cancelled" and "已要求取消" in page and "已经结束" in again
    assert AuditEvent.objects.filter(action="job.cancel").count() == 1


def test_a_colleague_calls_nothing_off(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job = queued(contract, owner=owner)

    answer = client_for(member(Role.SUPERVISOR, contract)).post(url(contract, "cancel", job.pk))

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (404, "queued")
