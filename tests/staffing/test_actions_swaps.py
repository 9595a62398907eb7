"""Swaps: asked, agreed to, approved by somebody else, and then the roster has changed hands."""

from datetime import datetime
from typing import Any

import pytest
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.roster import RosterRefused, Why
from staffing.actions.swaps import SwapRefused, agree_swap, approve_swap, ask_swap, refuse_swap, withdraw_swap
from staffing.models import RosterChange, Shift, Swap
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, TUESDAY, Hall

pytestmark = pytest.mark.django_db
BEFORE = timezone.make_aware(datetime.fromisoformat("2026-11-28T10:00"))
AFTER = timezone.make_aware(datetime.fromisoformat("2026-12-02T10:00"))


@pytest.fixture
def hall(contract: Contract) -> Hall:
    """Published: 林一 and 林二 all week; 林三 in the afternoon of Tuesday only."""
    hall = Hall.of(contract)
    hall.full_week()
    hall.plan(hall.cell("林三", TUESDAY, hall.pm, present=True))
    hall.publish()
    return hall


def shift(hall: Hall, name: str, day: Any = MONDAY, session: Any = None) -> Shift:
    return Shift.objects.get(person=hall.people[name], day=day, session=session or hall.am)


def asked(hall: Hall, mine: Shift, other: Shift, at: Any = BEFORE, by: Any = None) -> Swap:
    return ask_swap(
        by=by or mine.person.user, at=at, contract=hall.contract, shift=mine, other=other, reason="家中有事"
    )


def agreed(hall: Hall, mine: Shift, other: Shift) -> Swap:
    return agree_swap(by=other.person.user, at=BEFORE, swap=asked(hall, mine, other))


def test_seats_of_one_session_change_hands(hall: Hall) -> None:
    swap = agreed(hall, shift(hall, "林一"), shift(hall, "林二"))
    assert swap.asker_gives == "周一 11-30 上午 01 号窗口"

    approve_swap(by=hall.leader, at=BEFORE, swap=swap)

    assert shift(hall, "林一").window == hall.windows[1] and shift(hall, "林二").window == hall.windows[0]
    rows = RosterChange.objects.all()
    assert {(row.step, row.approved_by) for row in rows} == {("swapped", hall.leader)} and len(rows) == 2


def test_shifts_of_two_sessions_change_hands(hall: Hall) -> None:
    with pytest.raises(RosterRefused, match="两个班次"):
        asked(hall, shift(hall, "林一", MONDAY), shift(hall, "林三", TUESDAY, hall.pm))
    hall.plan(hall.cell("林一", TUESDAY, hall.pm), why=Why("调休", hall.people["林三"]))

    swap = agreed(hall, shift(hall, "林一", MONDAY), shift(hall, "林三", TUESDAY, hall.pm))
    approve_swap(by=hall.supervisor, at=BEFORE, swap=swap)

    assert shift(hall, "林三", MONDAY).window == hall.windows[0]
    assert shift(hall, "林一", TUESDAY, hall.pm).window is None
    swap.refresh_from_db()
    assert (swap.state, swap.shift, swap.asker) == ("approved", None, hall.people["林一"])


def test_what_cannot_be_swapped(hall: Hall) -> None:
    mine, other = shift(hall, "林一"), shift(hall, "林二")
    with pytest.raises(SwapRefused, match="只能拿自己"):
        asked(hall, mine, other, by=other.person.user)
    with pytest.raises(SwapRefused, match="另一个人"):
        asked(hall, mine, shift(hall, "林一", TUESDAY))
    with pytest.raises(SwapRefused, match="已经开始"):
        asked(hall, mine, other, at=AFTER)
    asked(hall, mine, other)
    with pytest.raises(SwapRefused, match="已有换班"):
        asked(hall, mine, shift(hall, "林二", TUESDAY))
    with pytest.raises(RosterRefused, match="换班还没有处理"):
        hall.plan(hall.cell("林一"), why=Why("清除", hall.people["林三"]))


def test_leave_of_the_other_bars(hall: Hall) -> None:
    hall.leave("林三", to_half=1, half_days=1)
    hall.plan(hall.cell("林一", TUESDAY, hall.pm), why=Why("调休", hall.people["林三"]))

    with pytest.raises(SwapRefused, match="请假已获批准"):
        asked(hall, shift(hall, "林一"), shift(hall, "林三", TUESDAY, hall.pm))


def test_each_step_is_somebody_elses(hall: Hall) -> None:
    swap = asked(hall, shift(hall, "林一"), shift(hall, "林二"))
    with pytest.raises(SwapRefused, match="要由林二本人同意"):
        agree_swap(by=hall.people["林一"].user, at=BEFORE, swap=swap)
    with pytest.raises(SwapRefused, match="待对方同意"):
        approve_swap(by=hall.leader, at=BEFORE, swap=swap)
    agree_swap(by=hall.people["林二"].user, at=BEFORE, swap=swap)
    for nobody in (hall.people["林三"].user, member(Role.TEAM_LEADER, hall.contract)):
        with pytest.raises(SwapRefused, match="班组长或大厅主管"):
            approve_swap(by=nobody, at=BEFORE, swap=swap)
    with pytest.raises(SwapRefused, match="自己的换班"):
        approve_swap(by=hall.people["林二"].user, at=BEFORE, swap=swap)
    with pytest.raises(SwapRefused, match="已经开始"):
        approve_swap(by=hall.leader, at=AFTER, swap=swap)


def test_refusing_says_why_and_withdrawing_is_the_askers(hall: Hall) -> None:
    swap = asked(hall, shift(hall, "林一"), shift(hall, "林二"))
    with pytest.raises(RosterRefused, match="写明不同意"):
        refuse_swap(by=hall.people["林二"].user, at=BEFORE, swap=swap, note="")
    with pytest.raises(SwapRefused, match="只有提出人"):
        withdraw_swap(by=hall.people["林二"].user, at=BEFORE, swap=swap)
    assert withdraw_swap(by=hall.people["林一"].user, at=BEFORE, swap=swap).state == "withdrawn"

    again = asked(hall, shift(hall, "林一"), shift(hall, "林二"))
    assert (
        refuse_swap(by=hall.people["林二"].user, at=BEFORE, swap=again, note="有课").decision_note == "有课"
    )
    assert not RosterChange.objects.exists()


def test_a_roster_changed_since_is_noticed(hall: Hall) -> None:
    swap = agreed(hall, shift(hall, "林一"), shift(hall, "林二"))
    hall.leave("林一")

    with pytest.raises(SwapRefused, match="请假"):
        approve_swap(by=hall.leader, at=BEFORE, swap=swap)
    swap.refresh_from_db()
    assert swap.state == "agreed"
