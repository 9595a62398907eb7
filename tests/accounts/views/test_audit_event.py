"""One event with its labels."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from hall_ops.lib.permissions import Role
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


def test_event_shows_before_beside_after_with_labels(auditor: Client) -> None:
    event = write(
        "role.end", before={"role": "clerk", "team": "早班"}, after={"role": "supervisor", "x_unknown": True}
    )

    response = auditor.get(f"/audit/{event.number}/")

    assert response.context["changes"] == [
        {"label": "身份", "before": "窗口人员", "after": "大厅主管"},
        {"label": "班组", "before": "早班", "after": ""},
        {"label": "x_unknown", "before": "", "after": "是"},
    ]
    assert "收回身份" in response.content.decode()


def test_script_in_an_event_is_text(auditor: Client) -> None:
    event = write(after={"reason": "<script>alert(1)</script>"}, actor_name="<img src=x>")

    for url in ("/audit/", f"/audit/{event.number}/"):
        body = auditor.get(url).content.decode()
        assert "<script>alert" not in body and "<img src=x>" not in body
