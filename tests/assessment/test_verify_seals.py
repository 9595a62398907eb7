"""More than twenty ways to tamper with what was sealed, as a database administrator could; each is found (E3)."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from assessment.actions.daily_seals import DayNotOver, deliver_waiting, make, make_missing, seal_path
from assessment.actions.entries import attach_evidence
from assessment.enums import Ruling
from assessment.jobs import SealBroken, SealNotDelivered, seal_days, verify_seals_nightly
from assessment.models import (
    CardSeal,
    CardSignature,
    DailySeal,
    Entry,
    EntryEvidence,
    Objection,
    Rubric,
    RubricCriterion,
    Scorecard,
    SealDelivery,
)
from assessment.queries.outside_seal import OutsideUnreadable, line_bytes, line_of, read_lines
from assessment.queries.seal_faults import seal_faults
from hall_ops.lib.permissions import Role
from hall_ops.lib.triggers import drop_triggers
from records.models import AuditEvent, AuditHead, StoredFile
from records.rules import chain_hash
from tests.assessment.signing import People, objected, ruled, signed, told
from tests.factories.accounts import UserFactory
from tests.factories.assessment import card_of, photograph

TOMORROW = timedelta(days=1)


@dataclass(frozen=True)
class Scene:
    card: Scorecard
    entry: Entry
    other: Scorecard
    outside: Path


@pytest.fixture
def scene(march: Scorecard, people: People, tmp_path: Path, settings: Any) -> Scene:
    """Two sealed cards with evidence and an objection, the day sealed, its line kept outside."""
    settings.SEALS_DIR, settings.MEDIA_ROOT = tmp_path / "seals", tmp_path / "media"
    entry = told(march, count=2)
    attach_evidence(by=people.assessor, at=timezone.now(), entry=entry, name="a.jpg", data=photograph())
    told(march, "3.26")
    other = card_of(march.contract, date(2023, 4, 1), by=people.assessor)
    told(other, "3.17")
    card = signed(march, people)
    other = signed(other, people)
    ruled(objected(card, people, 2), people, Ruling.REJECTED)
    now = timezone.now()
    make(day=timezone.localdate(now), at=now + TOMORROW)
    assert list(seal_faults()) == []
    return Scene(card, entry, other, tmp_path / "seals")


def found(outside: Path | None = None) -> set[str]:
    return {fault.kind for fault in seal_faults(read_lines(outside) if outside else ())}


def event(action: str) -> AuditEvent:
    return AuditEvent.objects.filter(action=action).order_by("number")[0]


def change(number: int, **values: Any) -> None:
    AuditEvent.objects.filter(number=number).update(**values)


def insert_event() -> None:
    head = AuditHead.objects.get()
    made = AuditEvent.objects.get(number=head.number)
    made.number, made.previous_hash = head.number + 2, made.hash
    made.hash = chain_hash(made.previous_hash, made.content())
    made.save(force_insert=True)


def swap_events() -> None:
    first, second = event("scorecard.assess"), event("scorecard.review")
    change(first.number, action=second.action, actor_id=second.actor_id)
    change(second.number, action=first.action, actor_id=first.actor_id)


def cut_tail(keep: int) -> None:
    """Take the last events away and set the head back, so that the chain holds in itself."""
    AuditEvent.objects.filter(number__gt=keep).delete()
    AuditHead.objects.update(number=keep, hash=AuditEvent.objects.get(number=keep).hash)


def forge_content(scene: Scene) -> None:
    """The total in the seal, with the seal's own hash written anew."""
    seal = CardSeal.objects.get(scorecard=scene.card)
    content = seal.content.replace('"total":"', '"total":"1')
    assert content != seal.content
    CardSeal.objects.filter(pk=seal.pk).update(content=content)


