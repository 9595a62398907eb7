"""Taking up the yearly notice, and moving single days."""

from datetime import UTC, date, datetime

import pytest

from contracts.actions.calendar import seed_year
from contracts.actions.holiday_notice import CalendarRefused, changed_days, set_day, take_up_notice
from contracts.enums import DayKind
from contracts.models import WorkDay
from records.models import AuditEvent
from tests.contracts.test_rules_holiday_notice import OF_2023, OF_2026

AT = datetime(2025, 11, 5, 2, 0, tzinfo=UTC)
SOURCE = "国办发明电〔2025〕7号"
pytestmark = pytest.mark.django_db


def take(year: int = 2026, text: str = OF_2026, at: datetime = AT) -> int:
    return take_up_notice(by=None, at=at, year=year, source=SOURCE, text=text)


def test_the_notice_makes_the_year_the_published_one() -> None:
    seed_year(by=None, at=AT, year=2026)
    published = {row.date: row.works for row in WorkDay.objects.all()}
    WorkDay.objects.filter(date__year=2026).delete()

    take()

    rows = WorkDay.objects.all()
    assert {row.date: row.works for row in rows} == published and len(published) == 365
    assert {(row.source, row.provisional) for row in rows} == {(SOURCE, False)}
    assert WorkDay.objects.get(date=date(2026, 2, 14)).kind == DayKind.MAKE_UP


def test_a_provisional_year_is_settled_and_the_changes_are_counted() -> None:
    for day in (date(2026, 2, 16), date(2026, 2, 28)):
        WorkDay.objects.create(
            date=day, kind="workday" if day.weekday() < 5 else "weekend", source="", provisional=True
        )

    changed = take()

    assert changed == 365
    assert not WorkDay.objects.filter(provisional=True).exists()
    assert take() == 0


def test_what_people_entered_outlives_the_nightly_seeding() -> None:
    take()
    set_day(by=None, at=AT, day=date(2026, 7, 6), works=False, name="防台风停业", reason="市政府通告")

    set_day(by=None, at=AT, day=date(2026, 7, 5), works=True, name="防台风停业", reason="市政府通告")
    assert dict(
        WorkDay.objects.filter(date__range=("2026-07-04", "2026-07-07")).values_list("date", "kind")
    ) == {
        date(2026, 7, 4): DayKind.WEEKEND,
        date(2026, 7, 5): DayKind.MAKE_UP,
        date(2026, 7, 6): DayKind.HOLIDAY,
        date(2026, 7, 7): DayKind.WORKDAY,
    }
    assert seed_year(by=None, at=AT, year=2026) == 0
    assert not WorkDay.objects.get(date=date(2026, 7, 6)).works


def test_days_of_the_year_before_are_written_and_no_others() -> None:
    take_up_notice(by=None, at=datetime(2022, 12, 10, tzinfo=UTC), year=2023, source=SOURCE, text=OF_2023)

    assert list(WorkDay.objects.filter(date__year=2022).values_list("date", "kind")) == [
        (date(2022, 12, 31), DayKind.HOLIDAY)
    ]


def test_a_misread_notice_writes_nothing() -> None:
    with pytest.raises(CalendarRefused, match="没有读到：春节"):
        take(text=OF_2026.replace("春节", "佳节"))

    assert not WorkDay.objects.exists() and not AuditEvent.objects.exists()


def test_days_that_are_over_and_settled_stay_as_they_were_counted_by() -> None:
    take()
    july = datetime(2026, 7, 20, tzinfo=UTC)
    WorkDay.objects.filter(date=date(2026, 7, 6)).update(kind=DayKind.HOLIDAY, name="防台风停业")

    with pytest.raises(CalendarRefused, match="07-06"):
        take(at=july)

    assert not WorkDay.objects.get(date=date(2026, 7, 6)).works
    WorkDay.objects.filter(date=date(2026, 7, 6)).update(provisional=True)
    assert take(at=july) == 1


def test_a_day_of_a_year_that_is_not_written_is_not_made_alone() -> None:
    with pytest.raises(CalendarRefused, match="请先录入放假通知"):
        set_day(by=None, at=AT, day=date(2030, 7, 8), works=False, name="停业", reason="通告")

    assert not WorkDay.objects.exists()


def test_a_year_that_is_over_stays() -> None:
    with pytest.raises(CalendarRefused, match="已经过去"):
        take(at=datetime(2027, 1, 2, tzinfo=UTC))


def test_the_log_names_the_days() -> None:
    take()

    after = AuditEvent.objects.get(action="calendar.notice").after
    assert after["source"] == SOURCE and "2026-02-14" in after["made_up"] and len(after["holidays"]) == 33


@pytest.mark.parametrize(
    ("day", "works", "name", "kind"),
    [
        (date(2026, 7, 6), False, "防台风停业", DayKind.HOLIDAY),
        (date(2026, 7, 4), True, "", DayKind.MAKE_UP),
        (date(2026, 10, 1), True, "", DayKind.WORKDAY),
        (date(2026, 2, 28), False, "", DayKind.WEEKEND),
    ],
)
def test_one_day_is_moved(day: date, works: bool, name: str, kind: str) -> None:
    take()

    set_day(by=None, at=AT, day=day, works=works, name=name, reason="市政府通告")

    row = WorkDay.objects.get(date=day)
    assert (row.kind, row.works, row.source) == (kind, works, "市政府通告")
    event = AuditEvent.objects.get(action="calendar.day")
    assert event.before["source"] == SOURCE and event.after["kind"] == kind


@pytest.mark.parametrize(
    ("day", "works", "name", "said"),
    [
        (date(2025, 11, 4), False, "停业", "已经过去"),
        (date(2026, 7, 6), False, "", "须写明节日或事由"),
        (date(2026, 7, 6), True, "", "没有改动"),
    ],
)
def test_a_day_that_cannot_be_moved_stays(day: date, works: bool, name: str, said: str) -> None:
    take()

    with pytest.raises(CalendarRefused, match=said):
        set_day(by=None, at=AT, day=day, works=works, name=name, reason="通告")

    assert not AuditEvent.objects.filter(action="calendar.day").exists()


def test_changes_are_told_before_anything_is_written() -> None:
    row = WorkDay(date=date(2026, 7, 6), kind=DayKind.HOLIDAY, source="")

    assert changed_days([row]) == [row]
    row.save()
    assert changed_days([row]) == []
