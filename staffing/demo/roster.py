"""The demo hall's roster: published from the end of last month up to this week, the next week a draft; clerks where
they sat. From Friday on the next week is published as well, and the one after it is the draft."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.roster import Change, change_cells, monday_of
from staffing.actions.roster_log import gap_key
from staffing.actions.roster_weeks import Answer, publish_week
from staffing.demo.people import MORNINGS
from staffing.models import Engagement, Person
from staffing.queries.hours import service_days
from staffing.queries.people import engaged_on
from staffing.queries.posts import places_on
from staffing.queries.roster import week_data
from staffing.rules.roster import shortfalls

WEEKS_BACK = 3
FRIDAY = 5
WEEK = timedelta(weeks=1)


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    supervisor, today = people["wu.zhuguan"], timezone.localdate(now)
    monday, last = first_week(contract, today), last_published(today)
    while monday <= min(last + WEEK, contract.ends_on):
        at = min(now, timezone.make_aware(datetime.combine(monday - timedelta(days=3), datetime.min.time())))
        _plan(supervisor, at, contract, monday, _seats(contract, monday, seats))
        if monday <= last:
            _publish(supervisor, at, contract, monday)
        monday += WEEK


def first_week(contract: Contract, today: date) -> date:
    """So far back that last month has a week to be filed."""
    end_of_last = today.replace(day=1) - timedelta(days=1)
    reached = min(monday_of(today) - WEEKS_BACK * WEEK, monday_of(end_of_last))
    return max(reached, monday_of(contract.starts_on))


def last_published(today: date) -> date:
    return monday_of(today) + (WEEK if today.isoweekday() >= FRIDAY else timedelta(0))


def _seats(contract: Contract, monday: date, known: dict[int, int]) -> dict[int, int | None]:
    """A window for each person on a window's post, where they sat already first; None for posts without windows."""
    free: dict[int, list[int]] = {}
    for place in places_on(contract, max(monday, contract.starts_on)):
        if place.window_id and place.window_id not in known.values():
            free.setdefault(place.post_id, []).append(place.window_id)
    return {
        held.person_id: known.get(held.person.user_id or 0) or _taken(free.get(held.post_id, []))
        for held in _held(contract, monday)
    }


def _held(contract: Contract, monday: date) -> list[Engagement]:
    return list(engaged_on(contract, max(monday, contract.starts_on)))


def _taken(free: list[int]) -> int | None:
    return free.pop(0) if free else None


def _plan(by: User, at: datetime, contract: Contract, monday: date, seats: dict[int, int | None]) -> None:
    days = service_days(contract, max(monday, contract.starts_on), monday + timedelta(days=6))
    mornings = Person.objects.filter(contract=contract, name=MORNINGS).values_list("pk", flat=True).first()
    changes = [
        Change(person, day, session.pk, window, present=window is None)
        for day, sessions in days.items()
        for session in sessions
        for person, window in seats.items()
        if person != mornings or session.key == "am"
    ]
    change_cells(by=by, at=at, contract=contract, monday=monday, changes=changes, whole=False)


def _publish(by: User, at: datetime, contract: Contract, monday: date) -> None:
    data = week_data(contract, monday)
    leader = next(held.person for held in _held(contract, monday) if held.leader)
    answers: dict[tuple[Any, ...], Answer] = {
        gap_key(each): Answer(leader, "人员未满编，由班组长临时顶岗") for each in shortfalls(data.plan)
    }
    publish_week(by=by, at=at, contract=contract, monday=monday, answers=answers)
