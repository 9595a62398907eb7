"""What people enter into the work calendar: the yearly notice, and single days that an order moved."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.enums import DayKind
from contracts.models import WorkDay
from contracts.rules.holiday_notice import Notice, read_notice
from hall_ops.lib.errors import DomainError
from hall_ops.lib.fixed_holidays import FIXED, LAST_PROVISIONAL_YEAR
from records.actions import record_event

FIELDS = ["kind", "name", "source", "provisional"]


class CalendarRefused(DomainError):
    """A year the calendar does not reach, a notice that was not understood, a day that is over."""

    status = 422


def notice_of(year: int, text: str) -> Notice:
    """The notice as it would be taken up, with what is wrong with it."""
    return read_notice(year, text, frozenset(FIXED))


def notice_days(year: int, notice: Notice, source: str) -> list[WorkDay]:
    """Every day of the year as the notice has it, and the days before it that it begins with."""
    off = {day: each.name for each in notice.breaks for day in each.days}
    made_up = {day: each.name for each in notice.breaks for day in each.made_up}
    first = min([date(year, 1, 1), *off, *made_up])
    span = [first + timedelta(days=step) for step in range((date(year, 12, 31) - first).days + 1)]
    return [
        WorkDay(
            date=day, kind=kind_of(day, works=day in made_up or (day not in off and day.weekday() < 5), name=name),
            name=name, source=source, provisional=False,
        )
        for day in span
        for name in [off.get(day) or made_up.get(day, "")]
        if day.year == year or name
    ]  # fmt: skip


def kind_of(day: date, *, works: bool, name: str) -> str:
    """How a day is written down: only work on a weekend is made up, only a free day with a name is a holiday."""
    if works:
        return DayKind.WORKDAY if day.weekday() < 5 else DayKind.MAKE_UP
    return DayKind.HOLIDAY if name or day.weekday() < 5 else DayKind.WEEKEND


def changed_days(rows: Iterable[WorkDay]) -> list[WorkDay]:
    """Those that differ from what the calendar says now in what they are. One query."""
    wanted = {row.date: row for row in rows}
    known = {row.date: row for row in WorkDay.objects.filter(date__in=wanted)}
    return [row for day, row in wanted.items() if day not in known or known[day].kind != row.kind]


def settled_days(changed: Iterable[WorkDay], today: date) -> list[date]:
    """Of the days that would change those that are over and settled: terms and attendance rest on them. One query."""
    over = [row.date for row in changed if row.date < today]
    found = WorkDay.objects.filter(date__in=over, provisional=False).order_by("date")
    return list(found.values_list("date", flat=True))


def settled_refusal(days: list[date]) -> str:
    listed = "、".join(f"{day:%m-%d}" for day in days[:5])
    text = _(
        "通知会改动已经过去、已经确定的 %(count)d 天（%(days)s）。请核对年份和正文；只改今后的一天，用“改动一天”。"
    )
    return text % {"count": len(days), "days": listed}


@transaction.atomic
def take_up_notice(*, by: Any, at: datetime, year: int, source: str, text: str) -> int:
    """Write a year as the State Council's notice has it and return how many days that changed in what they are.

    Terms of open cases follow at night (windows.jobs.nightly.recompute_due). Raises: CalendarRefused.
    """
    if not timezone.localdate(at).year <= year <= LAST_PROVISIONAL_YEAR:
        raise CalendarRefused(_("%(year)d 年已经过去，日历不能再改写。") % {"year": year})
    notice = notice_of(year, text)
    if notice.problems:
        raise CalendarRefused("".join(notice.problems))
    rows = notice_days(year, notice, source)
    changed = changed_days(rows)
    if settled := settled_days(changed, timezone.localdate(at)):
        raise CalendarRefused(settled_refusal(settled))
    WorkDay.objects.bulk_create(rows, update_conflicts=True, unique_fields=["date"], update_fields=FIELDS)
    after = {
        "year": year,
        "source": source,
        "holidays": [row.date for row in rows if row.kind == DayKind.HOLIDAY],
        "made_up": [row.date for row in rows if row.kind == DayKind.MAKE_UP],
        "changed": [row.date for row in changed],
    }
    record_event("calendar.notice", by=by, after=after)
    return len(changed)


@transaction.atomic
def set_day(*, by: Any, at: datetime, day: date, works: bool, name: str, reason: str) -> WorkDay:
    """Make one day a working day or a free one, where an order moved it after the notice.

    Shape: `name` is the holiday it belongs to, "" for a plain day. Raises: CalendarRefused.
    """
    if day < timezone.localdate(at):
        raise CalendarRefused(
            _("%(day)s 已经过去，当天的期限和考勤已按原日历计算，不能再改。") % {"day": day}
        )
    if not works and day.weekday() < 5 and not name:
        raise CalendarRefused(_("%(day)s 是周一至周五，放假须写明节日或事由。") % {"day": day})
    before = WorkDay.objects.select_for_update().filter(date=day).first()
    if before is None:  # one day alone would make its year look as if it were known
        raise CalendarRefused(_("%(year)d 年的日历还没有写入，请先录入放假通知。") % {"year": day.year})
    kind = kind_of(day, works=works, name=name)
    if (before.kind, before.name) == (kind, name):
        raise CalendarRefused(_("%(day)s 已经是这样，没有改动。") % {"day": day})
    row = WorkDay(date=day, kind=kind, name=name, source=reason, provisional=False)
    row.save(force_update=True)
    was = {"kind": before.kind, "name": before.name, "source": before.source}
    record_event(
        "calendar.day", by=by, obj=row, before=was, after={"kind": row.kind, "name": name, "source": reason}
    )
    return row