def flip_pdf(scene: Scene) -> None:
    body = bytearray(CardSeal.objects.get(scorecard=scene.card).pdf)
    body[len(body) // 2] ^= 1
    CardSeal.objects.filter(scorecard=scene.card).update(pdf=bytes(body))


def change_rubric(scene: Scene) -> None:
    document = json.loads(json.dumps(scene.card.rubric.document).replace("1.0", "0.5", 1))
    document["title"] = "另一份考核表"
    Rubric.objects.filter(pk=scene.card.rubric_id).update(document=document)


def swap_seals(scene: Scene) -> None:
    first, second = (CardSeal.objects.get(scorecard=card) for card in (scene.card, scene.other))
    spare = card_of(scene.card.contract, date(2023, 5, 1))
    for pk, card in ((first.pk, spare), (second.pk, scene.card), (first.pk, scene.other)):
        CardSeal.objects.filter(pk=pk).update(scorecard=card)


def tamper_file(scene: Scene) -> None:
    stored = EntryEvidence.objects.get(entry=scene.entry).file
    Path(stored.file.path).write_bytes(photograph(30, 30))


def stranger_signs(scene: Scene) -> None:
    other = UserFactory(role=Role.REVIEWER)
    rows = CardSignature.objects.filter(scorecard=scene.card, step="review")
    rows.update(signer=other, signer_name=other.name)


def rows(model: Any, **values: Any) -> Callable[[Scene], object]:
    """Change every row of a model."""
    return lambda _scene: model.objects.update(**values)


def entries(scene: Scene, **values: Any) -> None:
    Entry.objects.filter(pk=scene.entry.pk).update(**values)


def cards(scene: Scene, **values: Any) -> None:
    Scorecard.objects.filter(pk=scene.card.pk).update(**values)


TAMPERINGS: dict[str, tuple[Callable[[Scene], object], str]] = {
    "an event is edited": (lambda s: change(event("entry.add").number, actor_name="nobody"), "chain"),
    "an event is deleted": (lambda s: AuditEvent.objects.filter(pk=event("entry.add").pk).delete(), "chain"),
    "an event is inserted": (lambda s: insert_event(), "chain"),
    "two events are swapped": (lambda s: swap_events(), "chain"),
    "the tail is cut and the head set back": (lambda s: cut_tail(event("scorecard.seal").number), "daily"),
    "an entry's count": (lambda s: entries(s, count=1), "card"),
    "an entry's note": (lambda s: entries(s, note="08:19 到岗"), "card"),
    "an evidence file's hash": (rows(StoredFile, sha256="0" * 64), "card"),
    "the evidence file on disk": (tamper_file, "card"),
    "the total in the seal": (forge_content, "card"),
    "a byte of the PDF": (flip_pdf, "card"),
    "the PDF with its hash": (rows(CardSeal, pdf=b"%PDF", pdf_hash="0" * 64), "card"),
    "the rubric's document": (change_rubric, "rubric"),
    "a criterion's row": (rows(RubricCriterion, name="另一条"), "rubric"),
    "the decisions it was approved under": (lambda s: cards(s, choices={"total_cap": "cut_at_100"}), "card"),
    "a signature's signer": (stranger_signs, "card"),
    "a signature is taken away": (lambda s: CardSignature.objects.filter(step="review").delete(), "card"),
    "seals change cards": (swap_seals, "card"),
    "the revision number": (lambda s: cards(s, revision=3, corrects=s.other), "card"),
    "the objection's last day": (lambda s: cards(s, objection_until=date(2023, 1, 1)), "card"),
    "a seal is taken away": (lambda s: CardSeal.objects.filter(scorecard=s.other).delete(), "card"),
    "a ruling": (rows(Objection, ruling="upheld"), "objection"),
    "a daily seal": (rows(DailySeal, card_count=1), "daily"),
    "a daily seal is taken away": (lambda s: [m.objects.all().delete() for m in (SealDelivery, DailySeal)], "daily"),
}  # fmt: skip


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_is_found_and_named(scene: Scene, name: str) -> None:
    tamper, kind = TAMPERINGS[name]
    drop_triggers()

    tamper(scene)

    assert kind in found()


def test_at_least_twenty_tamperings_are_tried() -> None:
    assert len(TAMPERINGS) + 2 >= 20


# -- what only the line kept outside tells ---------------------------------------------------------------------------
def snapshot() -> list[tuple[Any, list[Any]]]:
    """Every row of the apps that a backup holds, in an order in which they can be put back."""
    models = [model for app in ("records", "assessment") for model in apps.get_app_config(app).get_models()]
    models.append(Objection.files.through)
    return [(model, list(model._default_manager.order_by("pk"))) for model in models]


def restore(backup: list[tuple[Any, list[Any]]]) -> None:
    """Put the old rows in the place of the new ones, as a restored backup does."""
    with connection.cursor() as cursor:
        for model, _rows in backup:
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
    for model, old in backup:
        model._default_manager.bulk_create(old)


def test_a_restored_old_backup_shows_against_the_outside_seal(scene: Scene, people: People) -> None:
    backup = snapshot()
    may = card_of(scene.card.contract, date(2023, 5, 1), by=people.assessor)
    told(may, "3.10")
    signed(may, people)
    make(day=timezone.localdate() + TOMORROW, at=timezone.now() + 2 * TOMORROW)
    drop_triggers()

    restore(backup)

    assert found() == set()
    assert "outside-older" in found(scene.outside)


def rechain() -> None:
    """Change one event and write everything that hangs on it anew: chain, head, seals, the seals' own events."""
    first = event("entry.add")
    change(first.number, actor_name="nobody")
    hashes: dict[int, str] = {}
    previous = AuditEvent.objects.get(number=1).previous_hash
    for each in AuditEvent.objects.order_by("number"):
        if each.action == "seal.daily":
            each.after["event_hash"] = hashes[each.after["event_number"]]
        each.previous_hash, each.hash = previous, chain_hash(previous, each.content())
        each.save()
        previous = hashes[each.number] = each.hash
    AuditHead.objects.update(hash=previous)
    for model in (CardSeal, DailySeal):
        for seal in model.objects.all():
            model.objects.filter(pk=seal.pk).update(event_hash=hashes[seal.event_number])


def test_a_rechained_log_shows_against_the_outside_seal(scene: Scene) -> None:
    drop_triggers()

    rechain()

    assert found() == set()
    assert {"outside-rechained", "outside-differs"} <= found(scene.outside)


def test_the_command_names_every_fault_and_ends_with_one(scene: Scene) -> None:
    said = StringIO()
    call_command("verify_seals", outside=str(scene.outside), stdout=said)
    assert "核验通过" in said.getvalue() and "外部封存 1 天一致" in said.getvalue()
    drop_triggers()
    entries(scene, count=1)
    told_errors = StringIO()

    with pytest.raises(CommandError) as ended:
        call_command("verify_seals", stderr=told_errors)

    assert ended.value.returncode == 1
    assert "2023-03：考核记录" in told_errors.getvalue()
    with pytest.raises(SealBroken, match="2023-03"):
        verify_seals_nightly()


@pytest.mark.parametrize("body", ["", "nonsense\n", "{}\n", '{"format":"daily-seal-1","day":"x"}\n'])
def test_an_unreadable_outside_file_ends_with_two(db: None, tmp_path: Path, body: str) -> None:
    path = tmp_path / "kept.jsonl"
    path.write_text(body)

    with pytest.raises(CommandError) as ended:
        call_command("verify_seals", outside=str(path))

    assert ended.value.returncode == 2
    with pytest.raises(OutsideUnreadable):
        read_lines(tmp_path / "nowhere.jsonl")


# -- making the daily seal ------------------------------------------------------------------------------------------
def test_a_day_is_sealed_once_and_written_out(scene: Scene) -> None:
    seal = DailySeal.objects.get()
    path = seal_path(seal)
    before = path.read_bytes()

    assert before == line_bytes(line_of(seal))
    assert make(day=seal.day, at=timezone.now() + TOMORROW) == seal
    assert (path.read_bytes(), DailySeal.objects.count(), seal.card_count) == (before, 1, 2)
    assert AuditEvent.objects.filter(action="seal.daily").count() == 1


def test_today_cannot_be_sealed(db: None) -> None:
    with pytest.raises(DayNotOver):
        make(day=timezone.localdate(), at=timezone.now())
    with pytest.raises(CommandError) as ended:
        call_command("make_daily_seal", day="2023-13-01")
    assert ended.value.returncode == 2


def test_missed_days_are_made_up(scene: Scene) -> None:
    later = timezone.now() + 4 * TOMORROW

    assert (make_missing(at=later), make_missing(at=later)) == (3, 0)
    assert DailySeal.objects.count() == 4
    assert list(seal_faults(read_lines(scene.outside))) == []


def test_a_failed_delivery_keeps_the_seal_and_is_tried_again(db: None, tmp_path: Path, settings: Any) -> None:
    settings.SEALS_DIR = tmp_path / "taken"
    settings.SEALS_DIR.write_text("a file where the folder should be")

    with pytest.raises(SealNotDelivered):
        seal_days()
    delivery = SealDelivery.objects.get()
    assert delivery.done_at is None and delivery.problem and DailySeal.objects.count() == 1
    settings.SEALS_DIR.unlink()

    assert seal_days() == "made=0"
    delivery.refresh_from_db()
    assert delivery.done_at is not None and delivery.problem == ""


def test_a_file_that_says_something_else_is_not_written_over(scene: Scene) -> None:
    seal = DailySeal.objects.get()
    seal_path(seal).write_text("other\n")
    SealDelivery.objects.update(done_at=None, tried_at=None)

    failed = deliver_waiting(at=timezone.now())

    assert [each.channel for each in failed] == ["file"]
    assert seal_path(seal).read_text() == "other\n"


def test_the_seal_is_mailed_when_somebody_is_named(db: None, tmp_path: Path, settings: Any) -> None:
    settings.SEALS_DIR, settings.SEAL_MAIL = tmp_path, ["caigou@example.gov.cn"]

    seal_days()
    seal_days()

    assert len(mail.outbox) == 1
    assert mail.outbox[0].to == ["caigou@example.gov.cn"]
    assert DailySeal.objects.get().event_hash in mail.outbox[0].body


def test_the_command_says_where_the_line_lies(db: None, tmp_path: Path, settings: Any) -> None:
    settings.SEALS_DIR = tmp_path
    said = StringIO()

    call_command("make_daily_seal", stdout=said)

    assert str(tmp_path) in said.getvalue()
