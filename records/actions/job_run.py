"""What the function of a job is given, and what it may say."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from records.actions.jobs import Attachment
from records.models import Job

Work = Callable[["JobRun"], None]


class JobCancelled(Exception):
    """Thrown by JobRun.cancelled(); the work lets it pass, after undoing what is half done.

    Shape: its text, if the work gives it one, tells the owner what is left of it.
    """


def repeatable(work: Work) -> Work:
    """Mark work that may be done again from its start after its worker was lost: a reading, or one transaction."""
    work.repeatable = True  # type: ignore[attr-defined]
    return work


class JobRun:
    """What the function of a job is given. Shape: `job` has owner, contract_id and params; `folder` is for its files.

    The function returns when it is done, and raises a DomainError whose text the owner is to read when it cannot.
    """

    def __init__(self, job: Job, folder: Path) -> None:
        self.job, self.folder = job, folder
        self.done, self.total, self.message = 0, None, ""  # type: int, int | None, str
        self.attachment: Attachment | None = None
        self.result_url = ""
        self.stop = threading.Event()

    @property
    def params(self) -> dict[str, Any]:
        return dict(self.job.params)

    def progress(self, done: int, total: int | None = None, message: str | None = None) -> None:
        """So many of so many are really done. Costs nothing: call it for every row if you like."""
        self.done = done
        self.total = self.total if total is None else total
        self.message = self.message if message is None else message

    def cancelled(self) -> None:
        """Call where it is safe to stop. Raises: JobCancelled when the owner called it off."""
        if self.stop.is_set():
            raise JobCancelled

    def attach(self, name: str, content: Path | bytes, content_type: str) -> None:
        """What the owner may download; kept when the function ends, also when it ends with a DomainError."""
        self.attachment = Attachment(name, content, content_type)

    def lead_to(self, url: str) -> None:
        """Where the owner looks at what was done."""
        self.result_url = url
