"""A year of the work calendar as pages show it."""

from calendar import Calendar
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from contracts.enums import DayKind
from contracts.models import WorkDay
from contracts.queries import day_kind_label, days_between

MARKS = {DayKind.HOLIDAY: _("休"), DayKind.MAKE_UP: _("班")}
WEEK = [_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日")]


def year_asked(text: str, today: date) -> int:
    """The year an address names, this year for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and 1900 < int(text[:5]) < 2200 else today.year


def year_context(year: int, today: date) -> dict[str, Any]:
    """Twelve months with holidays, make-up days and what is provisional. One query."""
    known = days_between(date(year, 1, 1), date(year, 12, 31))
    return {
        "year": year,
        "before": year - 1,
        "after": year + 1,
        "known": bool(known),
        "provisional": any(day.provisional for day in known.values()),
        "workdays": sum(day.works for day in known.values()),
        "months": [_month(year, month, known, today) for month in range(1, 13)],
        "week": WEEK,
        "listed": [(day, day_kind_label(day)) for day in known.values() if day.kind in MARKS],
    }


def _month(year: int, month: int, known: dict[date, WorkDay], today: date) -> dict[str, Any]:
    """Shape: weeks of seven cells, None before the first and after the last day."""
    weeks = Calendar().monthdatescalendar(year, month)
    cells = [
        [_cell(day, known.get(day), today) if day.month == month else None for day in week] for week in weeks
    ]
    works = sum(row.works for day, row in known.items() if day.month == month)
    return {"first": date(year, month, 1), "weeks": cells, "workdays": works}


def _cell(day: date, known: WorkDay | None, today: date) -> dict[str, Any]:
    return {
        "day": day,
        "kind": known.kind if known else "",
        "mark": MARKS.get(DayKind(known.kind), "") if known else "",
        "label": day_kind_label(known) if known else "",
        "today": day == today,
    }
