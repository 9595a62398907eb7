"""The demo hall's punch clock: four punches a day up to yesterday, a few of them late, one forgotten."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.actions.punches import PunchRow, import_punches
from staffing.demo.days import office
from staffing.models import Shift

# Every so many sessions somebody is late, comes without time to prepare, or forgets the way out.
LATE_EVERY, UNPREPARED_EVERY, FORGOTTEN_EVERY = 97, 41, 131
# Who forgot the way out on the last day, and asks for it to be made up.
FORGETFUL = "莫少琴"


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    """A file of the machine each month, taken in when the month is over or today before the doors open."""
    months: dict[date, list[PunchRow]] = defaultdict(list)
    shifts = past_shifts(contract, now)
    forgotten = max(((row.starts_at, row.pk) for row in shifts if row.person.name == FORGETFUL), default=None)
    for serial, shift in enumerate(shifts, start=1):
        early = 11 + (serial * 7) % 14
        if serial % LATE_EVERY == 0:
            early = -6
        elif serial % UNPREPARED_EVERY == 0:
            early = 4
        rows = months[shift.day.replace(day=1)]
        rows.append(PunchRow(shift.person_id, shift.starts_at - timedelta(minutes=early), "大厅东门"))
        if serial % FORGOTTEN_EVERY and (shift.starts_at, shift.pk) != forgotten:
            rows.append(
                PunchRow(shift.person_id, shift.ends_at + timedelta(minutes=1 + serial % 9), "大厅东门")
            )
    for month, rows in sorted(months.items()):
        import_punches(
            by=people["wu.zhuguan"], at=min(office(next_month(month), 0, 20), office(timezone.localdate(now), 0, 20)),
            contract=contract, name=f"考勤机导出-{month:%Y-%m}.csv", digest=f"{month:%Y%m}".zfill(64), layout="demo",
            rows=rows,
        )  # fmt: skip


def past_shifts(contract: Contract, now: datetime) -> list[Shift]:
    """The published shifts of the days before today, by day, person and hour."""
    today = office(timezone.localdate(now), 0)
    rows = Shift.objects.filter(contract=contract, ends_at__lt=today).select_related("person")
    return list(rows.order_by("day", "person", "starts_at"))
