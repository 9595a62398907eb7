"""Long work: asked for, claimed, kept alive, ended, called off, taken over when its worker is gone."""

import logging
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from hall_ops.lib.bell import ring_after_commit
from hall_ops.lib.errors import DomainError
from records.actions.core import record_event
from records.actions.job_notes import ask_beside, told_beside
from records.enums import OPEN_JOBS, JobState
from records.models import Job

log = logging.getLogger(__name__)
RUN = "records.tasks.run_job"
# The worker of a running job says every few seconds that it lives.
LOST_AFTER = timedelta(seconds=90)
MOST_TRIES = 3
MOST_OPEN = 5


class TooManyJobs(DomainError):
    """One person does not fill the queue."""


class JobOver(DomainError):
    """What has ended cannot be called off."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What came out, still in the worker's hands."""

    name: str
    content: Path | bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a job ended."""

    state: str
    message: str = ""
    done: int = 0
    total: int | None = None
    attachment: Attachment | None = None
    result_url: str = ""


def start_job(
    *, by: Any, at: datetime, contract: Any, kind: str, title: str, params: Mapping[str, Any]
) -> Job:
    """Ask for long work; the worker does it soon. Shape: params hold ids, days and choices, no personal data.

    Raises: TooManyJobs; ValueError for a kind that is not in settings.JOB_KINDS.
    """
    if kind not in settings.JOB_KINDS:
        raise ValueError(f"unknown kind of job: {kind}")
    with transaction.atomic():
        if Job.objects.filter(owner=by, state__in=OPEN_JOBS).count() >= MOST_OPEN:
            raise TooManyJobs(
                _("您已有 %(most)s 个任务在排队或进行中。请等其中一个结束，或取消后再提交。")
                % {"most": MOST_OPEN}
            )
        job = Job.objects.create(
            owner=by, contract_id=contract.pk, kind=kind, title=title, params=dict(params), queued_at=at
        )
        record_event("job.start", by=by, obj=job, contract=contract, after={"kind": kind, **job.params})
        ring_after_commit(RUN, job.pk)
    return job


def claim_job(*, job_id: int, at: datetime) -> Job | None:
    """Take a queued job and one of the free slots. Shape: None when somebody has it, or no slot is free."""
    taken = set(Job.objects.filter(state=JobState.RUNNING).values_list("slot", flat=True))
    for slot in range(1, settings.JOBS_AT_ONCE + 1):
        if slot in taken:
            continue
        try:
            with transaction.atomic():
                mine = Job.objects.filter(pk=job_id, state=JobState.QUEUED)
                values = {
                    "slot": slot,
                    "started_at": at,
                    "heartbeat_at": at,
                    "done": 0,
                    "total": None,
                    "message": "",
                }
                claimed = mine.update(state=JobState.RUNNING, tries=F("tries") + 1, **values)
        except IntegrityError:  # another took this slot between reading and writing
            continue
        return Job.objects.select_related("owner").get(pk=job_id) if claimed else None
    return None


def beat_job(*, job: Job, at: datetime, done: int, total: int | None, message: str) -> bool:
    """Say that the job lives and how far it is. Shape: False when it is no longer this worker's."""
    values = {"done": done, "total": total, "message": message[:500]}
    return bool(_mine(job).update(heartbeat_at=at, **values))


def _mine(job: Job) -> Any:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, tries=job.tries)


def finish_job(*, job: Job, at: datetime, outcome: Outcome) -> bool:
    """Write down how it ended, with the file that came out. Shape: False when another worker has taken it over."""
    expires_at = at + timedelta(hours=settings.JOB_FILE_HOURS)
    values: dict[str, Any] = {"done": outcome.done, "total": outcome.total, "result_url": outcome.result_url}
    made = outcome.attachment
    if made is not None:
        _store(job, made)
        values |= {"file": job.file.name, "file_name": made.name[:120], "file_type": made.content_type}
        values |= {"expires_at": expires_at}
    message = outcome.message[:500] or ("?" if outcome.state == JobState.FAILED else "")
    ended = _mine(job).update(state=outcome.state, slot=None, finished_at=at, message=message, **values)
    if made is not None and not ended:
        job.file.delete(save=False)
    return bool(ended)


def _store(job: Job, made: Attachment) -> None:
    name = f"{secrets.token_hex(16)}{Path(made.name).suffix[:8]}"
    if isinstance(made.content, bytes):
        job.file.save(name, ContentFile(made.content), save=False)
        return
    with made.content.open("rb") as body:
        job.file.save(name, File(body), save=False)


def cancel_job(*, by: Any, at: datetime, job: Job, contract: Any) -> None:
    """Call a job off: at once while it waits; while it runs, at its next safe place. Raises: JobOver."""
    ran = job.state == JobState.RUNNING
    if ran:
        ask_beside(job=job)
    with transaction.atomic():
        job = Job.objects.select_for_update().get(pk=job.pk)
        heard = ran and job.state == JobState.CANCELLED and job.cancel_requested_at is None
        if job.state not in OPEN_JOBS and not heard:
            raise JobOver(_("任务已经结束（%(state)s），不能再取消。") % {"state": job.get_state_display()})
        if job.state == JobState.QUEUED:
            job.state, job.finished_at = JobState.CANCELLED, at
        job.cancel_requested_at = job.cancel_requested_at or at
        job.save(update_fields=["state", "finished_at", "cancel_requested_at"])
        record_event("job.cancel", by=by, obj=job, contract=contract, after={"state": job.state})


def note_download(*, by: Any, job: Job, contract: Any) -> None:
    """Put on record who took the result away."""
    with transaction.atomic():
        record_event("job.download", by=by, obj=job, contract=contract, after={"file": job.file_name})


def take_over_lost(*, at: datetime) -> int:
    """End or queue again what nobody works on any more. Shape: how many."""
    lost = Q(state=JobState.RUNNING, heartbeat_at__lte=at - LOST_AFTER)
    count = 0
    for job in Job.objects.filter(lost):
        told = told_beside(job)
        if told is not None and told.at > (at - LOST_AFTER).timestamp():
            continue  # it lives, and keeps the database to itself
        mine = _mine(job).filter(lost)
        if job.cancel_requested_at:
            count += mine.update(state=JobState.CANCELLED, slot=None, finished_at=at)
        elif repeatable(job.kind) and job.tries < MOST_TRIES:
            count += mine.update(state=JobState.QUEUED, slot=None)
        else:
            message = _("处理中断，可能只完成了一部分。请先核对结果，再重新提交。")
            count += mine.update(state=JobState.FAILED, slot=None, finished_at=at, message=message)
    return count


def repeatable(kind: str) -> bool:
    """May work of this kind be done again from its start after it broke off? Its function says so itself."""
    dotted = settings.JOB_KINDS.get(kind)
    return dotted is not None and getattr(import_string(dotted), "repeatable", False)


def delete_expired_files(*, at: datetime) -> int:
    """Shape: how many files of results were deleted; that they were made stays on record."""
    deleted = 0
    for job in Job.objects.filter(expires_at__lte=at).exclude(file=""):
        try:
            job.file.delete(save=False)  # the file first: a row without a file does no harm
        except OSError as error:
            log.warning("a result could not be deleted", extra={"job": job.pk, "reason": str(error.strerror)})
            continue
        deleted += Job.objects.filter(pk=job.pk).update(file="")
    return deleted
