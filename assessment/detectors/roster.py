"""3.24: a window or a shift changed without the team leader's leave.

Two sources: a published week changed without approval, and somebody who signed on at another window than the roster
says for most of a session. Source: 002 § 五(一) 表1 3.24.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.models import Shift
from staffing.queries.roster_findings import planned_windows, unapproved_changes
from windows.enums import EndedAs
from windows.models import WindowSession

CRITERIA = ("3.24",)


def detect(contract: Contract, month: date) -> Iterator[Fact]:
    for found in unapproved_changes(contract, month):
        words = {"day": found.day.isoformat(), "before": found.before, "after": found.after, "by": found.by}
        yield Fact(
            key=found.key,
            criterion="3.24",
            occurred_on=found.day,
            subject=f"{found.name}（{found.number}）",
            note=_("%(day)s 排班“%(before)s”改为“%(after)s”，没有班组长或主管批准（%(by)s 操作）") % words,
            sources=(Source(_("排班变动"), "staffing:roster-changes", ()),),
        )
    yield from _elsewhere(contract, month)


def _elsewhere(contract: Contract, month: date) -> Iterator[Fact]:
    """Sessions at a window that was not the planned one, most of a planned session long."""
    planned = planned_windows(contract, month)
    sessions = WindowSession.objects.filter(
        contract=contract, started_at__gte=_midnight(month), started_at__lt=_midnight(next_month(month)),
        ended_at__isnull=False,
    ).exclude(ended_as=EndedAs.SUPERVISOR).select_related("window").order_by("started_at")  # fmt: skip
    for session in sessions:
        day = timezone.localdate(session.started_at)
        shifts = planned.get((session.clerk_id, day), [])
        if any(shift.window_id == session.window_id for shift in shifts):
            continue
        for shift in shifts:
            if _together(session, shift) * 2 > shift.ends_at - shift.starts_at:
                yield _fact(session, shift, day)
                break


def _fact(session: WindowSession, shift: Shift, day: date) -> Fact:
    words = {
        "day": day.isoformat(), "session": shift.session.name, "planned": shift.window.number if shift.window else "",
        "window": session.window.number,
    }  # fmt: skip
    return Fact(
        key=f"session:{session.pk}",
        criterion="3.24",
        occurred_on=day,
        subject=f"{shift.person.name}（{shift.person.number}）",
        note=_("%(day)s %(session)s排在 %(planned)s 号窗口，实际在 %(window)s 号窗口上岗，没有换班或调整记录")
        % words,
        sources=(Source(_("排班变动"), "staffing:roster-changes", ()),),
    )


def _together(session: WindowSession, shift: Shift) -> timedelta:
    """How long the two lie over each other; the session has ended."""
    ended = session.ended_at or session.started_at
    return max(min(ended, shift.ends_at) - max(session.started_at, shift.starts_at), timedelta())


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def corrected(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """A sign-on at the wrong window that the supervisor ended with a reason was a slip, no change of the roster."""
    numbers = {key: int(key.partition(":")[2]) for key in keys if key.startswith("session:")}
    ended = WindowSession.objects.filter(
        contract=contract, pk__in=numbers.values(), ended_as=EndedAs.SUPERVISOR
    )
    notes = dict(ended.values_list("pk", "end_note"))
    return {key: notes[number] for key, number in numbers.items() if notes.get(number)}
