"""A small hall in the database for the roster's tests: two windows, their post, people, a week in the future."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract, Team, Window
from hall_ops.lib.permissions import Role
from staffing.actions.roster import Change, Why, change_cells
from staffing.actions.roster_weeks import Answer, publish_week
from staffing.enums import LeaveKind, PostKind, RequestState
from staffing.models import Leave, Person, Post, PostPlace, RosterWeek, ServiceSession, SubstitutePair
from staffing.queries.roster import WeekData, week_data
from staffing.rules.roster import Slot
from tests.factories.contracts import member
from tests.factories.staffing import LONG_AGO, engage, make_person, make_post, make_sessions, make_window

MONDAY = date(2026, 11, 30)
TUESDAY = MONDAY + timedelta(days=1)


@dataclass
class Hall:
    """The hall's people by name; a supervisor plans."""

    contract: Contract
    team: Team
    post: Post
    floats: Post
    am: ServiceSession
    pm: ServiceSession
    windows: tuple[Window, Window]
    supervisor: User
    leader: User
    people: dict[str, Person]

    @classmethod
    def of(cls, contract: Contract) -> "Hall":
        contract.profile = {"hours": {"daily_hours": 8, "weekly_hours": 40}}
        contract.save(update_fields=["profile"])
        team, (am, pm) = Team.objects.create(contract=contract, name="一组"), make_sessions(contract)
        windows = make_window(contract, "01"), make_window(contract, "02")
        post, floats = (
            make_post(contract),
            make_post(contract, name="机动", kind=PostKind.FLOAT, counted=False),
        )
        for each in windows:
            PostPlace.objects.create(
                post=post, venue=each.venue, window=each, sessions=["am", "pm"], effective_on=LONG_AGO
            )
        hall = cls(contract, team, post, floats, am, pm, windows, member(Role.SUPERVISOR, contract),
                   member(Role.TEAM_LEADER, contract, team=team), {})  # fmt: skip
        for name in ("林一", "林二", "林三"):
            hall.hire(name, post, team=team)
        hall.hire("机动员", floats)
        return hall

    def hire(self, name: str, post: Post, *, team: Team | None = None, user: User | None = None) -> Person:
        person = make_person(
            self.contract, name=name, user=user or member(Role.CLERK, self.contract, team=team)
        )
        engage(person, post, team=team)
        self.people[name] = person
        return person

    def cell(self, name: str, day: date = MONDAY, session: ServiceSession | None = None, window: int | None = None,
             **values: Any) -> Change:  # fmt: skip
        key = self.windows[window - 1].pk if window else None
        present = values.pop("present", window is not None)
        return Change(self.people[name].pk, day, (session or self.am).pk, key, present=present, **values)

    def plan(
        self, *changes: Change, by: User | None = None, why: Why | None = None, whole: bool = True
    ) -> Any:
        return change_cells(
            by=by or self.supervisor, at=timezone.now(), contract=self.contract, monday=MONDAY, changes=changes,
            why=why, whole=whole,
        )  # fmt: skip

    def full_week(self) -> None:
        """Both windows staffed all week by the first two."""
        days = [MONDAY + timedelta(days=n) for n in range(5)]
        self.plan(
            *(
                self.cell(name, day, session, window)
                for day in days
                for session in (self.am, self.pm)
                for window, name in enumerate(("林一", "林二"), start=1)
            )
        )

    def publish(self, **answers: Answer) -> RosterWeek:
        return publish_week(
            by=self.supervisor, at=timezone.now(), contract=self.contract, monday=MONDAY, answers=answers
        )

    def data(self) -> WeekData:
        return week_data(self.contract, MONDAY)

    def slot(self, day: date = MONDAY, session: ServiceSession | None = None) -> Slot:
        return self.data().plan.slots[day, (session or self.am).pk]

    def leave(
        self, name: str, state: str = RequestState.APPROVED, day: date = MONDAY, **values: Any
    ) -> Leave:
        person, now = self.people[name], timezone.now()
        decided = state == RequestState.APPROVED
        return Leave.objects.create(**{
            "contract": self.contract, "person": person, "kind": LeaveKind.ANNUAL, "from_on": day, "to_on": day,
            "half_days": 2, "reason": "休假", "state": state, "asked_at": now, "asked_by": person.user,
            "decided_at": now if decided else None, "decided_by": self.supervisor if decided else None, **values,
        })  # fmt: skip

    def pair(self, first: str, second: str) -> SubstitutePair:
        return SubstitutePair.objects.create(
            contract=self.contract, first=self.people[first], second=self.people[second]
        )
