"""What attendance proves against the contract's classes, with its evidence, for the assessment to read.

A fact is judged by what was recorded in time. What came later by hand (a made-up punch, leave asked for afterwards,
rows entered after the month was filed) keeps it and says so in `late`; a punch clock's file that arrived later, a
voided record and the purchaser's ruling are corrections, told by `attendance_corrections`.
Source: 002 § 五(一)表1 3.10, 3.17, 3.19, 3.26.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.months import next_month
from staffing.enums import PunchSource, Verdict
from staffing.models import AttendanceRuling, Away, Person, Punch, ServiceSession
from staffing.queries.attendance import Line, judged_of, limits_of, midnight, read_days
from staffing.rules.attendance import AwaySpan, Judged, Limits, away_breach, away_minutes

ARRIVAL, LATE, ABSENT, AWAY = "3.10", "3.17", "3.19", "3.26"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record behind a finding. Shape: `kind` is shift, punch, leave, make_up or away; `at` when it happened."""

    kind: str
    pk: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AttendanceFinding:
    """One breach of one person in one session, or one time away.

    Shape: `key` names it for ever ("3.17:person:day:session", "3.26:away"); `late` says what came afterwards, "" when
    nothing did; `clock` tells what the punches say. Units: minutes as the clause counts them.
    """

    key: str
    criterion: str
    person: Person
    day: date
    session: ServiceSession | None
    verdict: str
    minutes: int
    clock: str
    evidence: tuple[Evidence, ...]
    recorded_at: datetime
    late: str = ""
    overlaps: tuple[str, ...] = ()


def attendance_findings(contract: Contract, month: date, *, now: datetime) -> list[AttendanceFinding]:
    """Every breach of a month's days that are over. Shape: in the order of days and staff numbers.

    A contract without one of the limits has none of its findings.
    """
    today = timezone.localdate(now)
    last = min(next_month(month), today) - timedelta(days=1)
    if last < month:
        return []
    limits = limits_of(contract, month)
    found = [*_sessions(contract, month, last, limits, now), *_aways(contract, month, last, limits, now)]
    return sorted(found, key=lambda each: (each.day, each.person.number, each.key))


def _sessions(
    contract: Contract, first: date, last: date, limits: Limits, now: datetime
) -> Iterator[AttendanceFinding]:
    material = read_days(contract, first, last)
    today = {line.shift_id: line for line in judged_of(contract, material, now=now)}
    lines = judged_of(contract, material, now=now, in_time=True)
    wanted = [
        (line, today[line.shift_id].judged, criterion, minutes)
        for line in lines
        for criterion, minutes in _breaches(_as_ruled(line.judged, today[line.shift_id].judged), limits)
    ]
    wanted = _whole_absences(wanted, limits)
    people = Person.objects.in_bulk({line.person_id for line, *_rest in wanted})
    sessions = ServiceSession.objects.in_bulk({line.session_id for line, *_rest in wanted})
    punches = _punches(contract, first, last, set(people))
    for line, after, criterion, minutes in wanted:
        rows = punches.get((line.person_id, line.day), [])
        still = {each for each, _n in _breaches(after, limits)}
        yield AttendanceFinding(
            key=f"{criterion}:{line.person_id}:{line.day}:{line.session_id}",
            criterion=criterion,
            person=people[line.person_id],
            day=line.day,
            session=sessions[line.session_id],
            verdict=_as_ruled(line.judged, after).verdict,
            minutes=minutes,
            clock=_clock(line.judged),
            evidence=(Evidence("shift", line.shift_id, line.planned.starts_at), *rows),
            recorded_at=max([each.at for each in rows], default=line.planned.ends_at),
            late="" if criterion in still or after.ruled else _made_good(after),
            overlaps=(ARRIVAL,) if criterion == LATE and line.judged.late and limits.arrival else (),
        )


def _as_ruled(judged: Judged, after: Judged) -> Judged:
    """A ruling decides; without one, what was recorded in time does."""
    return after if after.ruled else judged


def _breaches(judged: Judged, limits: Limits) -> list[tuple[str, int]]:
    """Criteria with their minutes that a session proves.

    A punch that lacks at one end takes nothing from what the other end proves; what waits for a person proves nothing.
    """
    verdict, found = judged.verdict, []
    if verdict == Verdict.ABSENT and limits.absence is not None:
        found.append((ABSENT, judged.late + judged.early))
    if limits.late is not None and (
        verdict in (Verdict.LATE, Verdict.EARLY, Verdict.LATE_AND_EARLY)
        or (verdict == Verdict.MISSING_PUNCH and 0 < max(judged.late, judged.early) <= limits.late)
    ):
        found.append((LATE, judged.late + judged.early))
    settled = (Verdict.UNPREPARED, Verdict.EARLY, Verdict.MISSING_PUNCH)
    if judged.unprepared and verdict in settled and limits.arrival is not None:
        found.append((ARRIVAL, judged.unprepared))
    return found


Wanted = tuple[Line, Judged, str, int]


def _whole_absences(wanted: list[Wanted], limits: Limits) -> list[Wanted]:
    """Absences count from so many sessions of a day as the contract says."""
    count: dict[tuple[int, date], int] = defaultdict(int)
    for line, _after, criterion, _minutes in wanted:
        count[line.person_id, line.day] += criterion == ABSENT
    least = limits.absence or 1
    return [each for each in wanted if each[2] != ABSENT or count[each[0].person_id, each[0].day] >= least]


