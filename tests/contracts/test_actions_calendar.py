"""Filling the work calendar: what is written, what a second run leaves alone, the command and the nightly job."""

import io
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError

from contracts.actions.calendar import CalendarRefused, seed_year
from contracts.enums import DayKind
from contracts.jobs import seed_calendar_ahead
from contracts.models import WorkDay
from records.models import AuditEvent

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_seed_year_writes_every_day_with_make_up_days() -> None:
    written = seed_year(by=None, at=AT, year=2025)

    assert written == WorkDay.objects.count() == 365
    assert WorkDay.objects.get(date=date(2025, 10, 11)).works
    assert not WorkDay.objects.get(date=date(2025, 10, 1)).works
    assert not WorkDay.objects.filter(provisional=True).exists()


def test_seed_year_twice_changes_nothing_and_says_nothing() -> None:
    seed_year(by=None, at=AT, year=2025)

    again = seed_year(by=None, at=AT, year=2025)

    assert again == 0
    assert AuditEvent.objects.filter(action="calendar.seed").count() == 1


def test_seed_year_takes_up_the_notice_when_it_is_out() -> None:
    seed_year(by=None, at=AT, year=2025)
    WorkDay.objects.filter(date=date(2025, 10, 11)).update(
        kind=DayKind.WEEKEND, source="全国年节及纪念日放假办法（推算）", provisional=True
    )

    changed = seed_year(by=None, at=AT, year=2025)

    assert changed == 1
    assert WorkDay.objects.get(date=date(2025, 10, 11)).kind == DayKind.MAKE_UP


def test_seed_year_keeps_what_people_entered() -> None:
    WorkDay.objects.create(
        date=date(2025, 10, 11), kind=DayKind.HOLIDAY, name="台风停工", source="市政府通知"
    )

    seed_year(by=None, at=AT, year=2025)

    assert WorkDay.objects.get(date=date(2025, 10, 11)).name == "台风停工"


def test_seed_year_marks_later_years_as_provisional() -> None:
    seed_year(by=None, at=AT, year=2027)

    assert WorkDay.objects.filter(provisional=True).count() == 365
    assert WorkDay.objects.get(date=date(2027, 10, 1)).kind == DayKind.HOLIDAY


def test_seed_year_refuses_a_year_out_of_reach() -> None:
    with pytest.raises(CalendarRefused, match="2003"):
        seed_year(by=None, at=AT, year=2003)


def test_command_fills_years_and_says_when_nothing_changed() -> None:
    first, second = io.StringIO(), io.StringIO()

    call_command("seed_calendar", "2024", "2025", stdout=first)
    call_command("seed_calendar", "2025", stdout=second)

    assert first.getvalue() == "2024 年：写入 366 天\n2025 年：写入 365 天\n"
    assert second.getvalue() == "2025 年：没有变化\n"


@pytest.mark.parametrize(("years", "said"), [(["2025", "2024"], "早于"), (["1999"], "1999")])
def test_command_refuses_years_in_plain_chinese(years: list[str], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("seed_calendar", *years, stdout=io.StringIO())


def test_nightly_job_reaches_fourteen_months_ahead() -> None:
    with time_machine.travel(datetime(2025, 11, 20, 20, 0, tzinfo=UTC), tick=False):
        first = seed_calendar_ahead()
        second = seed_calendar_ahead()

    assert first == "2025=365 2026=365 2027=365"
    assert second == "2025=0 2026=0 2027=0"
    assert WorkDay.objects.filter(date__year=2027).exists()


def test_database_refuses_an_unknown_kind_of_day() -> None:
    with pytest.raises(IntegrityError):
        WorkDay.objects.create(date=date(2025, 1, 1), kind="siesta", source="无")
