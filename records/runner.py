"""Runs one job: its function works, a thread beside it tells the database how far it is and hears whether to stop.

The thread has its own connection, so the figures are true even while the work is one long transaction, and asking
costs the work nothing. (On SQLite nobody can write during a long transaction: it then tells and hears beside the
database, see records.actions.job_notes.)
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from records.actions.job_notes import asked_beside, forget_beside, tell_beside
from records.actions.job_run import JobCancelled, JobRun, repeatable
from records.actions.jobs import Outcome, beat_job, claim_job, finish_job
from records.enums import JobState
from records.models import Job

__all__ = ["JobCancelled", "JobRun", "repeatable", "run_job"]
log = logging.getLogger(__name__)
PULSE_SECONDS = 1.0
SQLITE_PATIENCE = "PRAGMA busy_timeout = 500"


def run_job(job_id: int) -> bool:
    """Do one queued job. Shape: False when another has it, or too many run already."""
    job = claim_job(job_id=job_id, at=timezone.now())
    if job is None:
        return False
    forget_beside(job=job)
    with TemporaryDirectory(prefix="job-") as folder:
        run = JobRun(job, Path(folder))
        with _pulse(run):
            state, message = _work(run)
        outcome = Outcome(state, message, run.done, run.total, run.attachment, run.result_url)
        if not finish_job(job=job, at=timezone.now(), outcome=outcome):
            log.warning("a job was taken over while it ran", extra={"job": job.pk})
    forget_beside(job=job)
    return True


def _work(run: JobRun) -> tuple[str, str]:
    """Shape: (state, what the owner reads)."""
    try:
        import_string(settings.JOB_KINDS[run.job.kind])(run)
    except JobCancelled as called_off:
        run.attachment = None
        return JobState.CANCELLED, str(called_off) or _("已按要求取消。")
    except DomainError as refused:
        return JobState.FAILED, str(refused)
    except SoftTimeLimitExceeded:
        return JobState.FAILED, _("处理时间超过上限，已停止。请缩小范围后重新提交。")
    except Exception:  # what fails is written down for its owner, and the log tells the operator
        log.exception("job failed", extra={"job": run.job.pk, "kind": run.job.kind})
        return JobState.FAILED, _("系统内部错误，任务没有完成。请把任务编号 %(id)s 告诉管理员。") % {
            "id": run.job.pk
        }
    return JobState.DONE, run.message


@contextmanager
def _pulse(run: JobRun) -> Iterator[None]:
    """Beside the work, once a second: tell how far it is, hear whether it is to stop."""
    over = threading.Event()

    def beat() -> None:
        try:
            if connection.vendor == "sqlite":
                connection.cursor().execute(SQLITE_PATIENCE)
            while not over.wait(PULSE_SECONDS):
                _beat(run)
        finally:
            connections.close_all()

    thread = threading.Thread(target=beat, name="job-pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(run: JobRun) -> None:
    job, now = run.job, timezone.now()
    if asked_beside(job=job):
        run.stop.set()
    told: dict[str, Any] = {"done": run.done, "total": run.total, "message": run.message}
    try:
        mine = beat_job(job=job, at=now, **told)
        if not mine or Job.objects.filter(pk=job.pk, cancel_requested_at__isnull=False).exists():
            run.stop.set()
    except DatabaseError as error:
        log.info("the pulse of a job was not heard", extra={"job": job.pk, "reason": type(error).__name__})
        tell_beside(job=job, at=now, **told)
