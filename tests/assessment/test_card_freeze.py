"""An approved card does not change: every column, by ORM, in bulk and by plain SQL, refused by the database itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from assessment.enums import CardState
from assessment.models import CardSeal, CardSignature, Entry, EntryEvidence, Objection, Scorecard
from assessment.rules.card_life import TRANSITIONS
from hall_ops.lib.triggers import all_triggers, drop_triggers
from tests.assessment.signing import People, objected, ruled, signed, told
from tests.factories.assessment import card_of

PASSING = {(each.source, each.target) for each in TRANSITIONS}


@pytest.fixture
def approved(march: Scorecard, people: People) -> Scorecard:
    from assessment.actions.entries import attach_evidence
    from tests.factories.assessment import photograph

    entry = told(march)
    attach_evidence(by=people.assessor, at=timezone.now(), entry=entry, name="a.jpg", data=photograph())
    told(march, "3.26")
    card = signed(march, people)
    objected(card, people)
    return card


@contextmanager
def refused() -> Iterator[None]:
    with transaction.atomic(), pytest.raises(IntegrityError), transaction.atomic():
        yield


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def cards(card: Scorecard, **values: Any) -> None:
    Scorecard.objects.filter(pk=card.pk).update(**values)


def bulk(model: Any, **values: Any) -> None:
    """Change a row by bulk_update, past every action."""
    row = model.objects.order_by("pk")[0]
    for name, value in values.items():
        setattr(row, name, value)
    model.objects.bulk_update([row], list(values))


def spare(card: Scorecard) -> Scorecard:
    return card_of(card.contract, date(2023, 4, 1))


def draft_entry(card: Scorecard) -> Entry:
    return told(spare(card))


def cleared_copy(card: Scorecard) -> CardSignature:
    """A signature that never was, cleared already, so that no unique rule is in its way."""
    row = CardSignature.objects.get(scorecard=card, step="review")
    row.pk, row.cleared_at, row.cleared_by, row.cleared_reason = None, timezone.now(), card.opened_by, "误签"
    return row


def moved_in(card: Scorecard) -> None:
    """Evidence of a draft's entry, hung on an entry of the card."""
    entry, shown = draft_entry(card), EntryEvidence.objects.order_by("pk")[0]
    row = EntryEvidence.objects.create(
        entry=entry, file=shown.file, attached_by=shown.attached_by, attached_at=shown.attached_at
    )
    EntryEvidence.objects.filter(pk=row.pk).update(entry=Entry.objects.get(scorecard=card, number=2))


Deed = Callable[[Scorecard], object]
DEEDS: dict[str, Deed] = {
    "month": lambda c: cards(c, month=date(2023, 5, 1)),
    "revision": lambda c: cards(c, revision=2, corrects=spare(c)),
    "what it corrects": lambda c: cards(c, corrects=spare(c)),
    "version": lambda c: cards(c, version=99),
    "next number": lambda c: cards(c, next_number=99),
    "choices": lambda c: cards(c, choices={}),
    "date of assessment": lambda c: cards(c, assessed_on=date(2023, 4, 9)),
    "no date of assessment": lambda c: cards(c, assessed_on=None),
    "time of approval": lambda c: cards(c, approved_at=timezone.now() + timedelta(days=1)),
    "last day of the window": lambda c: cards(c, objection_until=date(2023, 1, 1)),
    "no last day": lambda c: cards(c, objection_until=None),
    "who opened it": lambda c: cards(c, opened_by=c.signatures.get(step="review").signer),
    "when it was opened": lambda c: cards(c, opened_at=timezone.now() + timedelta(days=1)),
    "back to draft": lambda c: cards(c, state="draft", approved_at=None, objection_until=None),
    "closed without a time": lambda c: cards(c, state="closed"),
    "saved as a model": lambda c: Scorecard(**{**vars_of(c), "version": 99}).save(force_update=True),
    "in bulk": lambda c: bulk(Scorecard, version=99),
    "by SQL": lambda c: sql("UPDATE assessment_scorecard SET version = version + 1 WHERE id = %s", c.pk),
    "deleted": lambda c: sql("DELETE FROM assessment_scorecard WHERE id = %s", c.pk),
    "an entry's count": lambda c: Entry.objects.filter(scorecard=c).update(count=9),
    "an entry in bulk": lambda c: bulk(Entry, note="改过"),
    "an entry by SQL": lambda c: sql("UPDATE assessment_entry SET subject = 'x' WHERE scorecard_id = %s", c.pk),
    "an entry deleted": lambda c: sql("DELETE FROM assessment_entry WHERE scorecard_id = %s", c.pk),
    "an entry moved in": lambda c: Entry.objects.filter(pk=draft_entry(c).pk).update(scorecard=c, number=9),
    "an entry moved out": lambda c: Entry.objects.filter(scorecard=c, number=1).update(scorecard=spare(c)),
    "evidence taken off": lambda c: EntryEvidence.objects.update(detached_at=timezone.now()),
    "evidence moved in": lambda c: moved_in(c),
    "evidence deleted": lambda c: sql("DELETE FROM assessment_entryevidence"),
    "a signature's signer": lambda c: CardSignature.objects.filter(step="review").update(signer_name="别人"),
    "a signature's address": lambda c: CardSignature.objects.update(address="10.9.9.9"),
    "a signature cleared": lambda c: CardSignature.objects.filter(step="approve").update(
        cleared_at=timezone.now(), cleared_by=c.opened_by, cleared_reason="误签"
    ),
    "a signature added": lambda c: CardSignature.objects.bulk_create([cleared_copy(c)]),
    "a signature's hash": lambda c: CardSignature.objects.update(document_hash="0" * 64),
    "a signature deleted": lambda c: sql("DELETE FROM assessment_cardsignature"),
    "the seal's content": lambda c: CardSeal.objects.update(content="{}"),
    "the seal's PDF": lambda c: sql("UPDATE assessment_cardseal SET pdf_hash = code"),
    "the seal deleted": lambda c: sql("DELETE FROM assessment_cardseal"),
    "an objection's grounds": lambda c: Objection.objects.update(grounds="别的理由"),
    "an objection deleted": lambda c: sql("DELETE FROM assessment_objection"),
}  # fmt: skip


