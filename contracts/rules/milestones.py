"""Things due once, some time after an event of the contract: signing, hand-over plan, staffing, notices.

Source: 002 § ★6, § 八(六), § 八(八); 001 § 2 表 3 (warranty).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from contracts.profile_schema.agreement import Milestone
from contracts.profile_schema.wording import AFTER, unit_name
from contracts.rules.due_dates import Standing, standing
from hall_ops.lib.deadlines import CALENDAR, WORKING, term_end
from hall_ops.lib.workdays import Exceptions


@dataclass(frozen=True, slots=True)
class DueMilestone:
    """A milestone with its day.

    Shape: `due_on` is None while the event has no date; `rule` says in Chinese how the day is counted.
    """

    key: str
    label: str
    event_on: date | None
    due_on: date | None
    rule: str
    clause: str
    standing: Standing


def due_milestones(
    milestones: Iterable[Milestone],
    events: Mapping[str, date],
    done: Mapping[str, date],
    day: date,
    calendar: Exceptions,
    day_type: str = CALENDAR,
) -> tuple[DueMilestone, ...]:
    """Return every milestone of a contract with its due day and how it stands on `day`.

    Shape: `events` by name (award_notice, signing, effect, force_majeure_end, acceptance), `done` by milestone key.
    Source: 002 § ★6: 30 days after the award notice, 20 working days after signing; § 八(六): 30 days after effect.
    """
    return tuple(
        _due(each, events.get(each.after), done.get(each.key), day, calendar, day_type) for each in milestones
    )


def _due(
    milestone: Milestone,
    event: date | None,
    done: date | None,
    day: date,
    calendar: Exceptions,
    day_type: str,
) -> DueMilestone:
    due = term_end(event, milestone.within, milestone.unit, day_type, calendar) if event is not None else None
    unit = "working_day" if milestone.unit == "day" and day_type == WORKING else milestone.unit
    words = {"event": AFTER[milestone.after], "count": milestone.within, "unit": unit_name(unit)}
    rule = _("%(event)s %(count)s %(unit)s，当日不计") % words
    stands = standing(due, done, day)
    return DueMilestone(milestone.key, milestone.label, event, due, rule, milestone.clause, stands)
