"""Vacancies: what engagements leave empty of the people a post must have, and the clocks that run on each.

The oldest vacancy is filled first: nobody says which of three empty chairs a newcomer took. A vacancy opens on the
first day a post lacks somebody, the day after the last day of who left; from which day its terms run is decision
vacancy_start, by default from that same day, which itself is not counted. A term of a month ends on the day of the
same number, or on the last day of a month without one (民法典 第二百零一、二百零二条).
Source: 002 § 五(一) 表1 1.4 (one month), § 八(七) (15 days), § 八(六) (30 days after effect).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hall_ops.lib.deadlines import months_after, term_end
from hall_ops.lib.workdays import Exceptions, is_workday
from staffing.rules.readings import DAY_AFTER, FIRST_WORKDAY, LAST_DAY, Steps, option_in

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """A person on a post. Shape: both days included; the `known_on` days are when each was written down."""

    number: int
    starts_on: date
    ends_on: date | None = None
    known_on: date | None = None
    end_known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One person missing on a post, from a day on.

    Shape: `starting` marks one that was never filled since the contract took effect: nobody was lost, the time to be
    fully staffed runs. `left` and `came` are the engagements that opened and filled it; `filled_on` is the first day
    on which nobody is missing any more, also when the post is given up.
    """

    opened_on: date
    filled_on: date | None = None
    starting: bool = False
    left: Held | None = None
    came: Held | None = None

    def open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.filled_on is None or self.filled_on > day)

    def touches_workday(self, until: date, calendar: Exceptions) -> bool:
        """Whether anybody was missing on a working day: who leaves on Friday may be followed on Monday."""
        last = min(self.filled_on - ONE_DAY, until) if self.filled_on else until
        days = ((self.opened_on + timedelta(days=n)) for n in range((last - self.opened_on).days + 1))
        return any(is_workday(day, calendar) for day in days)


def vacancies(
    held: Iterable[Held], required: int, first: date, given_up_on: date | None = None
) -> list[Vacancy]:
    """Every vacancy of a post since `first`, in the order of opening.

    Shape: somebody who leaves while the post has too many people, or whose successor begins the next day, opens none.
    """
    rows = sorted(held, key=lambda each: (each.starts_on, each.number))
    leaving: dict[date, list[Held]] = {}
    coming: dict[date, list[Held]] = {}
    for each in rows:
        if each.ends_on is not None and each.ends_on < first:
            continue
        coming.setdefault(max(each.starts_on, first), []).append(each)
        if each.ends_on is not None:
            leaving.setdefault(each.ends_on + ONE_DAY, []).append(each)
    people = len(coming.get(first, []))
    waiting = [Vacancy(first, starting=True) for _n in range(required - people)]
    done: list[Vacancy] = []
    for day in sorted((set(leaving) | set(coming)) - {first}):
        if given_up_on is not None and day >= given_up_on:
            break
        left, came = leaving.get(day, []), coming.get(day, [])
        before, people = people, people + len(came) - len(left)
        more = max(0, required - people) - max(0, required - before)
        if more > 0:
            waiting += [Vacancy(day, left=each) for each in left[-more:]]
        elif more < 0:
            filled, waiting = waiting[:-more], waiting[-more:]
            done += [
                Vacancy(gap.opened_on, day, gap.starting, gap.left, each)
                for gap, each in zip(filled, came, strict=False)
            ]
    done += [Vacancy(gap.opened_on, given_up_on, gap.starting, gap.left) for gap in waiting]
    return sorted(done, key=lambda gap: (gap.opened_on, gap.left.number if gap.left else 0))


@dataclass(frozen=True, slots=True)
class Clock:
    """A term a vacancy runs against. Units: days left, below 0 once it is late."""

    key: str
    due_on: date
    days_left: int
    running: bool

    @property
    def late(self) -> bool:
        return self.days_left < 0

    @property
    def days_late(self) -> int:
        return max(0, -self.days_left)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the contract says of vacancies; None where it says nothing.

    Shape: `months` of the scorecard, `days` of the damages with the kind of day that decision `vacancy_days` chose,
    `staffed_by` the last day to be fully staffed after the contract took effect, `starts` how decision vacancy_start
    read the beginning of a term from which month on.
    """

    months: int | None = None
    days: int | None = None
    day_type: str = "calendar_days"
    staffed_by: date | None = None
    calendar: Mapping[date, bool] | None = None
    starts: Steps = ()


def runs_from(gap: Vacancy, terms: Terms) -> date:
    """The day from which the terms of a loss are counted, itself not counted. Source: decision vacancy_start."""
    option = option_in(terms.starts, gap.opened_on, DAY_AFTER)
    if option == LAST_DAY:
        return gap.opened_on - ONE_DAY
    day = gap.opened_on
    while option == FIRST_WORKDAY and not is_workday(day, terms.calendar or {}):
        day += ONE_DAY
    return day


def scorecard_due(gap: Vacancy, terms: Terms) -> date | None:
    """The last day to fill a loss before the scorecard counts it. Source: 002 § 五(一) 表1 1.4."""
    return None if gap.starting or terms.months is None else months_after(runs_from(gap, terms), terms.months)


def damages_due(gap: Vacancy, terms: Terms) -> date | None:
    """The last day to fill a loss before damages may be claimed. Source: 002 § 八(七)."""
    if gap.starting or terms.days is None:
        return None
    return term_end(runs_from(gap, terms), terms.days, "day", terms.day_type, terms.calendar or {})


def clocks(gap: Vacancy, terms: Terms, day: date) -> tuple[Clock, ...]:
    """The clocks that run on a vacancy, side by side; one that was filled keeps what it came to."""
    until = gap.filled_on if gap.filled_on is not None and gap.filled_on <= day else day
    dues: Sequence[tuple[str, date | None]] = (
        ("damages", damages_due(gap, terms)),
        ("scorecard", scorecard_due(gap, terms)),
        ("staffing", terms.staffed_by if gap.starting else None),
    )
    running = gap.open_on(day)
    return tuple(Clock(key, due, (due - until).days, running) for key, due in dues if due is not None)


def overdue_on_record(gap: Vacancy, due: date, day: date) -> tuple[bool, date | None]:
    """Whether a vacancy passed its term as the records stood at any time up to `day`, and when it was back-filled.

    Shape: (it did, None) by the days themselves; (it did, a day) where the filling was written down on that day only,
    after the records had shown the vacancy beyond its term. Somebody entered late does not undo what was on record.
    """
    until = gap.filled_on if gap.filled_on is not None and gap.filled_on <= day else day
    if until > due:
        return True, None
    if gap.came is None or gap.left is None or gap.came.known_on is None:
        return False, None
    seen_from = max(due + ONE_DAY, gap.left.end_known_on or due)
    return (True, gap.came.known_on) if seen_from < gap.came.known_on <= day else (False, None)
