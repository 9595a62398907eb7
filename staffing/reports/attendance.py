"""The month of attendance for the printer: what was filed, row by row, with the digest it was signed with."""

from collections.abc import Collection
from datetime import date
from typing import Any

from staffing.enums import LeaveKind, Verdict
from staffing.models import AttendanceMonth
from staffing.queries.attendance_month import SIGNS, days_of

# The totals of the printed sheet, in their order.
TOTALS = (
    Verdict.UNPREPARED, Verdict.LATE, Verdict.EARLY, Verdict.LATE_AND_EARLY, Verdict.ABSENT, Verdict.TO_DECIDE,
    Verdict.MISSING_PUNCH,
)  # fmt: skip
WEEK = "一二三四五六日"


def paper_context(filing: AttendanceMonth, people: Collection[int]) -> dict[str, Any]:
    """What is printed. Shape: rows of (line, signs of each day, totals, leave in days)."""
    days = days_of(filing.month)
    lines = [line for line in filing.lines if line["person"] in people]
    return {
        "filing": filing,
        "contract": filing.contract,
        "days": [(day.day, WEEK[day.weekday()]) for day in days],
        "heads": [Verdict(each).label for each in TOTALS],
        "rows": [
            (line, [_signs(line, day) for day in days], _totals(line), _leave(line["leave"]))
            for line in lines
        ],
        "legend": [(sign, Verdict(verdict).label) for verdict, sign in SIGNS.items()],
        "cut": len(lines) < len(filing.lines),
    }


def _signs(line: dict[str, Any], day: date) -> list[str]:
    return [SIGNS[Verdict(found[0])] for found in line["days"].get(day.isoformat(), {}).values()]


def _totals(line: dict[str, Any]) -> list[int]:
    return [line["totals"].get(str(verdict.value), 0) for verdict in TOTALS]


def _leave(halves: dict[str, int]) -> str:
    return "、".join(f"{LeaveKind(kind).label} {count / 2:g}" for kind, count in halves.items() if count)
