"""3.10, 3.17, 3.19 and 3.26 from roster, punches, leave and times away, judged by the contract's own classes.

Source: 002 § 五(一) 表1 3.10 (提前到岗), 3.17 (迟到早退), 3.19 (旷工), 3.26 (离岗).
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.rules.findings import Fact, Source
from contracts.models import Contract
from staffing.enums import Verdict
from staffing.queries.attendance_findings import (
    ABSENT,
    ARRIVAL,
    AWAY,
    LATE,
    AttendanceFinding,
    attendance_corrections,
    attendance_findings,
)

CRITERIA = (ARRIVAL, LATE, ABSENT, AWAY)


def detect(contract: Contract, month: date) -> Iterator[Fact]:
    """One fact a person and session, or a time away."""
    for found in attendance_findings(contract, month, now=timezone.now()):
        yield Fact(
            key=found.key,
            criterion=found.criterion,
            occurred_on=found.day,
            subject=f"{found.person.name}（{found.person.number}）",
            note=_told(found),
            sources=(Source(_source(found), "staffing:attendance-day", (found.day.isoformat(),)),),
            late=found.late,
        )


def _told(found: AttendanceFinding) -> str:
    words = {
        "day": found.day.isoformat(),
        "session": found.session.name if found.session else "",
        "minutes": found.minutes,
        "clock": found.clock or _("没有打卡"),
    }
    if found.criterion == AWAY:
        return _("%(day)s 离岗 %(minutes)d 分钟（%(clock)s），未在时限内报备或没有摆出暂停服务牌") % words
    if found.criterion == ABSENT:
        return _("%(day)s %(session)s整个班次没有到岗，没有请假（%(clock)s）") % words
    if found.criterion == ARRIVAL:
        return _("%(day)s %(session)s比应到岗时间晚 %(minutes)d 分钟（%(clock)s），没有提前到岗准备") % words
    words["verdict"] = Verdict(found.verdict).label
    told = _("%(day)s %(session)s%(verdict)s %(minutes)d 分钟（%(clock)s）") % words
    if found.overlaps:
        told += _("；同一事实也符合 %(codes)s，只计一条") % {"codes": "、".join(found.overlaps)}
    return told


def _source(found: AttendanceFinding) -> str:
    return _("%(day)s 考勤") % {"day": f"{found.day:%m-%d}"}


def corrected(contract: Contract, keys: Collection[str]) -> Mapping[str, str]:
    """A punch or a time away that was voided, a file of the clock that came later, the purchaser's ruling."""
    now = timezone.now()
    months: dict[date, list[str]] = {}
    for key in keys:
        months.setdefault(_month(key), []).append(key)
    found: dict[str, str] = {}
    for month, those in months.items():
        found |= attendance_corrections(contract, month, those, now=now)
    return found


def _month(key: str) -> date:
    """The month a key tells of; a time away tells none and may be asked with any."""
    parts = key.split(":")
    return date.fromisoformat(parts[2]).replace(day=1) if len(parts) == 4 else date.min.replace(year=2000)
