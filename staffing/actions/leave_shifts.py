"""The roster follows a leave: on approval its shifts go to the substitute, with the leave's end they come back.

Each written week is locked and asked by the roster's own rules; a month that is filed stays as it was filed.
Source: 002 § 四(二)2(6), 表1 3.24; 001 § 1.7.1; 004 § 三.4–5.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from staffing.actions.roster import RosterRefused, Why, lock_week, no_open_swap, settle
from staffing.models import Leave, Person
from staffing.queries.leave_cover import Handed, given_back, hand_over, mondays_of
from staffing.queries.roster import WeekData, filed_months, week_data
from staffing.rules.leaves import Stretch
from staffing.rules.roster_changes import Wish

SESSIONS_TOLD = 5


class LeaveRefused(DomainError):
    """A leave that cannot be asked for or decided like this."""


def cannot_stand_in(substitute: Person, refused: Iterable[str]) -> LeaveRefused:
    """The refusal of a substitute, with day, session and reason."""
    told = list(refused)
    more = len(told) - SESSIONS_TOLD
    words = {"name": substitute.name, "why": "".join(told[:SESSIONS_TOLD]), "n": more}
    if more > 0:
        return LeaveRefused(_("%(name)s不能顶岗：%(why)s另有 %(n)d 个时段。请另选一人。") % words)
    return LeaveRefused(_("%(name)s不能顶岗：%(why)s请另选一人。") % words)


def stand_down(
    *,
    by: Any,
    at: datetime,
    leave: Leave,
    stretch: Stretch,
    substitute: Person | None,
    covered: Callable[[], None],
) -> None:
    """Take somebody out of the roster for a leave and put the substitute there. For use inside a transaction.

    Shape: `covered` judges what is left open, once nobody else can change the weeks. Raises: LeaveRefused,
    RosterRefused.
    """
    person, weeks = leave.person, []
    for monday in mondays_of(person, stretch):
        week = lock_week(by=by, at=at, contract=leave.contract, monday=monday)
        data = week_data(leave.contract, monday)
        handed = hand_over(data, person.pk, stretch, substitute.pk if substitute else None)
        weeks.append((week, data, handed))
    if substitute is not None:
        refused = [told for _week, _data, handed in weeks for told in handed.refused]
        if refused:
            raise cannot_stand_in(substitute, refused)
    covered()
    for week, data, handed in weeks:
        wishes = _open_months(data, handed, substitute)
        no_open_swap([data.shifts[each.cell].pk for each in wishes if each.cell in data.shifts])
        settle(by=by, at=at, week=week, data=data, wishes=wishes, why=_why(leave, substitute), whole=True)


def _open_months(data: WeekData, handed: Handed, substitute: Person | None) -> list[Wish]:
    """The cells of months not filed yet. Raises: LeaveRefused where a substitute would need one of the others."""
    open_, shut = _parted(data, handed.wishes)
    if shut and substitute is not None:
        words = {"month": f"{shut[0].cell[1]:%Y-%m}"}
        raise LeaveRefused(
            _("%(month)s 的考勤已报采购人，顶岗班次不能再写入。请采购人先退回当月考勤。") % words
        )
    return open_


def _parted(data: WeekData, wishes: Iterable[Wish]) -> tuple[list[Wish], list[Wish]]:
    days = sorted({each.cell[1] for each in wishes})
    filed: set[date] = filed_months(data.contract, days[0], days[-1]) if days else set()
    shut = [each for each in wishes if each.cell[1].replace(day=1) in filed]
    return [each for each in wishes if each not in shut], shut


def _why(leave: Leave, substitute: Person | None) -> Why:
    words = {"name": leave.person.name, "kind": leave.get_kind_display()}
    if substitute is None:
        return Why(_("%(name)s请假（%(kind)s）") % words)
    return Why(_("%(name)s请假（%(kind)s），由%(substitute)s顶岗") % {**words, "substitute": substitute.name})


def take_back(*, by: Any, at: datetime, leave: Leave, stretch: Stretch) -> None:
    """Somebody is back for a stretch: their shifts are theirs again, the substitute's are gone.

    For use inside a transaction, once the leave itself has ended. Raises: LeaveRefused.
    """
    for monday in mondays_of(leave.person, stretch):
        week = lock_week(by=by, at=at, contract=leave.contract, monday=monday)
        data = week_data(leave.contract, monday)
        wishes, _shut = _parted(data, given_back(data, leave, stretch))
        why = Why(_("%(name)s销假，班次恢复") % {"name": leave.person.name})
        try:
            settle(by=by, at=at, week=week, data=data, wishes=wishes, why=why, whole=True)
        except RosterRefused as refused:
            raise LeaveRefused(
                _("班次不能恢复：%(why)s 请先在排班里调整，再销假。") % {"why": refused}
            ) from refused
