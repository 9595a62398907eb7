"""The schedule: each due time once, tried again when it failed or its worker was killed; and readiness says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError
from django.db.migrations.recorder import MigrationRecorder

from hall_ops.health import readiness
from records.models import Pulse, ScheduledRun
from records.schedule import run_due
from records.tasks import tick

DUE = datetime(2026, 3, 1, 18, 30, tzinfo=UTC)  # 02:30 in the hall
calls: list[str] = []


def job() -> str:
    """Stands in the settings as the job under test: says what it is told to, or fails."""
    said = calls.pop(0)
    if said == "fail":
        raise RuntimeError("no answer")
    return said


def overtaken() -> str:
    """A job that takes so long that another worker runs and finishes it meanwhile."""
    ScheduledRun.objects.update(tries=2, state="done", note="second", finished_at=DUE)
    return "first"


@pytest.fixture(autouse=True)
def _one_job(transactional_db: None, settings: Any) -> None:
    settings.SCHEDULED_JOBS = [("verify_chain", f"{__name__}.job", "02:30")]
    calls.clear()


def run_after(minutes: float, *answers: str) -> int:
    calls[:] = answers
    now = DUE + timedelta(minutes=minutes)
    with time_machine.travel(now, tick=False):
        return run_due(now=now)


def chain_after(minutes: float) -> dict[str, Any]:
    with time_machine.travel(DUE + timedelta(minutes=minutes), tick=False):
        return readiness()["chain"]


def test_what_is_done_is_not_done_again() -> None:
    assert (run_after(0, "ok"), run_after(60, "again")) == (1, 0)
    row = ScheduledRun.objects.get()
    assert (row.state, row.note, row.tries) == ("done", "ok", 1)


def test_a_failed_run_is_tried_again_with_growing_pauses_and_at_most_five_times() -> None:
    ran = [minute for minute in range(400) if run_after(minute, "fail")]

    assert ran == [0, 5, 15, 35, 75]
    row = ScheduledRun.objects.get()
    assert (row.state, row.tries) == ("failed", 5)
    assert run_after(24 * 60, "ok") == 1


def test_a_later_try_that_works_ends_it() -> None:
    run_after(0, "fail")
    assert chain_after(1) == {"ok": False, "note": "failed"}

    assert run_after(5, "ok") == 1

    assert run_after(200, "again") == 0
    assert chain_after(6) == {"ok": True, "note": "done"}


def test_a_run_whose_worker_was_killed_is_taken_over_after_half_an_hour() -> None:
    ScheduledRun.objects.create(job="verify_chain", due_at=DUE, started_at=DUE)

    assert run_after(29, "ok") == 0
    assert chain_after(31) == {"ok": False, "note": "stuck"}
    assert run_after(30, "ok") == 1
    row = ScheduledRun.objects.get()
    assert (row.state, row.tries, row.started_at) == ("done", 2, DUE + timedelta(minutes=30))


def test_a_worker_that_comes_late_does_not_write_over_its_successor(settings: Any) -> None:
    settings.SCHEDULED_JOBS = [("verify_chain", f"{__name__}.overtaken", "02:30")]

    run_after(0)

    row = ScheduledRun.objects.get()
    assert (row.note, row.tries) == ("second", 2)


@pytest.mark.parametrize(("hours", "note"), [(26, "done"), (26.1, "late")])
def test_readiness_turns_red_when_no_run_of_the_last_day_is_there(hours: float, note: str) -> None:
    run_after(0, "ok")

    assert chain_after(hours * 60) == {"ok": note == "done", "note": note}


@pytest.mark.parametrize(("minutes", "ok"), [(0, True), (5, True), (5.1, False), (300, False)])
def test_readiness_turns_red_when_the_tick_stays_away(minutes: float, ok: bool) -> None:
    with time_machine.travel(DUE, tick=False):
        tick()

    with time_machine.travel(DUE + timedelta(minutes=minutes), tick=False):
        assert readiness()["beat"] == {"ok": ok, "note": f"{int(minutes * 60)} s ago"}


def test_readiness_allows_a_new_installation_its_first_minutes() -> None:
    installed = MigrationRecorder.Migration.objects.latest("applied").applied

    with time_machine.travel(installed + timedelta(minutes=4), tick=False):
        assert readiness()["beat"]["ok"]
    with time_machine.travel(installed + timedelta(minutes=6), tick=False):
        assert not readiness()["beat"]["ok"]


def test_a_pulse_has_a_name(db: None) -> None:
    with pytest.raises(IntegrityError, match="pulse_has_a_name"):
        Pulse.objects.create(name="", at=DUE)
