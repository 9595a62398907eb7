"""One object's story."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.actions import record_event
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member


def write(action: str = "session.open", **values: Any) -> AuditEvent:
    with transaction.atomic():
        return record_event(action, by=values.pop("by", None), **values)


@pytest.fixture
def auditor(client_for: ClientFor) -> Client:
    return client_for(member(Role.AUDITOR))


def test_trail_tells_one_objects_story_in_order(auditor: Client, contract: Contract) -> None:
    user, other = UserFactory(), UserFactory()
    first, second = write("account.create", obj=user), write("account.disable", obj=user)
    write("account.create", obj=other)

    response = auditor.get(f"/audit/trail/?type=accounts.user&id={user.pk}")

    assert [shown.event.number for shown, _changes in response.context["entries"]] == [
        first.number,
        second.number,
    ]
    assert auditor.get(f"/{contract.slug}/audit/trail/?type=accounts.user&id={user.pk}").status_code == 404
