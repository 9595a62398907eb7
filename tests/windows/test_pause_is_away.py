"""Pausing at a window writes down that its clerk is away; serving again ends it."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.actions.aways import record_away
from staffing.models import Away
from tests.factories.contracts import member
from tests.factories.staffing import make_staff
from tests.factories.windows import make_window
from windows.actions.away import step_in, step_out
from windows.actions.sessions import pause, resume, sign_off, sign_on
from windows.queries.board import board_of
from windows.queries.sessions import away_since, seat_rows, seats_of

pytestmark = pytest.mark.django_db


def test_a_pause_is_a_time_away_and_serving_again_ends_it(contract: Contract) -> None:
    person, window, now = make_staff(contract), make_window(contract), timezone.now()
    lead = member(Role.SUPERVISOR, contract)
    held = sign_on(by=person.user, at=now, contract=contract, window=window)

    pause(by=person.user, at=now, session=held, reason="取件")

    row = Away.objects.get()
    assert (row.person, row.window, row.reason, row.sign_shown, row.told) == (
        person,
        window,
        "取件",
        True,
        lead,
    )
    resume(by=person.user, at=now + timedelta(seconds=1), session=held)
    row.refresh_from_db()
    assert row.back_at == now + timedelta(seconds=1)


def test_signing_off_while_paused_ends_it_too(contract: Contract) -> None:
    person, window, now = make_staff(contract), make_window(contract), timezone.now()
    held = sign_on(by=person.user, at=now, contract=contract, window=window)
    pause(by=person.user, at=now, session=held, reason="就餐")
    sign_off(by=person.user, at=now + timedelta(seconds=1), session=held)
    assert Away.objects.get().back_at is not None


def test_without_a_staff_file_a_window_is_paused_all_the_same(contract: Contract) -> None:
    clerk, now = member(Role.CLERK, contract), timezone.now()
    held = sign_on(by=clerk, at=now, contract=contract, window=make_window(contract))
    assert pause(by=clerk, at=now, session=held, reason="取件").paused_at == now
    assert not Away.objects.exists()


def test_who_a_head_of_shift_saw_leave_pauses_the_window(contract: Contract) -> None:
    person, now = make_staff(contract), timezone.now()
    supervisor = member(Role.SUPERVISOR, contract)
    held = sign_on(
        by=person.user, at=now - timedelta(minutes=40), contract=contract, window=make_window(contract)
    )
    left = now - timedelta(minutes=20)
    record_away(
        by=supervisor, at=now, person=person, left_at=left, back_at=None, reason="不在窗口", sign_shown=False
    )

    [seat] = seats_of(contract)
    assert (seat.level, seat.paused_since, seat.why) == ("paused", left, "离岗")
    [line] = board_of(supervisor, contract, now).seats
    assert (line.state, line.level) == ("暂停 20 分钟", "bad")
    assert [row.paused_minutes for row in seat_rows(contract, now)] == [20]
    assert away_since(person.user, contract, now) == left

    assert step_in(by=person.user, at=now, contract=contract) == left

    held.refresh_from_db()
    assert [seat.level for seat in seats_of(contract)] == ["occupied"] and held.paused_at is None


def test_signing_on_says_that_one_is_back(contract: Contract) -> None:
    person, now = make_staff(contract), timezone.now()
    step_out(by=person.user, at=now - timedelta(minutes=5), contract=contract)
    sign_on(by=person.user, at=now, contract=contract, window=make_window(contract))
    assert Away.objects.get().back_at == now
    assert [seat.level for seat in seats_of(contract)] == ["occupied"]


def test_yesterday_s_time_away_is_over(contract: Contract) -> None:
    person, now = make_staff(contract), timezone.now()
    step_out(by=person.user, at=now - timedelta(days=1), contract=contract)
    assert step_in(by=person.user, at=now, contract=contract) is None
    row = step_out(by=person.user, at=now, contract=contract)
    assert row is not None and row.left_at == now
    assert Away.objects.filter(back_at=None).count() == 1


def test_seats_take_three_queries(contract: Contract, queries: CaptureQueriesContext) -> None:
    counts = []
    for _number in range(3):
        person = make_staff(contract)
        sign_on(by=person.user, at=timezone.now(), contract=contract, window=make_window(contract))
        step_out(by=person.user, at=timezone.now(), contract=contract)
        with queries:
            seats_of(contract)
        counts.append(len(queries))
    assert counts == [3, 3, 3]
