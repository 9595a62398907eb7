"""Nightly work on ratings, and the reminders of what follows bad ones."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.codes import new_code
from hall_ops.lib.permissions import Role
from tests.windows.rating_people import ALL_THE_WAY, Hall
from windows.actions.public import count_try
from windows.actions.ratings import ORIGINS_KEPT, Sender
from windows.jobs.ratings import clean_public, followup_reminders
from windows.models import RateBucket, Rating


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def test_old_tries_and_origins_are_forgotten(hall: Hall) -> None:
    now = timezone.now()
    old = now - ORIGINS_KEPT - timedelta(days=1)
    before = hall.rate(5, at=old, case=hall.case(at=old), sender=Sender("telephone", "203.0.113.9"))
    after = hall.rate(5, sender=Sender("telephone", "203.0.113.9"))
    count_try(at=now - timedelta(hours=2), address="203.0.113.9", code=new_code(), missed=True)

    assert clean_public() == "清除计数 3 条，评价来源 1 条"
    assert Rating.objects.get(pk=before.pk).device_digest is None
    assert Rating.objects.get(pk=after.pk).device_digest is not None
    assert not RateBucket.objects.exists()


def test_late_follow_ups_are_reminded_of(hall: Hall) -> None:
    now = timezone.now()
    bad, fresh, done = hall.bad(), hall.bad(), hall.bad()
    hall.go(done, *ALL_THE_WAY)
    due = timezone.localtime(now).replace(hour=9)
    due += timedelta(days=(bad.contact_due_on - timezone.localdate(now)).days)

    assert followup_reminders(now) == [] or bad.contact_due_on == timezone.localdate(now)
    today = followup_reminders(due)
    late = followup_reminders(due + timedelta(days=1))

    assert [each["kind"] for each in today] == ["rating_due"] * 2
    assert [each["kind"] for each in late] == ["rating_late"] * 2
    assert {each["role"] for each in late} == {Role.ASSESSOR}
    hall.go(bad, "contact")
    hall.go(fresh, "contact")
    overdue = followup_reminders(due + timedelta(days=60))
    assert {each["role"] for each in overdue} == {Role.SUPERVISOR}
    assert all(str(each["url"]).startswith(f"/{hall.contract.slug}/") for each in overdue)


def test_the_schedule_knows_them() -> None:
    assert "windows.jobs.ratings.clean_public" in {job[1] for job in settings.SCHEDULED_JOBS}
    assert "windows.jobs.ratings.followup_reminders" in settings.REMINDER_SOURCES
