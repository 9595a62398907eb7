"""The sweep of files that no row knows: what is old and unknown goes, all else stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from records.actions.stray_files import sweep_stray_files
from records.jobs import sweep_files
from records.models import StoredFile
from tests.factories.accounts import UserFactory

NOW = datetime(2026, 3, 1, 3, 12, tzinfo=UTC)


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def put(media: Path, name: str, *, hours: float) -> Path:
    path = media / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"picture")
    written = (NOW - timedelta(hours=hours)).timestamp()
    os.utime(path, (written, written))
    return path


def known(name: str) -> None:
    user: User = UserFactory()
    StoredFile.objects.create(
        contract_id=1, file=name, name="a.jpg", kind="jpg", size=7, sha256="0" * 64, original_sha256="0" * 64,
        uploaded_by=user, uploaded_at=NOW,
    )  # fmt: skip


@pytest.mark.django_db
def test_an_old_file_without_a_row_goes(media: Path) -> None:
    stray = put(media, "evidence/2026/02/stray.jpg", hours=25)
    result = put(media, "jobs/2026/02/stray.xlsx", hours=25)

    assert sweep_stray_files(at=NOW) == 2
    assert not stray.exists()
    assert not result.exists()


@pytest.mark.django_db
def test_what_a_row_names_what_is_young_and_what_others_keep_stays(media: Path) -> None:
    kept = [
        put(media, "evidence/2026/02/known.jpg", hours=999),
        put(media, "evidence/2026/03/young.jpg", hours=23),
        put(media, "old-ledgers/waiting.bin", hours=999),
        put(media, "note.txt", hours=999),
    ]
    known("evidence/2026/02/known.jpg")

    assert sweep_stray_files(at=NOW) == 0
    assert all(path.exists() for path in kept)


@pytest.mark.django_db
def test_the_job_says_how_many_files_went(media: Path) -> None:
    put(media, "evidence/2020/01/stray.jpg", hours=25)

    assert sweep_files() == "files=1"
    assert sweep_files() == "files=0"


@pytest.mark.django_db
def test_nothing_stored_yet_is_no_fault(media: Path) -> None:
    assert sweep_stray_files(at=NOW) == 0
