"""Rows of staffing for tests, made directly. The actions of staffing.actions make real ones."""

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Team, Window
from hall_ops.lib.permissions import Role
from staffing.enums import PostKind, PostRole, PunchSource, Sex, WeekState
from staffing.models import Engagement, Person, Post, Punch, RosterWeek, ServiceSession, Shift
from staffing.queries.hours import span
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member
from tests.factories.windows import make_venue, make_window

numbers = count(1)
LONG_AGO = date(2020, 1, 1)


def make_sessions(contract: Contract) -> tuple[ServiceSession, ServiceSession]:
    """Morning 08:30–12:00 and afternoon 14:30–17:30, from long ago; what is there already stays."""
    found = []
    for key, name, begins, ends in (
        ("am", "上午", time(8, 30), time(12)),
        ("pm", "下午", time(14, 30), time(17, 30)),
    ):
        row, _made = ServiceSession.objects.get_or_create(
            contract=contract, key=key, effective_until=None,
            defaults={
                "name": name, "starts_at": begins, "ends_at": ends, "weekdays": [1, 2, 3, 4, 5],
                "effective_on": LONG_AGO,
            },
        )  # fmt: skip
        found.append(row)
    return found[0], found[1]


def make_post(contract: Contract, **values: Any) -> Post:
    code = values.pop("code", f"post-{next(numbers)}")
    defaults = {
        "name": "综合窗口", "kind": PostKind.WINDOW, "role": PostRole.CLERK, "headcount": 3, "clause": "002 § ★3",
    }  # fmt: skip
    return Post.objects.create(contract=contract, code=code, **{**defaults, **values})


def make_person(contract: Contract, *, user: User | None = None, **values: Any) -> Person:
    """A file without personal numbers; somebody born in 1995."""
    serial = next(numbers)
    defaults = {
        "number": f"G{serial:04}", "name": f"员工{serial}", "sex": Sex.FEMALE, "born_on": date(1995, 5, 17),
        "recorded_at": timezone.now(), "recorded_by": values.pop("by", None) or UserFactory(role=Role.DIRECTOR),
    }  # fmt: skip
    return Person.objects.create(contract=contract, user=user, **{**defaults, **values})


def engage(
    person: Person,
    post: Post | None = None,
    *,
    starts_on: date = LONG_AGO,
    team: Team | None = None,
    **values: Any,
) -> Engagement:
    return Engagement.objects.create(
        contract=person.contract, person=person, post=post or make_post(person.contract), team=team,
        starts_on=starts_on, recorded_at=timezone.now(), recorded_by=person.recorded_by, **values,
    )  # fmt: skip


def make_staff(
    contract: Contract, role: Role = Role.CLERK, *, team: Team | None = None, **values: Any
) -> Person:
    """A member of the contract with a file and a post."""
    person = make_person(contract, user=member(role, contract, team=team), **values)
    engage(person, team=team)
    return person


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def make_week(contract: Contract, day: date, *, published: bool = False) -> RosterWeek:
    by, now = UserFactory(role=Role.SUPERVISOR), timezone.now()
    week, _made = RosterWeek.objects.get_or_create(
        contract=contract, starts_on=monday(day), defaults={"made_at": now, "made_by": by}
    )
    if published and week.state == WeekState.DRAFT:
        RosterWeek.objects.filter(pk=week.pk).update(
            state=WeekState.PUBLISHED, published_at=now, published_by=by
        )
        week.refresh_from_db()
    return week


def make_shift(
    person: Person, day: date, session: ServiceSession, *, window: Window | None = None, **values: Any
) -> Shift:
    """A shift in a published week."""
    contract = person.contract
    begins, ends = span(day, session)
    held = person.engagements.filter(voided_at=None).first()
    return Shift.objects.create(
        contract=contract, week=make_week(contract, day, published=True), person=person, day=day, session=session,
        starts_at=begins, ends_at=ends, post=held.post if held else make_post(contract),
        venue=window.venue if window else make_venue(contract), window=window, made_at=timezone.now(),
        made_by=person.recorded_by, **values,
    )  # fmt: skip


def punch(person: Person, at: datetime, **values: Any) -> Punch:
    values = {"source": PunchSource.MACHINE, "recorded_at": at, **values}
    return Punch.objects.create(contract=person.contract, person=person, at=at, **values)


def at_clock(day: date, text: str) -> datetime:
    """A moment of a day in the hall's time zone: at_clock(day, "08:20")."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(text)))


__all__ = [
    "at_clock", "engage", "make_person", "make_post", "make_sessions", "make_shift", "make_staff", "make_week",
    "make_window", "monday", "punch",
]  # fmt: skip
