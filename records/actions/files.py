"""The end of a kept file: its bytes go from the disk, its row and its hashes stay.

Two steps, so that a stop between them loses nothing: the erasure is written inside the caller's transaction, and only
what is written is deleted. What a stop left lying is deleted by the next run. Source: security.md D4.
"""

import logging
from collections.abc import Sequence
from datetime import datetime

from records.models import FileErasure

log = logging.getLogger(__name__)


def erase_files(files: Sequence[int], *, at: datetime) -> None:
    """Write down that these files are erased; `wipe_erased` deletes their bytes after the commit."""
    erased = [FileErasure(file_id=each, at=at) for each in sorted(set(files))]
    FileErasure.objects.bulk_create(erased, ignore_conflicts=True)


def wipe_erased(*, at: datetime) -> int:
    """Delete the bytes of what is erased. Shape: how many. Callers run it outside a transaction."""
    done = 0
    for erasure in FileErasure.objects.filter(wiped_at=None).select_related("file"):
        stored = erasure.file.file
        try:
            stored.storage.delete(
                str(stored.name)
            )  # the file first: an erasure that is told twice does no harm
        except OSError as error:
            log.warning(
                "a file could not be deleted", extra={"file": erasure.file_id, "reason": str(error.strerror)}
            )
            continue
        done += FileErasure.objects.filter(pk=erasure.pk).update(wiped_at=at)
    return done
