"""A month of 120 people judged, against reading the same rows by plain SQL; and the same for ten times as many."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from staffing.enums import PunchSource, WeekState
from staffing.models import Person, Punch, RosterWeek, Shift
from staffing.queries.attendance import judged_days
from staffing.queries.hours import span
from tests.bench import Measure, seconds

PEOPLE, TIMES, LIMIT, LINEAR = 120, 10, 5.0, 1.5
FIRST, LAST = date(2026, 3, 2), date(2026, 3, 31)
NOW = timezone.make_aware(datetime.combine(date(2026, 4, 2), time(9)))
CLOCKS = ((8, 15), (12, 2), (14, 17), (17, 32))


def seed(people: int) -> Contract:
    """A contract with so many people, their published shifts on working days and four punches a day, some missing."""
    from tests.factories.accounts import UserFactory
    from tests.factories.contracts import ContractFactory
    from tests.factories.staffing import make_post, make_sessions
    from tests.factories.windows import make_venue

    contract, by, chance = ContractFactory(), UserFactory(role=Role.SUPERVISOR), Random(people)
    contract.profile = {"limits": load_profile("haikou").model_dump(mode="json")["limits"]}
    contract.save()
    sessions, post, venue = make_sessions(contract), make_post(contract), make_venue(contract)
    files = Person.objects.bulk_create(
        Person(
            contract=contract, number=f"B{number:05}", name=f"员工{number}", sex="female", born_on=date(1995, 5, 17),
            recorded_at=NOW, recorded_by=by,
        )
        for number in range(people)
    )  # fmt: skip
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    days = [day for day in days if day.isoweekday() < 6]
    weeks = {
        monday: RosterWeek.objects.create(
            contract=contract, starts_on=monday, made_at=NOW, made_by=by, state=WeekState.PUBLISHED,
            published_at=NOW, published_by=by,
        )
        for monday in sorted({day - timedelta(days=day.weekday()) for day in days})
    }  # fmt: skip
    shifts, punches = [], []
    for person in files:
        for day in days:
            week = weeks[day - timedelta(days=day.weekday())]
            for session in sessions:
                starts_at, ends_at = span(day, session)
                shifts.append(
                    Shift(
                        contract=contract, week=week, person=person, day=day, session=session, starts_at=starts_at,
                        ends_at=ends_at, post=post, venue=venue, made_at=NOW, made_by=by,
                    )
                )  # fmt: skip
            for hour, minute in CLOCKS:
                if chance.random() > 0.03:
                    at = timezone.make_aware(datetime.combine(day, time(hour, minute, chance.randrange(60))))
                    punches.append(
                        Punch(
                            contract=contract, person=person, at=at + timedelta(minutes=chance.randrange(-4, 9)),
                            source=PunchSource.MACHINE, recorded_at=NOW,
                        )
                    )  # fmt: skip
    Shift.objects.bulk_create(shifts, batch_size=2000)
    Punch.objects.bulk_create(punches, batch_size=2000)
    return contract


def plain(contract: Contract) -> int:
    """The same rows by plain SQL, every one taken into the program."""
    rows = 0
    with connection.cursor() as cursor:
        for table, columns in (
            (
                "staffing_shift",
                "person_id, id, day, session_id, starts_at, ends_at, window_id, venue_id, kind",
            ),
            ("staffing_punch", "person_id, at, source, late"),
        ):
            cursor.execute(f"SELECT {columns} FROM {table} WHERE contract_id = %s", [contract.pk])
            rows += len(cursor.fetchall())
    return rows


def run() -> list[Measure]:
    """Judging beside reading, and a tenth of ten times as many beside the one."""
    one, ten = seed(PEOPLE), seed(PEOPLE * TIMES)
    judged = seconds(lambda: judged_days(one, FIRST, LAST, now=NOW))
    read = seconds(lambda: plain(one))
    many = seconds(lambda: judged_days(ten, FIRST, LAST, now=NOW), 3)
    return [
        Measure("staffing_attendance: judged", judged, read, LIMIT),
        Measure("staffing_attendance: ten times", many / TIMES, judged, LINEAR),
    ]
