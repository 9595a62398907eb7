"""What the schedule does at night for items and sessions."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from contracts.models import Contract
from tests.factories.windows import make_item, make_session
from windows.jobs.nightly import end_sessions, turn_items
from windows.models import ItemVersion, ServiceItem

pytestmark = pytest.mark.django_db
NOON = timezone.make_aware(datetime.fromisoformat("2026-03-02T12:00"))


def test_versions_turn_at_midnight(contract: Contract) -> None:
    item = make_item(contract)
    first = item.current
    assert first is not None
    values = {field.attname: getattr(first, field.attname) for field in ItemVersion._meta.concrete_fields}
    day = NOON.date() + timedelta(days=1)
    second = ItemVersion.objects.create(**values | {"id": None, "number": 2, "effective_on": day})

    for moment, current in ((NOON, first), (NOON + timedelta(days=1), second)):
        with time_machine.travel(moment, tick=False):
            turn_items()
        assert ServiceItem.objects.get(pk=item.pk).current == current


def test_forgotten_sessions_end_with_their_day(contract: Contract) -> None:
    with time_machine.travel(NOON, tick=False):
        session, ended = make_session(contract), make_session(contract)
        assert end_sessions().startswith("0")
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        fresh = make_session(contract)
        assert end_sessions().startswith("2")

    for each in (session, ended, fresh):
        each.refresh_from_db()
    assert session.ended_as == ended.ended_as == "overnight" and fresh.ended_at is None
