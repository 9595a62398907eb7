"""The check of the chain, from the screen."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from hall_ops.lib.permissions import Role
from hall_ops.lib.triggers import drop_triggers
from records.actions import record_event
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member


def write(action: str = "session.open", **values: Any) -> AuditEvent:
    with transaction.atomic():
        return record_event(action, by=values.pop("by", None), **values)


@pytest.fixture
def auditor(client_for: ClientFor) -> Client:
    return client_for(member(Role.AUDITOR))


def test_check_says_whole_and_is_an_event(auditor: Client) -> None:
    write()

    body = auditor.post("/audit/verify/").content.decode()

    assert "审计链完整：共 1 条" in body
    assert AuditEvent.objects.get(action="audit.verify").after["broken_at"] is None


def test_check_names_the_broken_event(auditor: Client) -> None:
    event = write()
    drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE records_auditevent SET actor_name = 'x' WHERE number = {event.number}")

    body = auditor.post("/audit/verify/").content.decode()

    assert f"审计链在第 {event.number} 条断开：内容被改动" in body
    assert AuditEvent.objects.get(action="audit.verify").result == "refused"
