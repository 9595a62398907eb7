"""What a job made: for its owner alone, for a while only, every download on record."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.jobs import MORNING, finished

pytestmark = pytest.mark.django_db


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:job-{screen}", args=[contract.slug, *args])


@pytest.fixture
def owner(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


@pytest.mark.parametrize("kept", [True, False])
def test_an_expired_file_is_gone(client_for: ClientFor, contract: Contract, owner: Any, kept: bool) -> None:
    """Past its time also while the clean-up has not come by."""
    job = finished(contract, owner=owner, expires_at=MORNING)
    if not kept:
        job.file.delete()

    response = client_for(owner).get(url(contract, "download", job.pk))

    assert response.status_code == 410 and "已过下载期限" in response.content.decode()
    assert not AuditEvent.objects.filter(action="job.download").exists()


def test_a_download_is_on_record(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job = finished(contract, owner=owner)

    response = client_for(owner).get(url(contract, "download", job.pk))

    assert b"".join(response.streaming_content) == "内容".encode()
    assert "attachment" in response["Content-Disposition"] and response["X-Content-Type-Options"] == "nosniff"
    event = AuditEvent.objects.get(action="job.download")
    assert (event.actor_id, event.object_id, event.contract_id) == (owner.pk, str(job.pk), contract.pk)


def test_a_colleague_gets_nothing(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    job = finished(contract, owner=owner)

    assert (
        client_for(member(Role.SUPERVISOR, contract)).get(url(contract, "download", job.pk)).status_code
        == 404
    )
    assert not AuditEvent.objects.filter(action="job.download").exists()
