"""Photographs and files shown for an entry."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from accounts.models import User
from assessment.actions.entries import CardSigned, attach_evidence, detach_evidence
from assessment.models import Entry, EntryEvidence, Scorecard
from hall_ops.lib.uploads import UploadRefused
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
