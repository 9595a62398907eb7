"""Long work: claimed once, true figures, called off, taken over, its file kept for a while only."""

import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from hall_ops.lib.errors import DomainError
from records import runner
from records.actions import JobRun, repeatable
from records.actions.job_notes import asked_beside, forget_beside, tell_beside, told_beside
from records.actions.jobs import (
    LOST_AFTER,
    MOST_OPEN,
    JobOver,
    TooManyJobs,
    cancel_job,
    claim_job,
    delete_expired_files,
    start_job,
    take_over_lost,
)
from records.models import AuditEvent, Job
from records.runner import run_job
from records.tasks import tick
from tests.factories.accounts import UserFactory
from tests.factories.jobs import MORNING, finished, queued
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
works_now: list[Callable[[JobRun], None]] = []


class NoSuchMonth(DomainError):
    """What a function may say to its owner."""


def do(run: JobRun) -> None:
    """Stands in the settings as the function of the kind "test"."""
    works_now[-1](run)


@repeatable
def do_again(run: JobRun) -> None:
    """The same, and may be done again."""
    works_now[-1](run)


@pytest.fixture(autouse=True)
def _kinds(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.JOB_KINDS = {"test": f"{__name__}.do", "again": f"{__name__}.do_again"}
    monkeypatch.setattr(runner, "PULSE_SECONDS", 0.05)
    works(lambda run: None)


def works(given: Callable[[JobRun], None]) -> None:
    works_now[:] = [given]


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_job_is_asked_for_on_record(contract: Any) -> None:
    by = UserFactory()
    job = start_job(
        by=by, at=MORNING, contract=contract, kind="test", title="导出", params={"month": "2026-03"}
    )

    event = AuditEvent.objects.get(action="job.start")
    assert (job.state, job.owner, event.after) == ("queued", by, {"kind": "test", "month": "2026-03"})
    with pytest.raises(ValueError, match="unknown"):
        start_job(by=by, at=MORNING, contract=contract, kind="x", title="x", params={})


def test_one_person_does_not_fill_the_queue(contract: Any) -> None:
    by = UserFactory()
    for _ in range(MOST_OPEN):
        queued(contract, owner=by)

    with pytest.raises(TooManyJobs, match="5"):
        start_job(by=by, at=MORNING, contract=contract, kind="test", title="x", params={})


def test_a_job_ends_with_its_file_and_its_figures(contract: Any, settings: Any) -> None:
    def export(run: JobRun) -> None:
        path = run.folder / "out"
        path.write_bytes(b"rows")
        run.progress(3, 3, "共 3 行")
        run.attach("三月.xlsx", path, "application/x-test")
        run.lead_to("/x/")

    works(export)
    job = queued(contract)

    assert run_job(job.pk) and not run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.message) == ("done", 3, 3, "共 3 行")
    assert (job.file.read(), job.file_name, job.result_url) == (b"rows", "三月.xlsx", "/x/")
    assert job.file.name.startswith("jobs/") and "三月" not in job.file.name
    assert job.expires_at - job.finished_at == timedelta(hours=settings.JOB_FILE_HOURS)


def test_a_refusal_is_told_to_the_owner_with_what_was_attached(contract: Any) -> None:
    def refuse(run: JobRun) -> None:
        run.attach("错误.xlsx", b"errors", "x")
        raise NoSuchMonth("没有这个月份的台账。")

    works(refuse)
    job = queued(contract)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message, job.file.read()) == ("failed", "没有这个月份的台账。", b"errors")


def test_an_error_is_told_without_its_inside(contract: Any) -> None:
    def break_down(run: JobRun) -> None:
        raise KeyError("13800138000")

    works(break_down)
    job = queued(contract)
    run_job(job.pk)

    job.refresh_from_db()
    assert job.state == "failed" and str(job.pk) in job.message and "138" not in job.message