def vars_of(card: Scorecard) -> dict[str, Any]:
    return {field.attname: getattr(card, field.attname) for field in Scorecard._meta.concrete_fields}


def everything() -> list[Any]:
    models = (Scorecard, Entry, EntryEvidence, CardSignature, CardSeal, Objection)
    found = [list(model.objects.order_by("pk").values()) for model in models]
    for seal in found[4]:
        seal["pdf"] = bytes(seal["pdf"])
    return found


def test_no_deed_changes_an_approved_card(approved: Scorecard) -> None:
    before = everything()
    for name, deed in DEEDS.items():
        with transaction.atomic():
            with refused():
                deed(approved)
            transaction.set_rollback(True)  # takes away what the deed made beside the card
        assert everything() == before, name


def test_without_triggers_most_deeds_are_done(approved: Scorecard) -> None:
    """Negative control: the triggers refuse; constraints and foreign keys alone let nearly all of it pass."""
    done = []
    drop_triggers()
    for name, deed in DEEDS.items():
        with transaction.atomic():
            try:
                with transaction.atomic():
                    deed(approved)
                done.append(name)
            except IntegrityError:
                pass
            transaction.set_rollback(True)

    kept_by_constraints = {"no last day", "closed without a time", "what it corrects"}
    deleted = {name for name in DEEDS if "deleted" in name}
    assert set(DEEDS) - set(done) - kept_by_constraints - deleted == set()


@pytest.mark.parametrize(("source", "target"), list(product(CardState.values, repeat=2)))
def test_the_database_lets_only_listed_transitions_pass(march: Scorecard, source: str, target: str) -> None:
    from tests.factories.assessment import sign

    sign(march, source) if source != "draft" else None
    published = target in ("approved", "closed")
    values: dict[str, Any] = {
        "state": target,
        "approved_at": timezone.now() if published else None,
        "objection_until": date(2023, 4, 14) if published else None,
        "closed_at": timezone.now() if target == "closed" else None,
    }
    if source in ("approved", "closed") and published:
        del values["approved_at"], values["objection_until"]

    if (source, target) in PASSING or (source == target and source != "closed"):
        cards(march, **values)
    else:
        with refused():
            cards(march, **values)

    march.refresh_from_db()
    assert march.state == (target if (source, target) in PASSING else source)


@pytest.mark.parametrize("state", [state for state in CardState.values if state != "draft"])
def test_a_card_begins_as_a_draft(march: Scorecard, state: str) -> None:
    row = Scorecard(**{**vars_of(march), "id": None, "month": date(2023, 6, 1), "state": state})
    if state in ("approved", "closed"):
        row.approved_at, row.objection_until = timezone.now(), date(2023, 7, 1)
    row.closed_at = timezone.now() if state == "closed" else None

    with refused():
        Scorecard.objects.bulk_create([row])


def test_an_objection_belongs_to_an_approved_card_and_its_entry(approved: Scorecard, people: People) -> None:
    draft = draft_entry(approved)
    values = {"grounds": "x", "filed_by": people.director, "filed_at": timezone.now()}

    with refused():
        Objection.objects.bulk_create([Objection(scorecard=draft.scorecard, entry=draft, **values)])
    with refused():
        Objection.objects.bulk_create([Objection(scorecard=approved, entry=draft, **values)])


def test_an_objection_ruled_on_takes_no_file(approved: Scorecard, people: People) -> None:
    objection, files = Objection.objects.get(), Objection.files.through.objects
    shown = EntryEvidence.objects.order_by("pk")[0]
    ruled(objection, people, "rejected")
    late = Objection.files.through(objection_id=objection.pk, storedfile_id=shown.file_id)

    with refused():
        files.bulk_create([late])

    drop_triggers()
    files.bulk_create([late])
    assert files.count() == 1


def test_files_of_an_objection_neither_change_nor_go(approved: Scorecard) -> None:
    objection, files = Objection.objects.get(), Objection.files.through.objects
    objection.files.add(EntryEvidence.objects.order_by("pk")[0].file)

    with refused():
        files.update(objection_id=objection.pk)
    with refused():
        files.all().delete()

    assert files.count() == 1


@pytest.mark.parametrize(
    "table",
    [
        *("assessment_" + name for name in ("scorecard", "entry", "entryevidence", "cardsignature", "settlement")),
        "assessment_objection", "assessment_objection_files", "contracts_membership", "accounts_user",
        "records_audithead",
    ],
)  # fmt: skip
def test_a_table_is_not_emptied_at_once(approved: Scorecard, table: str) -> None:
    """SQLite knows no TRUNCATE; PostgreSQL asks the trigger."""
    connection.check_constraints()  # PostgreSQL: nothing may wait for the end of the transaction
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")

    said = {
        trigger.message for trigger in all_triggers() if (trigger.table, trigger.event) == (table, "TRUNCATE")
    }
    assert said
    assert connection.vendor == "sqlite" or any(
        trigger.message in str(caught.value) for trigger in all_triggers() if trigger.event == "TRUNCATE"
    )
