"""The demo hall's punch clock: four punches a day up to yesterday, a few of them late, one forgotten; a leave."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.leaves import ask_leave
from staffing.actions.punches import PunchRow, import_punches
from staffing.enums import LeaveKind
from staffing.models import Shift
from staffing.queries.people import file_of
from staffing.rules.leaves import Stretch

# Every so many sessions somebody is late, comes without time to prepare, or forgets the way out.
LATE_EVERY, UNPREPARED_EVERY, FORGOTTEN_EVERY = 97, 41, 131


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows: list[PunchRow] = []
    shifts = Shift.objects.filter(contract=contract, ends_at__lt=midnight).order_by(
        "day", "person", "starts_at"
    )
    for serial, shift in enumerate(shifts, start=1):
        early = 11 + (serial * 7) % 14
        if serial % LATE_EVERY == 0:
            early = -6
        elif serial % UNPREPARED_EVERY == 0:
            early = 4
        rows.append(PunchRow(shift.person_id, shift.starts_at - timedelta(minutes=early), "大厅东门"))
        if serial % FORGOTTEN_EVERY:
            rows.append(
                PunchRow(shift.person_id, shift.ends_at + timedelta(minutes=1 + serial % 9), "大厅东门")
            )
    if rows:
        import_punches(
            by=people["wu.zhuguan"], at=midnight + timedelta(minutes=20), contract=contract, name="考勤机导出.csv",
            digest="0" * 64, layout="demo", rows=rows,
        )  # fmt: skip
    _leave(contract, people["li.chuangkou"], now)


def _leave(contract: Contract, user: User, now: datetime) -> None:
    """A leave of a day that waits for the supervisor."""
    person, day = file_of(user, contract), timezone.localdate(now) + timedelta(days=3)
    while day.isoweekday() > 5:
        day += timedelta(days=1)
    if person is not None and day <= contract.ends_on:
        ask_leave(
            by=user, at=now, person=person, kind=LeaveKind.PERSONAL, stretch=Stretch(day, 1, day, 2),
            reason="家中有事",
        )  # fmt: skip
