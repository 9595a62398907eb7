"""Files on disk that no row knows: an upload whose transaction was refused after the file had been written."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage
from django.db.models import FileField

log = logging.getLogger(__name__)
# By then every upload that wrote a file has its row or has been refused.
KEPT_FOR = timedelta(days=1)


def sweep_stray_files(*, at: datetime) -> int:
    """Delete what lies for a day in a folder of a file field without a row that names it. Shape: how many files.

    Only the folders that file fields name are looked through: what other parts keep beside them is theirs.
    """
    swept = 0
    for folder, fields in _folders().items():
        storage = fields[0].storage
        for name in _old_files(storage, folder, at - KEPT_FOR):
            if not any(field.model._base_manager.filter(**{field.name: name}).exists() for field in fields):
                storage.delete(name)
                log.info("a file without a row was deleted", extra={"file": name})
                swept += 1
    return swept


def _folders() -> dict[str, list[FileField]]:
    """Shape: folder → the file fields that write into it."""
    found: dict[str, list[FileField]] = {}
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, FileField):
                found.setdefault(str(field.upload_to).split("/")[0], []).append(field)
    return found


def _old_files(storage: Storage, folder: str, before: datetime) -> Iterator[str]:
    """Every file below the folder last written before then."""
    if not storage.exists(folder):
        return
    folders, names = storage.listdir(folder)
    for name in (f"{folder}/{name}" for name in names):
        if storage.get_modified_time(name) < before:
            yield name
    for inner in folders:
        yield from _old_files(storage, f"{folder}/{inner}", before)