def test_figures_are_seen_while_the_work_goes_on(contract: Any) -> None:
    """Also from inside one long transaction, where the database lets a second connection write."""
    seen: list[int] = []
    job = queued(contract)

    def long(run: JobRun) -> None:
        run.progress(7, 10)
        inside = connection.vendor == "postgresql"
        if inside:
            transaction.set_autocommit(False)
        Job.objects.count()
        wait_for(lambda: at_once(lambda _: Job.objects.get(pk=job.pk).done, 1) == [7])
        if inside:
            transaction.rollback()
            transaction.set_autocommit(True)
        seen.append(7)

    works(long)
    run_job(job.pk)

    job.refresh_from_db()
    assert (seen, job.state) == ([7], "done")


def test_a_job_that_keeps_the_database_to_itself_tells_and_hears_beside_it(contract: Any) -> None:
    if connection.vendor != "sqlite":
        return  # two can write at once
    job, seen = queued(contract), []

    def long(run: JobRun) -> None:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk).update(title="x")
            run.progress(7, 10, "写入")
            wait_for(lambda: told_beside(run.job) is not None)
            seen.append(told_beside(run.job))
            assert take_over_lost(at=timezone.now() + LOST_AFTER - timedelta(seconds=5)) == 0
            caller = threading.Thread(target=call_off)
            caller.start()
            wait_for(run.stop.is_set)
            transaction.set_rollback(True)
        caller.join()
        run.cancelled()

    def call_off() -> None:
        running = Job.objects.get(pk=job.pk)
        cancel_job(by=job.owner, at=timezone.now(), job=running, contract=contract)
        connection.close()

    works(long)
    run_job(job.pk)

    job.refresh_from_db()
    assert [(told.done, told.total, told.message) for told in seen] == [(7, 10, "写入")]
    assert (job.state, job.title) == ("cancelled", "导出三月台账") and job.cancel_requested_at
    assert told_beside(job) is None and not asked_beside(job=job)


def test_a_job_heard_beside_the_database_is_not_lost(contract: Any) -> None:
    job = queued(contract, kind="again")
    Job.objects.update(state="running", slot=1, tries=1, started_at=MORNING, heartbeat_at=MORNING)
    tell_beside(job=job, at=MORNING + LOST_AFTER, done=1, total=2, message="")

    assert take_over_lost(at=MORNING + LOST_AFTER * 1.5) == 0
    assert take_over_lost(at=MORNING + LOST_AFTER * 2) == 1
    forget_beside(job=job)


def test_a_call_that_the_work_heard_first_is_no_refusal(contract: Any) -> None:
    """Beside the database a job may hear of it, and end, before the request itself can be written."""
    job = queued(contract)
    Job.objects.update(state="cancelled", finished_at=MORNING)
    job.state = "running"

    cancel_job(by=job.owner, at=MORNING, job=job, contract=contract)

    job.refresh_from_db()
    assert job.cancel_requested_at == MORNING
    assert AuditEvent.objects.get(action="job.cancel").after == {"state": "cancelled"}
    forget_beside(job=job)


def test_a_running_job_stops_when_it_is_called_off(contract: Any) -> None:
    job = queued(contract)

    def endless(run: JobRun) -> None:
        run.attach("half.xlsx", b"half", "x")
        run.progress(1, 100)
        at_once(lambda _: cancel_job(by=job.owner, at=timezone.now(), job=job, contract=contract), 1)
        wait_for(run.stop.is_set)
        run.cancelled()

    works(endless)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.done, job.file.name) == ("cancelled", 1, "")
    with pytest.raises(JobOver, match="已取消"):
        cancel_job(by=job.owner, at=MORNING, job=job, contract=contract)


def test_a_waiting_job_is_called_off_at_once(contract: Any) -> None:
    job = queued(contract)

    cancel_job(by=job.owner, at=MORNING, job=job, contract=contract)

    job.refresh_from_db()
    assert (job.state, run_job(job.pk)) == ("cancelled", False)


def test_a_job_is_done_once_however_many_workers_hear_of_it(contract: Any, settings: Any) -> None:
    settings.JOBS_AT_ONCE = 4
    ran: list[int] = []
    works(lambda run: ran.append(run.job.pk))
    job = queued(contract)

    answers = at_once(lambda _: run_job(job.pk), 4)

    assert sorted(map(bool, answers)) == [False, False, False, True] and ran == [job.pk]


