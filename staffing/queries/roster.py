"""A week of the roster with all that its rules and its screen need, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from contracts.models import Contract, Team, Venue, Window, WorkDay
from staffing.enums import FilingState, PostKind, RequestState, SessionKind, ShiftKind
from staffing.models import (
    AttendanceMonth,
    Engagement,
    Leave,
    Person,
    Post,
    PostPlace,
    RosterWeek,
    ServiceSession,
    Shift,
    SubstitutePair,
)
from staffing.queries.hours import sessions_of, span
from staffing.queries.people import engaged_between
from staffing.rules.hours import serves
from staffing.rules.roster import (
    Held,
    Limits,
    Place,
    Placing,
    Plan,
    Shortfall,
    Slot,
    SlotKey,
    Worker,
    on_leave,
    weekday,
)

WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the week as the screen names them; the post and team are those of the week's last engagement."""

    person: Person
    post: Post
    team: Team | None
    leader: bool


@dataclass(frozen=True, slots=True)
class WeekData:
    """All of a week. Shape: `asked` are sessions for which leave is asked and not decided; `leaves` names the kind."""

    contract: Contract
    monday: date
    week: RosterWeek | None
    plan: Plan
    members: dict[int, Member]
    windows: dict[int, Window]
    venues: dict[int, Venue]
    posts: dict[int, Post]
    sessions: dict[int, ServiceSession]
    shifts: dict[tuple[int, date, int], Shift]
    leaves: dict[tuple[int, SlotKey], Leave]
    asked: dict[tuple[int, SlotKey], Leave]

    def venue_of(self, person: int, day: date) -> int | None:
        """Where somebody's own post stands on a day: by the engagement, else the post's first place, else any."""
        worker = self.plan.workers.get(person)
        held = worker.held_on(day) if worker else None
        if held is None:
            return None
        if held.venue is not None:
            return held.venue
        own = (each.venue for each in self.plan.places if each.post == held.post and each.on(day))
        return next(own, next(iter(self.venues), None))

    def place_name(self, place: Place) -> str:
        if place.window is not None and place.window in self.windows:
            return _("%(number)s 号窗口") % {"number": self.windows[place.window].number}
        words = {"post": self.posts[place.post].name, "venue": self.venues[place.venue].name}
        return _("%(post)s（%(venue)s）") % words

    def placing_name(self, placing: Placing) -> str:
        """Where a placing puts somebody: 07 号窗口, 引导岗, 培训."""
        if not placing.counts:
            return str(ShiftKind(placing.kind).label)
        if placing.window is not None and placing.window in self.windows:
            return _("%(number)s 号窗口") % {"number": self.windows[placing.window].number}
        return self.posts[placing.post].name

    def told(self, found: Shortfall) -> str:
        """A shortfall in words: 周三上午 07 号窗口没有人."""
        words = {
            "day": weekday(found.slot.day), "session": found.slot.name, "place": self.place_name(found.place),
            "needed": found.needed, "found": found.found,
        }  # fmt: skip
        if found.place.window is not None:
            return _("%(day)s%(session)s %(place)s没有人") % words
        return _("%(day)s%(session)s %(place)s应有 %(needed)s 人，只有 %(found)s 人") % words


def week_data(contract: Contract, monday: date) -> WeekData:
    """Read the week that begins on a Monday; nothing needs to be planned yet."""
    last = monday + WEEK
    sessions = {row.pk: row for row in sessions_of(contract, monday, last)}
    slots = _slots(sessions.values(), monday, last)
    engagements = list(engaged_between(contract, monday, last))
    leaves, asked = _leaves(contract, slots, monday, last)
    rows = list(_places(contract, monday, last))
    windows = {row.pk: row for row in windows_of(contract).select_related("venue")}
    shifts = list(Shift.objects.filter(contract=contract, day__range=(monday, last)))
    workers = _workers(contract, engagements, leaves)
    members = {
        row.person_id: Member(row.person, row.post, row.team, row.leader)
        for row in sorted(engagements, key=lambda row: row.starts_on)
    }
    _add_strangers(workers, shifts)
    posts = {row.post_id: row.post for row in (*engagements, *rows)}
    venues = {row.venue_id: row.venue for row in (*windows.values(), *rows)}
    _add_missing(Post, posts, {each.post_id for each in shifts})
    _add_missing(Venue, venues, {each.venue_id for each in shifts})
    plan = Plan(slots, workers, [_place(row) for row in rows], limits_of(contract), map(placing_of, shifts))
    return WeekData(
        contract=contract, monday=monday, plan=plan, members=members, windows=windows, sessions=sessions,
        week=RosterWeek.objects.filter(contract=contract, starts_on=monday).select_related("published_by").first(),
        venues=venues, posts=posts,
        shifts={(row.person_id, row.day, row.session_id): row for row in shifts},
        leaves=leaves, asked=asked,
    )  # fmt: skip


def _add_strangers(workers: dict[int, Worker], shifts: list[Shift]) -> None:
    """People with a shift and no post this week: they left, or their engagement was voided."""
    unknown = {each.person_id for each in shifts} - workers.keys()
    if unknown:
        for pk, name in Person.objects.filter(pk__in=unknown).values_list("pk", "name"):
            workers[pk] = Worker(pk, name)


