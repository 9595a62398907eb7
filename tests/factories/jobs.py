"""Long work, asked for by somebody."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from hall_ops.lib.permissions import Role
from records.actions import JobRun
from records.models import Job
from tests.factories.contracts import member

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def queued(contract: Any, **changes: Any) -> Job:
    """A job of the contract that waits for a worker, or what `changes` make of it."""
    given = {"kind": "test", "title": "导出三月台账", "queued_at": MORNING}
    owner = changes.pop("owner", None) or member(Role.SUPERVISOR, contract)
    return Job.objects.create(contract_id=contract.pk, owner=owner, **(given | changes))


def finished(contract: Any, data: bytes = "内容".encode(), **changes: Any) -> Job:
    """A job that ended well, with a file to be downloaded."""
    given = {
        "state": "done",
        "finished_at": MORNING,
        "file_name": "三月台账.xlsx",
        "file_type": "application/x-test",
    }
    job = queued(contract, **(given | {"expires_at": datetime(2099, 1, 1, tzinfo=UTC)} | changes))
    job.file.save("result.xlsx", ContentFile(data))
    return job


def run_of(job: Job, folder: Path) -> JobRun:
    """What the job's function is given, without a worker: to call the function in a test."""
    return JobRun(job, folder)
