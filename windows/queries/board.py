"""The hall on one screen: who sits where, what came and went today, what is in hand and how old, what needs somebody.

Bounded: a dozen queries, whatever the volume; every figure leads to the list it counts.
Source: rules.md § 5; 002 § 四(一)(1) (预警, 催办), § 四(二)3 (statistics by day).
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from windows.enums import CaseState, Direction, HandOverState, Holder, LineOutcome, TallyDimension
from windows.models import Case, HandOver, RefusalLook, WindowSession
from windows.models.cases import OPEN_STATES
from windows.queries.case_deadlines import deadline_conditions, horizon_of, stop_counts
from windows.queries.ledger_filters import reach_of
from windows.queries.policy import Policy, policy_of
from windows.queries.sessions import Seat, away_minutes, seats_of
from windows.queries.tallies import figures_of_day
from windows.rules.tallies import Figures, total

AGES = ((0, 0), (1, 3), (4, 10), (11, None))


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One window. Shape: level is "ok", "warn", "bad" or "" (empty); today counts cases received there today."""

    seat: Seat
    state: str
    level: str
    today: int


@dataclass(frozen=True, slots=True)
class StateLine:
    """Open cases of one state by how long ago they came in. Shape: `ages` follow AGES."""

    state: str
    label: str
    ages: list[int]

    @property
    def count(self) -> int:
        return sum(self.ages)


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that waits for somebody. Shape: `place` names a screen with its query; level "bad" or "warn"."""

    key: str
    label: str
    count: int
    level: str
    place: tuple[str, str]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the screen shows."""

    at: datetime
    today: Figures
    on_spot: int
    seats: list[SeatLine]
    states: list[StateLine]
    needs: list[Need]
    holders: dict[str, int] = field(default_factory=dict)

    @property
    def seated(self) -> int:
        return sum(line.seat.session is not None for line in self.seats)

    @property
    def paused(self) -> int:
        return sum(line.seat.level == "paused" for line in self.seats)

    @property
    def in_hand(self) -> int:
        return sum(line.count for line in self.states)


def board_of(user: Any, contract: Contract, now: datetime) -> Board:
    """Read the board as this person may see it: a department sees its own cases. A dozen queries."""
    day = timezone.localdate(now)
    policy = policy_of(contract)
    whole, departments = reach_of(user, Permission.CASE_VIEW, contract)
    figures, by_window = _today(contract, day, departments if not whole else None)
    seen = Case.objects.allowed(user, Permission.CASE_VIEW).filter(contract=contract)
    states, holders = _in_hand(seen, day)
    away = away_minutes(contract)
    return Board(
        at=now,
        today=total(figures.values()),
        on_spot=figures["on_spot"].decided if "on_spot" in figures else 0,
        seats=[_seat(seat, now, by_window, away) for seat in seats_of(contract)],
        states=states,
        needs=_needs(user, contract, seen, now, policy),
        holders=holders,
    )


# -- today ----------------------------------------------------------------------------------------------------------
def _today(
    contract: Contract, day: date, departments: set[int] | None
) -> tuple[dict[str, Figures], dict[int, int]]:
    """Today's figures by kind, and cases received by window. Three queries."""
    dimensions = [TallyDimension.WINDOW]
    dimensions.append(TallyDimension.ALL if departments is None else TallyDimension.DEPARTMENT)
    found = figures_of_day(contract, day, dimensions)
    kinds: dict[str, Figures] = {}
    for key, row in found[dimensions[1]].items():
        if departments is None or key in departments:
            for kind, figures in row.items():
                kinds[kind] = kinds.get(kind, Figures()) + figures
    windows = {
        key: sum(figures.received for figures in row.values())
        for key, row in found[TallyDimension.WINDOW].items()
    }
    return kinds, windows