def _add_missing(model: Any, known: dict[int, Any], wanted: set[int]) -> None:
    """Rows that only old shifts still name; seldom any, then one query."""
    if wanted - known.keys():
        known |= model.objects.in_bulk(wanted - known.keys())


def windows_of(contract: Contract) -> Any:
    return Window.objects.filter(venue__contracts=contract).order_by("venue_id", "number")


def placing_of(row: Shift) -> Placing:
    return Placing(
        row.person_id,
        row.day,
        row.session_id,
        row.post_id,
        row.venue_id,
        row.window_id,
        row.kind,
        row.covers_id,
    )


def limits_of(contract: Contract) -> Limits:
    """The hours the contract agreed; none where it names none. Source: 002 § 四(二)2(6)."""
    hours = contract.profile.get("hours") or {}

    def minutes(key: str) -> int | None:
        found = hours.get(key)
        return int(Decimal(str(found)) * 60) if found else None

    return Limits(minutes("daily_hours"), minutes("weekly_hours"))


def _slots(sessions: Iterable[ServiceSession], first: date, last: date) -> dict[SlotKey, Slot]:
    calendar = {row.date: row.works for row in WorkDay.objects.filter(date__range=(first, last))}
    found = {}
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        for row in sessions:
            held = serves(
                day, weekdays=row.weekdays, works=calendar.get(day), used_from=row.effective_on,
                used_until=row.effective_until,
            )  # fmt: skip
            if held:
                begins, ends = span(day, row)
                extended = row.kind == SessionKind.EXTENDED
                found[day, row.pk] = Slot(day, row.pk, row.key, row.name, begins, ends, extended)
    return found


def _leaves(
    contract: Contract, slots: dict[SlotKey, Slot], first: date, last: date
) -> tuple[dict[tuple[int, SlotKey], Leave], dict[tuple[int, SlotKey], Leave]]:
    """Sessions of approved leaves, and of those still asked for."""
    rows = Leave.objects.filter(
        contract=contract, from_on__lte=last, to_on__gte=first,
        state__in=(RequestState.APPROVED, RequestState.ASKED),
    )  # fmt: skip
    approved: dict[tuple[int, SlotKey], Leave] = {}
    asked: dict[tuple[int, SlotKey], Leave] = {}
    for row in rows:
        into = approved if row.state == RequestState.APPROVED else asked
        for slot in slots.values():
            if on_leave(
                slot, from_on=row.from_on, from_half=row.from_half, to_on=row.to_on, to_half=row.to_half
            ):
                into[row.person_id, slot.at] = row
    return approved, asked


def _places(contract: Contract, first: date, last: date) -> Iterable[PostPlace]:
    rows = PostPlace.objects.filter(post__contract=contract, effective_on__lte=last).select_related(
        "post", "venue"
    )
    ordered = rows.order_by("post__position", "venue_id", "window__number", "pk")
    return [row for row in ordered if row.effective_until is None or row.effective_until >= first]


def _place(row: PostPlace) -> Place:
    return Place(
        row.pk, row.post_id, row.venue_id, row.effective_on, row.effective_until, row.window_id,
        frozenset(row.sessions), tuple(sorted((key, int(least)) for key, least in row.minimum.items())),
    )  # fmt: skip


def _workers(
    contract: Contract, engagements: Iterable[Engagement], leaves: dict[tuple[int, SlotKey], Leave]
) -> dict[int, Worker]:
    held: dict[int, list[Engagement]] = {}
    for row in engagements:
        held.setdefault(row.person_id, []).append(row)
    away: dict[int, set[SlotKey]] = {}
    for person, slot in leaves:
        away.setdefault(person, set()).add(slot)
    firsts: dict[int, set[int]] = {}
    for first, second in SubstitutePair.objects.filter(contract=contract, ended_at=None).values_list(
        "first_id", "second_id"
    ):
        firsts.setdefault(second, set()).add(first)
    return {
        pk: Worker(
            pk, rows[0].person.name,
            tuple(
                Held(row.post_id, row.venue_id, row.starts_on, row.ends_on, row.post.kind == PostKind.FLOAT)
                for row in rows
            ),
            frozenset(away.get(pk, ())), frozenset(firsts.get(pk, ())), rows[-1].window_id,
        )
        for pk, rows in held.items()
    }  # fmt: skip


def filed_months(contract: Contract, first: date, last: date) -> set[date]:
    """Months of the days whose attendance is with the purchaser: their roster is no longer changed."""
    wanted = {first.replace(day=1), last.replace(day=1)}
    rows = AttendanceMonth.objects.filter(contract=contract, month__in=wanted)
    return set(rows.exclude(state=FilingState.REOPENED).values_list("month", flat=True))


def usual_windows(contract: Contract, monday: date) -> dict[int, int]:
    """The window everybody sat at last in the four weeks before."""
    rows = Shift.objects.filter(
        contract=contract, window__isnull=False, day__lt=monday, day__gte=monday - 4 * timedelta(days=7)
    )
    return dict(rows.order_by("starts_at").values_list("person_id", "window_id"))
