"""Photographs and files shown for an entry."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from PIL import Image

from accounts.models import User
from assessment.actions.entries import CardSigned, attach_evidence, detach_evidence
from assessment.models import Entry, EntryEvidence, Scorecard
from hall_ops.lib.uploads import UploadRefused
from records.actions import KeyReused
from records.models import AuditEvent, StoredFile
from tests.factories.assessment import entry_on, photograph, sign


def attach(entry: Entry, by: User, data: bytes, name: str = "现场.jpg") -> EntryEvidence:
    return attach_evidence(by=by, at=timezone.now(), entry=entry, name=name, data=data)


def test_a_photograph_is_written_afresh_without_its_facts(march: Scorecard, assessor: User) -> None:
    sent = photograph(exif=True)
    assert b"SECRETCAM" in sent

    stored = attach(entry_on(march), assessor, sent).file

    kept = stored.file.read()
    picture = Image.open(io.BytesIO(kept))
    assert b"SECRETCAM" not in kept and not dict(picture.getexif())
    assert (picture.format, picture.size, stored.kind, stored.name) == ("JPEG", (40, 30), "jpg", "现场.jpg")
    assert stored.sha256 != stored.original_sha256
    assert f"{timezone.localtime(stored.taken_at):%Y-%m-%d %H:%M}" == "2023-03-08 09:30"
    assert "现场" not in stored.file.name


def test_the_file_is_judged_by_its_content(march: Scorecard, assessor: User) -> None:
    stored = attach(entry_on(march), assessor, photograph(kind="PNG"), "扫描.pdf").file

    assert (stored.kind, stored.name) == ("png", "扫描.png")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        pytest.param("空.jpg", b"", "空的", id="empty"),
        pytest.param(
            "图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "不是 JPG、PNG 或 PDF", id="svg"
        ),
        pytest.param("页.jpg", b"<html><script>alert(1)</script>", "不是 JPG、PNG 或 PDF", id="html"),
        pytest.param("动.jpg", b"GIF89a" + b"\0" * 40, "不是 JPG、PNG 或 PDF", id="gif"),
        pytest.param("程序.pdf", b"MZ" + b"\0" * 40, "不是 JPG、PNG 或 PDF", id="program"),
        pytest.param("半.jpg", photograph(400, 300)[:300], "不完整或已损坏", id="cut off"),
        pytest.param("假.pdf", b"%PDF-1.7\nnothing", "PDF 不完整", id="broken pdf"),
    ],
)
def test_other_files_are_refused_and_nothing_is_kept(
    march: Scorecard, assessor: User, name: str, data: bytes, told: str
) -> None:
    entry = entry_on(march)

    with pytest.raises(UploadRefused, match=told):
        attach(entry, assessor, data, name)

    assert not StoredFile.objects.exists() and not EntryEvidence.objects.exists()
    march.refresh_from_db()
    assert march.version == 1


def test_the_same_key_again_gives_the_file_of_the_first_time(march: Scorecard, assessor: User) -> None:
    entry, data = entry_on(march), photograph()
    who = {"by": assessor, "at": timezone.now(), "key": "same-key-again"}

    first = attach_evidence(entry=entry, name="现场.jpg", data=data, **who)
    again = attach_evidence(entry=entry, name="现场.jpg", data=data, **who)

    assert again == first and StoredFile.objects.count() == 1
    with pytest.raises(KeyReused):
        attach_evidence(entry=entry, name="现场.jpg", data=photograph(50, 50), **who)
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize("action", ["file.store", "entry.attach"])
def test_a_refused_attachment_leaves_no_file_on_disk(
    march: Scorecard, assessor: User, settings: Any, tmp_path: Path, action: str
) -> None:
    """The database refuses the event of the file, or that of the attachment: nothing of it stays."""
    settings.MEDIA_ROOT = tmp_path
    entry = entry_on(march)

    with refused_event(action), pytest.raises(DatabaseError):
        attach(entry, assessor, photograph())

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert not StoredFile.objects.exists() and not EntryEvidence.objects.exists()


@contextmanager
def refused_event(action: str) -> Iterator[None]:
    """The events' table takes no event of this action meanwhile."""
    table = AuditEvent._meta.db_table
    if connection.vendor == "postgresql":
        make = (
            "CREATE FUNCTION refuse_it() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'refused'; END $$; "
            f"CREATE TRIGGER refuse_it BEFORE INSERT ON {table} FOR EACH ROW "
            f"WHEN (NEW.action = '{action}') EXECUTE FUNCTION refuse_it()"
        )
        drop = f"DROP TRIGGER refuse_it ON {table}; DROP FUNCTION refuse_it()"
    else:
        make = (
            f"CREATE TRIGGER refuse_it BEFORE INSERT ON {table} WHEN NEW.action = '{action}' "
            "BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        drop = "DROP TRIGGER refuse_it"
    with connection.cursor() as cursor:
        cursor.execute(make)
        yield
        cursor.execute(drop)


def test_attaching_is_told_with_the_hash_of_the_file(march: Scorecard, assessor: User) -> None:
    attached = attach(entry_on(march), assessor, photograph())

    event = AuditEvent.objects.get(action="entry.attach")
    assert event.after == {"file": "现场.jpg", "sha256": attached.file.sha256}
    march.refresh_from_db()
    assert march.version == 2


def test_taking_a_file_off_keeps_row_and_file(march: Scorecard, assessor: User) -> None:
    attached = attach(entry_on(march), assessor, photograph())

    for _twice in range(2):
        detach_evidence(by=assessor, at=timezone.now(), attached=attached)

    attached.refresh_from_db()
    assert attached.detached_at is not None and attached.file.file.read()
    assert AuditEvent.objects.filter(action="entry.detach").count() == 1


def test_a_signed_card_keeps_its_files(march: Scorecard, assessor: User) -> None:
    attached = attach(entry_on(march), assessor, photograph())
    sign(march)

    with pytest.raises(CardSigned):
        attach(attached.entry, assessor, photograph())
    with pytest.raises(CardSigned):
        detach_evidence(by=assessor, at=timezone.now(), attached=attached)

    attached.refresh_from_db()
    assert attached.detached_at is None and StoredFile.objects.count() == 1
