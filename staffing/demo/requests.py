"""What waits in the demo hall: swaps, leaves, a make-up, a time away without a word; last month filed and signed."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.months import months_later
from staffing.actions.attendance import file_month, receive_month
from staffing.actions.aways import come_back, go_away, record_away
from staffing.actions.leaves import ask_leave, decide_leave, grant_leave
from staffing.actions.make_ups import ask_make_up
from staffing.actions.swaps import agree_swap, ask_swap
from staffing.demo.attendance import FORGETFUL, past_shifts
from staffing.demo.days import office
from staffing.demo.roster import last_published
from staffing.enums import LeaveKind, PunchKind, WeekState
from staffing.models import Leave, Person, Shift
from staffing.queries.hours import service_days
from staffing.queries.people import file_of
from staffing.rules.leaves import Stretch

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
GRANTED = ("李婷", "莫少琴", "符传宝", "叶思颖", "黄立新")


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    _leaves(contract, people, now)
    _swaps(contract, people, now)
    _aways(contract, people, now)
    _make_up(contract, people, now)
    _filed(contract, people, now)


# -- leave ------------------------------------------------------------------------------------------------------------
def _leaves(contract: Contract, people: dict[str, User], now: datetime) -> None:
    """An afternoon that empties a window, days with a substitute named, and annual leave that was approved."""
    supervisor, today = people["wu.zhuguan"], timezone.localdate(now)
    file = {person.name: person for person in Person.objects.filter(contract=contract)}
    for name in GRANTED:
        grant_leave(
            by=supervisor, at=office(contract.starts_on), person=file[name], kind=LeaveKind.ANNUAL, year=today.year,
            half_days=10, reason="工龄满一年，年休假 5 天",
        )  # fmt: skip
    if soon := _served(contract, today + 3 * DAY):
        _ask(people["li.chuangkou"], contract, now, LeaveKind.PERSONAL, soon, "下午孩子学校开家长会", first=2)
    # Beyond the weeks that are planned; who stands in leaves no window of their own.
    if later := _served(contract, last_published(today) + 2 * WEEK + DAY):
        _ask(
            people["mo.chuangkou"], contract, now, LeaveKind.SICK, later, "住院复查，附预约单", file["云志强"]
        )
        annual = _ask(
            people["fu.chuangkou"], contract, now, LeaveKind.ANNUAL, later, "年休假一天", file["符小妹"]
        )
        decide_leave(by=supervisor, at=now, leave=annual, approve=True, note="同意，已与顶岗人说好")


def _ask(
    by: User,
    contract: Contract,
    now: datetime,
    kind: str,
    day: date,
    reason: str,
    substitute: Person | None = None,
    first: int = 1,
) -> Leave:
    """A whole day, or from the half `first` on, asked for by the person."""
    person = file_of(by, contract)
    assert person is not None, "whoever asks has a file"
    stretch = Stretch(day, first, day, 2)
    return ask_leave(
        by=by, at=now, person=person, kind=kind, stretch=stretch, reason=reason, substitute=substitute
    )


def _served(contract: Contract, day: date) -> date | None:
    """The first day from one on that the hall serves, within the contract."""
    days = service_days(contract, day, min(day + 2 * WEEK, contract.ends_on))
    return next((each for each, sessions in days.items() if sessions), None)


# -- swaps ------------------------------------------------------------------------------------------------------------
def _swaps(contract: Contract, people: dict[str, User], now: datetime) -> None:
    """One that the other agreed to waits for the team leader, one still waits for the other."""
    _swap(
        contract,
        people["fu.chuangkou"],
        people["ye.chuangkou"],
        now,
        "上午有企业约好在原窗口补材料",
        agreed=True,
    )
    _swap(
        contract, people["ye.chuangkou"], people["mo.chuangkou"], now, "想熟悉不动产窗口的业务", agreed=False
    )


def _swap(
    contract: Contract, asker: User, partner: User, now: datetime, reason: str, *, agreed: bool
) -> None:
    """Both change windows in one session of a published week to come; the later one where none is agreed yet."""
    ahead = Shift.objects.filter(contract=contract, starts_at__gt=now, week__state=WeekState.PUBLISHED)
    mine = {
        (row.day, row.session_id): row
        for row in ahead.filter(person__user=asker).select_related("week", "person")
    }
    theirs = {
        (row.day, row.session_id): row
        for row in ahead.filter(person__user=partner).select_related("week", "person")
    }
    both = sorted(mine.keys() & theirs.keys())
    if len(both) < 2:
        return
    cell = both[0] if agreed else both[-1]
    swap = ask_swap(by=asker, at=now, contract=contract, shift=mine[cell], other=theirs[cell], reason=reason)
    if agreed:
        agree_swap(by=partner, at=now, swap=swap)


# -- attendance -------------------------------------------------------------------------------------------------------
def _aways(contract: Contract, people: dict[str, User], now: datetime) -> None:
    """On the last day one clerk told, one did not: nobody was told, no sign was out, forty minutes."""
    shifts = past_shifts(contract, now)
    if not shifts:
        return
    day, clerk = shifts[-1].day, people["li.chuangkou"]
    go_away(by=clerk, at=office(day, 10, 5), contract=contract, reason="送材料到后台")
    come_back(by=clerk, at=office(day, 10, 13), contract=contract)
    person = file_of(people["ye.chuangkou"], contract)
    assert person is not None, "every clerk has a file"
    record_away(
        by=people["huang.banzhang"], at=office(day, 16, 30), person=person, left_at=office(day, 15, 20),
        back_at=office(day, 16, 0), reason="巡视时发现离岗", sign_shown=False,
    )  # fmt: skip


def _make_up(contract: Contract, people: dict[str, User], now: datetime) -> None:
    mine = [row for row in past_shifts(contract, now) if row.person.name == FORGETFUL]
    if mine:
        last = max(mine, key=lambda row: row.starts_at)
        clock = (timezone.localtime(last.ends_at) + timedelta(minutes=4)).time()
        ask_make_up(
            by=people["mo.chuangkou"], at=now, person=last.person, day=last.day, session=last.session,
            kind=PunchKind.OUT, clock=clock, reason="下班时考勤机断电，未能打卡，班长在场",
        )  # fmt: skip


def _filed(contract: Contract, people: dict[str, User], now: datetime) -> None:
    """Last month, filed on the first day after it; signed two days later, once this month has days of its own."""
    first = timezone.localdate(now).replace(day=1)
    month, days = months_later(first, -1), {row.day for row in past_shifts(contract, now)}
    if not any(month <= day < first for day in days):
        return
    filing = file_month(
        by=people["wu.zhuguan"], at=min(now, office(first, 10)), contract=contract, month=month
    )
    if max(days) >= first + 2 * DAY:
        receive_month(by=people["fu.kaohe"], at=office(first + 2 * DAY, 15), filing=filing)
