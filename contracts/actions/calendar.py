"""Filling the work calendar, year by year, from what is known of it."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from contracts.actions.holiday_notice import FIELDS, CalendarRefused
from contracts.models import WorkDay
from hall_ops.lib.china_days import FIRST_YEAR, DayFact, days_of
from hall_ops.lib.fixed_holidays import LAST_PROVISIONAL_YEAR
from records.actions import record_event

PUBLISHED = "国务院办公厅放假通知"
PROVISIONAL = "全国年节及纪念日放假办法（推算）"


@transaction.atomic
def seed_year(*, by: Any, at: datetime, year: int) -> int:
    """Write what is known of a year and return how many days that changed; a second run changes nothing.

    Days with a source that is not ours were entered by people and stay as they are. Raises: CalendarRefused.
    """
    if not FIRST_YEAR <= year <= LAST_PROVISIONAL_YEAR:
        raise CalendarRefused(
            _("没有 %(year)d 年的日历。可用的年份：%(first)d 至 %(last)d。")
            % {"year": year, "first": FIRST_YEAR, "last": LAST_PROVISIONAL_YEAR}
        )
    known = {
        row.date: row for row in WorkDay.objects.filter(date__range=(date(year, 1, 1), date(year, 12, 31)))
    }
    changed = [row for row in map(_row, days_of(year)) if _differs(row, known.get(row.date))]
    if changed:
        WorkDay.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["date"], update_fields=FIELDS
        )
        record_event("calendar.seed", by=by, after={"year": year, "count": len(changed), "seeded_at": at})
    return len(changed)


def _row(fact: DayFact) -> WorkDay:
    source = PROVISIONAL if fact.provisional else PUBLISHED
    return WorkDay(date=fact.day, kind=fact.kind, name=fact.name, source=source, provisional=fact.provisional)


def _differs(row: WorkDay, known: WorkDay | None) -> bool:
    if known is None:
        return True
    ours = known.source in {PUBLISHED, PROVISIONAL}
    return ours and any(getattr(row, field) != getattr(known, field) for field in FIELDS)