def test_no_more_jobs_run_than_there_are_slots(contract: Any, settings: Any) -> None:
    settings.JOBS_AT_ONCE = 2
    jobs = [queued(contract) for _ in range(6)]

    answers = at_once(lambda place: claim_job(job_id=jobs[place].pk, at=MORNING), 6)

    claimed = [answer for answer in answers if isinstance(answer, Job)]
    assert sorted(job.slot or 0 for job in claimed) == [1, 2]
    assert Job.objects.filter(state="running").count() == 2


def test_without_the_slots_all_would_run(contract: Any, settings: Any) -> None:
    """Negative control."""
    settings.JOBS_AT_ONCE = 6
    jobs = [queued(contract) for _ in range(6)]

    at_once(lambda place: [claim_job(job_id=jobs[place].pk, at=MORNING) for _ in range(6)], 6)

    assert Job.objects.filter(state="running").count() > 2


@pytest.mark.parametrize(
    ("kind", "tries", "state"),
    [("again", 1, "queued"), ("again", 3, "failed"), ("test", 1, "failed"), ("gone", 1, "failed")],
)
def test_a_job_whose_worker_is_gone(contract: Any, kind: str, tries: int, state: str) -> None:
    job = queued(contract, kind=kind)
    Job.objects.update(state="running", slot=1, tries=tries, started_at=MORNING, heartbeat_at=MORNING)

    assert take_over_lost(at=MORNING + LOST_AFTER - timedelta(seconds=1)) == 0
    assert take_over_lost(at=MORNING + LOST_AFTER) == 1

    job.refresh_from_db()
    assert (job.state, job.slot) == (state, None)
    assert ("核对" in job.message) == (state == "failed")


def test_a_lost_job_that_was_called_off_is_not_done_again(contract: Any) -> None:
    job = queued(contract, kind="again")
    times = {"started_at": MORNING, "heartbeat_at": MORNING, "cancel_requested_at": MORNING}
    Job.objects.update(state="running", slot=1, tries=1, **times)

    take_over_lost(at=MORNING + LOST_AFTER)

    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_worker_that_comes_back_late_changes_nothing(contract: Any) -> None:
    """Its job was given to another meanwhile: its end and its file do not count."""
    job = queued(contract, kind="again")

    def overtaken(run: JobRun) -> None:
        run.attach("a.xlsx", b"first", "x")
        Job.objects.filter(pk=job.pk).update(tries=2, message="second")
        wait_for(run.stop.is_set)

    works(overtaken)
    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.message, job.file.name) == ("running", "second", "")


def test_the_heartbeat_goes_on_while_the_work_says_nothing(contract: Any) -> None:
    job = queued(contract)
    works(lambda run: threading.Event().wait(0.6) and None)
    started = timezone.now()
    run_job(job.pk)

    job.refresh_from_db()
    assert job.heartbeat_at and job.heartbeat_at > started + timedelta(seconds=0.2)


def test_the_tick_starts_what_nobody_rang_for(
    contract: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.SCHEDULED_JOBS = []
    rung: list[tuple[object, ...]] = []
    monkeypatch.setattr("records.tasks.ring", lambda *call: rung.append(call) or True)
    first, _second = queued(contract), queued(contract)

    tick()

    assert rung == [("records.tasks.run_job", first.pk)]


def test_an_expired_file_is_deleted_and_its_row_stays(contract: Any) -> None:
    job = finished(contract, expires_at=MORNING)
    path = Path(job.file.path)

    assert delete_expired_files(at=MORNING - timedelta(seconds=1)) == 0
    assert delete_expired_files(at=MORNING) == 1

    job.refresh_from_db()
    assert (job.file.name, job.state, job.file_name) == ("", "done", "三月台账.xlsx")
    assert not path.exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"state": "running"},
        {"state": "done"},
        {"state": "gone"},
        {"finished_at": MORNING},
        {"slot": 1},
        {"state": "failed", "finished_at": MORNING},
        {"file": "jobs/x"},
        {"title": ""},
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(contract: Any, broken: dict[str, Any]) -> None:
    job = queued(contract)

    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**broken)
