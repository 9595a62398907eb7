"""The auditor reads Chinese: every action and every field that the demonstration writes has its label."""

from typing import Any

import pytest
from django.utils import timezone

from assessment.demo.load import load
from records.enums import ACTION_LABELS, FIELD_LABELS
from records.models import AuditEvent


@pytest.mark.django_db
def test_every_action_and_field_of_the_demo_has_a_label(settings: Any) -> None:
    settings.DEMO = True
    load(at=timezone.now())
    events = list(AuditEvent.objects.all())
    fields = {name for event in events for name in {*event.before, *event.after}}
    assert {event.action for event in events} - ACTION_LABELS.keys() == set()
    assert fields - FIELD_LABELS.keys() == set()