def _seat(seat: Seat, now: datetime, received: dict[int, int], away: int) -> SeatLine:
    session: WindowSession | None = seat.session
    count = received.get(seat.window.pk, 0)
    if session is None:
        return SeatLine(seat, _("无人"), "", count)
    since = seat.paused_since
    if since is None:
        return SeatLine(seat, _("在岗"), "ok", count)
    minutes = int((now - since).total_seconds() // 60)
    text = _("暂停 %(n)d 分钟") % {"n": minutes}
    return SeatLine(seat, text, "bad" if minutes >= away else "warn", count)


# -- in hand --------------------------------------------------------------------------------------------------------
def _in_hand(seen: QuerySet[Case], day: date) -> tuple[list[StateLine], dict[str, int]]:
    """Open cases by state and age, and by who holds their papers. One query."""
    counts = {
        f"age_{place}": Count("pk", filter=_aged(day, first, last))
        for place, (first, last) in enumerate(AGES)
    }
    rows: Any = seen.filter(state__in=OPEN_STATES).order_by().values("state", "holder").annotate(**counts)
    by_state: dict[str, list[int]] = {}
    by_holder: dict[str, int] = {}
    for row in rows:
        ages = [row[f"age_{place}"] for place in range(len(AGES))]
        before = by_state.setdefault(row["state"], [0] * len(AGES))
        by_state[row["state"]] = [one + other for one, other in zip(before, ages, strict=True)]
        by_holder[row["holder"]] = by_holder.get(row["holder"], 0) + sum(ages)
    lines = [
        StateLine(state, str(CaseState(state).label), by_state[state])
        for state in OPEN_STATES
        if state in by_state
    ]
    held = {str(each.label): by_holder[each] for each in Holder if by_holder.get(each)}
    return lines, held


def _aged(day: date, first: int, last: int | None) -> Q:
    found = Q(day__lte=day - timedelta(days=first))
    return found if last is None else found & Q(day__gte=day - timedelta(days=last))


def age_labels() -> list[str]:
    """今天; 1–3 天; 4–10 天; 10 天以上."""
    return [_("今天"), _("1–3 天"), _("4–10 天"), _("10 天以上")]


# -- what needs somebody --------------------------------------------------------------------------------------------
def _needs(user: Any, contract: Contract, seen: QuerySet[Case], now: datetime, policy: Policy) -> list[Need]:
    """What waits, the worst first; nothing that is empty. Five queries."""
    day = timezone.localdate(now)
    horizon = horizon_of(policy, day)
    counts = {name: Count("pk", filter=each) for name, each in deadline_conditions(horizon).items()}
    ready = Q(state=CaseState.READY, holder=Holder.SHELF)
    aged = ready & Q(ready_at__lt=now - timedelta(days=policy.shelf_days))
    found = seen.filter(state__in=OPEN_STATES).aggregate(**counts, aged=Count("pk", filter=aged))
    stops = stop_counts(user, contract, day)
    lines, oldest = _unconfirmed(user, contract)
    looks = RefusalLook.objects.allowed(user, Permission.CASE_SUPERVISE).filter(
        case__contract=contract, looked_at=None
    )
    days = (now - oldest).days if oldest else 0
    waiting = (
        ngettext("最早一批 %(n)d 天前送出", "最早一批 %(n)d 天前送出", days) % {"n": days} if days else ""
    )
    deadlines = "windows:case-overdue"
    needs = [
        Need("late", _("已超期，未办结"), found["late"], "bad", (deadlines, "?tab=late")),
        Need(
            "untold", _("收件将满五日，还没有受理或告知"), found["untold"], "bad", (deadlines, "?tab=untold")
        ),
        Need("soon", _("下一个工作日前到期"), found["soon"], "warn", (deadlines, "?tab=soon")),
        Need("correction", _("补正到期"), found["correction"], "warn", (deadlines, "?tab=correction")),
        Need("gap", _("容缺补交到期"), found["gap"], "warn", (deadlines, "?tab=gap")),
        Need("asked", _("催办未答复"), found["asked"], "warn", (deadlines, "?tab=asked")),
        Need("stops", _("特殊环节超过时限"), stops["overdue"], "bad", ("windows:case-stops", "?tab=overdue")),
        Need("handover", _("已送出，对方未签收"), lines, "warn", ("windows:handover-list", ""), waiting),
        Need("shelf", _("结果久未领取"), found["aged"], "warn", ("windows:shelf", "?part=aged")),
        Need("looks", _("不予受理待复核"), looks.count(), "warn", ("windows:refusal-looks", "")),
    ]
    return sorted((each for each in needs if each.count), key=lambda each: each.level != "bad")


def _unconfirmed(user: Any, contract: Contract) -> tuple[int, datetime | None]:
    """Cases in batches that nobody has signed for, and when the oldest batch went out. One query."""
    sent = HandOver.objects.allowed(user, Permission.HANDOVER_VIEW).filter(
        contract=contract, state=HandOverState.SENT, direction=Direction.OUT
    )
    waiting = Q(lines__outcome=LineOutcome.WAITING)
    found = sent.order_by().aggregate(
        unsigned=Count("lines", filter=waiting), oldest=Min("sent_at", filter=waiting)
    )
    return found["unsigned"], found["oldest"]


# -- one's own ------------------------------------------------------------------------------------------------------
def open_cases_of(user: Any, contract: Contract) -> QuerySet[Case]:
    """Open cases that somebody looks after, the most urgent first."""
    seen = Case.objects.allowed(user, Permission.CASE_REGISTER).in_contract(contract)
    mine = Q(keeper=user) | Q(keeper=None, clerk=user)
    until = Coalesce("correction_due_on", "gap_due_on", "due_on", "day")
    return (
        seen.filter(mine, state__in=OPEN_STATES)
        .select_related("version", "department", "item")
        .order_by(until, "pk")
    )