def _punches(
    contract: Contract, first: date, last: date, people: set[int]
) -> dict[tuple[int, date], list[Evidence]]:
    found: dict[tuple[int, date], list[Evidence]] = defaultdict(list)
    rows = Punch.objects.filter(
        contract=contract, person__in=people, voided_at=None, at__gte=midnight(first),
        at__lt=midnight(last + timedelta(days=1)),
    )  # fmt: skip
    for person, pk, at in rows.values_list("person_id", "pk", "at"):
        found[person, timezone.localdate(at)].append(Evidence("punch", pk, at))
    return found


def _clock(judged: Judged) -> str:
    """What the punches say: 08:25–12:00, a dash where one lacks."""
    ends = [f"{timezone.localtime(at):%H:%M}" if at else "—" for at in (judged.arrived, judged.left)]
    return "–".join(ends) if any((judged.arrived, judged.left)) else ""


def _made_good(after: Judged) -> str:
    words = {"verdict": Verdict(after.verdict).label}
    return _("事后补录，按补录后的记录为“%(verdict)s”") % words


def _aways(
    contract: Contract, first: date, last: date, limits: Limits, now: datetime
) -> Iterator[AttendanceFinding]:
    """3.26: away beyond the limit inside one's sessions, nobody told in that time or no sign."""
    if limits.away is None:
        return
    rows = Away.objects.filter(
        contract=contract, voided_at=None, left_at__gte=midnight(first), left_at__lt=midnight(last + timedelta(days=1))
    ).select_related("person")  # fmt: skip
    spans: dict[tuple[int, date], list[tuple[datetime, datetime]]] = defaultdict(list)
    if rows:
        for person, shifts in read_days(contract, first, last).shifts.items():
            for row in shifts:
                spans[person, row[2]].append((row[4], row[5]))
    for away in rows:
        day = timezone.localdate(away.left_at)
        held = spans.get((away.person_id, day), [])
        told_in_time = away.told_at if not away.late else None
        span = AwaySpan(away.left_at, away.back_at, told_in_time, away.sign_shown and not away.late)
        minutes = away_minutes(span, held, now)
        if not away_breach(span, minutes, limits.away):
            continue
        yield AttendanceFinding(
            key=f"{AWAY}:{away.pk}", criterion=AWAY, person=away.person, day=day, session=None, verdict="",
            minutes=minutes, clock=_stretch(away), evidence=(Evidence("away", away.pk, away.left_at),),
            recorded_at=away.recorded_at, late=_("报备后补录") if away.late else "",
        )  # fmt: skip


def _stretch(away: Away) -> str:
    back = f"{timezone.localtime(away.back_at):%H:%M}" if away.back_at else "—"
    return f"{timezone.localtime(away.left_at):%H:%M}–{back}"


def attendance_corrections(
    contract: Contract, month: date, keys: Collection[str], *, now: datetime
) -> Mapping[str, str]:
    """The reason for each key whose source was wrong and was corrected; keys that hold still are not in it."""
    slots = {key: _slot(key) for key in keys}
    aways = {slot[0]: key for key, slot in slots.items() if len(slot) == 1}
    found = {
        aways[away.pk]: _("离岗记录作废：%(why)s") % {"why": away.void_reason}
        for away in Away.objects.filter(contract=contract, pk__in=aways).exclude(voided_at=None)
    }
    wanted = {key: slot for key, slot in slots.items() if len(slot) == 3}
    if not wanted:
        return found
    still = {each.key for each in attendance_findings(contract, month, now=now)}
    gone = {key: slot for key, slot in wanted.items() if key not in still}
    reasons = _reasons(contract, month) if gone else {}
    for key, slot in gone.items():
        if told := reasons.get(slot) or reasons.get((slot[0], slot[1], 0)):
            found[key] = told
    return found


def _slot(key: str) -> tuple[int] | tuple[int, date, int]:
    criterion, first, *rest = key.split(":")
    if criterion == AWAY:
        return (int(first),)
    return (int(first), date.fromisoformat(rest[0]), int(rest[1]))


def _reasons(contract: Contract, month: date) -> dict[tuple[int, date, int], str]:
    """Why a session's record was corrected, by slot; session 0 stands for the whole day. The ruling says most."""
    found: dict[tuple[int, date, int], str] = {}
    days = {"at__gte": midnight(month), "at__lt": midnight(next_month(month))}
    punches = Punch.objects.filter(contract=contract, **days).exclude(source=PunchSource.MADE_UP)
    for punch in punches.filter(late=False, file__isnull=False, voided_at=None).select_related("file"):
        told = _("打卡文件“%(name)s”导入后已有打卡") % {"name": punch.file.file_name}
        if timezone.localdate(punch.recorded_at) > timezone.localdate(punch.at):
            found[punch.person_id, timezone.localdate(punch.at), 0] = told
    for punch in punches.filter(late=False, source=PunchSource.API, voided_at=None):
        if timezone.localdate(punch.recorded_at) > timezone.localdate(punch.at):
            found[punch.person_id, timezone.localdate(punch.at), 0] = _("考勤机接口补传后已有打卡")
    for punch in punches.exclude(voided_at=None):
        told = _("打卡记录作废：%(why)s") % {"why": punch.void_reason}
        found[punch.person_id, timezone.localdate(punch.at), 0] = told
    rulings = AttendanceRuling.objects.filter(contract=contract, day__gte=month, day__lt=next_month(month))
    for ruling in rulings.order_by("pk"):
        told = _("采购人认定为“%(verdict)s”：%(why)s") % {
            "verdict": ruling.get_verdict_display(), "why": ruling.reason,
        }  # fmt: skip
        found[ruling.person_id, ruling.day, ruling.session_id] = told
    return found
