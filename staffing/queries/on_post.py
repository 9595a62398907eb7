"""The on-post rate: window-minutes that were staffed over window-minutes that had to be.

Shape: a window must be staffed in the sessions its place names. It is staffed while its person is there by the
punches, less the times away without somebody standing in; who stands in for a leave has a shift of their own there.
Source: 004 § 三.4 (窗口人员在岗率 100 %); 002 § 四(二)2(6); rules.md § 4.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Q

from contracts.models import Contract, Window
from contracts.queries.agreed import agreed_limit
from staffing.enums import Verdict
from staffing.models import Away, PostPlace, ServiceSession
from staffing.queries.attendance import Line, judged_of, midnight, read_days
from staffing.queries.hours import service_days, span
from staffing.rules.on_post import Presence, staffed_minutes

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WindowTime:
    """A window in a session. Units: minutes. `unsure` marks presence without both punches."""

    window: Window
    day: date
    session: ServiceSession
    required: int
    staffed: int
    person_id: int | None
    unsure: bool

    @property
    def missing(self) -> int:
        return self.required - self.staffed


@dataclass(frozen=True, slots=True)
class OnPost:
    """The rate of some days. Units: window-minutes; `limit` is the contract's, None where it names none."""

    required: int
    staffed: int
    limit: Fraction | None
    short: tuple[WindowTime, ...]
    unsure: int

    @property
    def rate(self) -> Fraction | None:
        return Fraction(self.staffed, self.required) if self.required else None

    @property
    def percent(self) -> str:
        """The rate cut to two decimals: what is short of the limit never looks as if it met it."""
        return _percent(self.rate)

    @property
    def limit_percent(self) -> str:
        return _percent(self.limit)

    @property
    def met(self) -> bool | None:
        """Whether the limit is met; None where there is no limit, or nothing was required."""
        return None if self.limit is None or self.rate is None else self.rate >= self.limit


def _percent(ratio: Fraction | None) -> str:
    if ratio is None:
        return ""
    hundredths = int(ratio * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02} %"


def on_post(contract: Contract, first: date, last: date, *, now: datetime) -> OnPost:
    """The rate of the sessions that are over."""
    rows = window_times(contract, first, last, now=now)
    limit = agreed_limit(contract, "on_post_ratio")
    return OnPost(
        required=sum(row.required for row in rows),
        staffed=sum(row.staffed for row in rows),
        limit=Fraction(str(limit.value)) if limit else None,
        short=tuple(row for row in rows if row.staffed < row.required),
        unsure=sum(row.unsure for row in rows),
    )


def window_times(contract: Contract, first: date, last: date, *, now: datetime) -> list[WindowTime]:
    """Every window that had to be staffed, session by session, those that are over."""
    found = read_days(contract, first, last)
    standing: dict[tuple[int, date, int], Line] = {
        (line.window_id, line.day, line.session_id): line
        for line in judged_of(contract, found, now=now)
        if line.window_id
    }
    gone = _aways(contract, first, last, now)
    places = PostPlace.objects.filter(post__contract=contract, window__isnull=False, effective_on__lte=last)
    places = places.filter(Q(effective_until=None) | Q(effective_until__gte=first))
    wanted = list(places.select_related("window").order_by("window__number"))
    rows = []
    for day, sessions in service_days(contract, first, last).items():
        for session in sessions:
            starts_at, ends_at = span(day, session)
            if ends_at > now:
                continue
            for place in wanted:
                if session.key not in place.sessions or not _in_use(place, day):
                    continue
                line = standing.get((place.window_id or 0, day, session.pk))
                required = (ends_at - starts_at) // MINUTE
                staffed, unsure = _staffed(line, gone, starts_at, ends_at)
                person = line.person_id if line else None
                assert place.window is not None, "places without a window were left out"
                rows.append(WindowTime(place.window, day, session, required, staffed, person, unsure))
    return rows


def _in_use(place: PostPlace, day: date) -> bool:
    return place.effective_on <= day and (place.effective_until is None or day <= place.effective_until)


def _staffed(
    line: Line | None,
    gone: dict[int, list[tuple[datetime, datetime]]],
    starts_at: datetime,
    ends_at: datetime,
) -> tuple[int, bool]:
    if line is None:
        return 0, False
    judged = line.judged
    if judged.verdict in (Verdict.LEAVE, Verdict.OFF_SITE):
        return 0, False
    silent = judged.arrived is None and judged.left is None
    there = judged.verdict in (Verdict.PRESENT, Verdict.EXCUSED) and judged.ruled
    if silent and not there:
        return 0, judged.verdict in (Verdict.TO_DECIDE, Verdict.MISSING_PUNCH)
    presence = Presence(judged.arrived or starts_at, judged.left or ends_at)
    unsure = judged.arrived is None or judged.left is None
    return staffed_minutes(presence, gone.get(line.person_id, ()), starts_at, ends_at), unsure


def _aways(
    contract: Contract, first: date, last: date, now: datetime
) -> dict[int, list[tuple[datetime, datetime]]]:
    """Times away in which nobody stood in, by person."""
    rows: Any = Away.objects.filter(
        contract=contract, voided_at=None, cover=None, left_at__gte=midnight(first),
        left_at__lt=midnight(last + timedelta(days=1)),
    )  # fmt: skip
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for person, left_at, back_at in rows.order_by("left_at").values_list("person_id", "left_at", "back_at"):
        found[person].append((left_at, back_at or now))
    return found
