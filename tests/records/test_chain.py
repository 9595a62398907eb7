"""The audit chain: what the database refuses, and what the check finds when it could not (security.md E2, E3)."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from hall_ops.lib.triggers import clear_the_way, drop_triggers, triggers_in_place
from records.actions import record_event
from records.jobs import ChainBroken, verify_chain_nightly
from records.models import AuditEvent, AuditHead
from records.queries import chain_break
from records.rules import chain_hash

COPY = ", ".join(field.column for field in AuditEvent._meta.fields)
# Twelve ways to change or remove an event that is written; {n} is its number.
ATTACKS = {
    "update one": "UPDATE records_auditevent SET actor_name = 'nobody' WHERE number = {n}",
    "update all": "UPDATE records_auditevent SET result = 'done'",
    "update number": "UPDATE records_auditevent SET number = number + 1000 WHERE number = {n}",
    "update to the same": "UPDATE records_auditevent SET action = action WHERE number = {n}",
    "update hash": "UPDATE records_auditevent SET hash = previous_hash WHERE number = {n}",
    "update from": "UPDATE records_auditevent SET actor_id = h.number FROM records_audithead h",
    "delete one": "DELETE FROM records_auditevent WHERE number = {n}",
    "delete all": "DELETE FROM records_auditevent",
    "delete by query": "DELETE FROM records_auditevent WHERE number IN (SELECT MAX(number) FROM records_auditevent)",
    "head away": "DELETE FROM records_audithead",
    "head back": "UPDATE records_audithead SET number = number - 1",
}
BY_DATABASE = {
    "sqlite": f"INSERT OR REPLACE INTO records_auditevent ({COPY}) SELECT {COPY} FROM records_auditevent",
    "postgresql": "TRUNCATE records_auditevent",
}


def write_events(count: int = 6) -> None:
    with transaction.atomic():
        for number in range(count):
            record_event("test.done", by=None, after={"number": number, "name": "考核"})


def attack(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(n=3))


def all_attacks() -> dict[str, str]:
    return {**ATTACKS, "replace or truncate": BY_DATABASE[connection.vendor]}


@pytest.mark.parametrize("name", [*ATTACKS, "replace or truncate"])
def test_database_refuses_to_change_events(db: None, name: str) -> None:
    write_events()
    before = list(AuditEvent.objects.order_by("number").values())

    with pytest.raises((IntegrityError, DatabaseError)):
        attack(all_attacks()[name])

    assert list(AuditEvent.objects.order_by("number").values()) == before
    assert chain_break() is None


@pytest.mark.parametrize("name", [*ATTACKS, "replace or truncate"])
def test_attacks_succeed_without_the_triggers(db: None, name: str) -> None:
    """The negative control: each statement is good SQL and only the triggers stand in its way."""
    write_events()
    drop_triggers()

    attack(all_attacks()[name])


def test_twelve_attacks_are_tried(db: None) -> None:
    assert len(all_attacks()) == 12


def test_missing_trigger_stops_the_start(db: None) -> None:
    assert triggers_in_place(["default"]) == []

    drop_triggers()

    found = triggers_in_place(["default"])
    assert [message.id for message in found] == ["hall_ops.E001"]
    assert "records_auditevent_refuse_update" in found[0].msg


PLANTED = {
    "sqlite": [
        "DROP TRIGGER {name}",
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN 1 = 0 BEGIN SELECT RAISE(ABORT, 'no'); END",
    ],
    "postgresql": [
        "CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    ],
}
UNHOOKED = {
    "sqlite": [
        "DROP TRIGGER {name}",
        "CREATE TRIGGER {name} AFTER INSERT ON {table} FOR EACH ROW BEGIN SELECT 1; END",
    ],
    "postgresql": [
        "DROP TRIGGER {name} ON {table}",
        "CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN (false) EXECUTE FUNCTION {name}()",
    ],
}


@pytest.mark.parametrize("planted", [PLANTED, UNHOOKED], ids=["body", "trigger"])
def test_a_trigger_of_the_same_name_that_does_nothing_stops_the_start(
    db: None, planted: dict[str, list[str]]
) -> None:
    name, table = "records_auditevent_refuse_update", "records_auditevent"
    with connection.cursor() as cursor:
        for statement in planted[connection.vendor]:
            cursor.execute(statement.format(name=name, table=table))

    found = triggers_in_place(["default"])

    assert [message.id for message in found] == ["hall_ops.E002"]
    assert found[0].msg.endswith(f"：{name}")


# -- what a database administrator could do, and what the check says ------------------------------------------------


def change(number: int, **values: object) -> None:
    AuditEvent.objects.filter(number=number).update(**values)


def swap() -> None:
    third, fourth = (AuditEvent.objects.get(number=number) for number in (3, 4))
    change(3, after=fourth.after, action="x")
    change(4, after=third.after)


def insert() -> None:
    event = AuditEvent.objects.get(number=6)
    event.number, event.previous_hash = 7, event.hash
    event.hash = chain_hash(event.previous_hash, event.content())
    event.save(force_insert=True)


def rechain(start: int) -> None:
    """Write every hash from `start` on anew; the head is left as it was."""
    previous = AuditEvent.objects.get(number=start - 1).hash
    for event in AuditEvent.objects.filter(number__gte=start).order_by("number"):
        event.previous_hash, event.hash = previous, chain_hash(previous, event.content())
        event.save()
        previous = event.hash


def edit_and_rechain() -> None:
    change(3, actor_name="nobody")
    rechain(3)


def one_new_hash() -> None:
    change(3, actor_name="nobody")
    event = AuditEvent.objects.get(number=3)
    change(3, hash=chain_hash(event.previous_hash, event.content()))


def renumber() -> None:
    AuditEvent.objects.filter(number=3).delete()
    for number in (4, 5, 6):
        AuditEvent.objects.filter(number=number).update(number=number - 1)


TAMPERINGS: dict[str, tuple[Callable[[], object], int, str]] = {
    "actor": (lambda: change(3, actor_name="nobody"), 3, "changed"),
    "actor id": (lambda: change(3, actor_id=99), 3, "changed"),
    "role": (lambda: change(3, role="auditor"), 3, "changed"),
    "address": (lambda: change(3, address="10.0.0.1"), 3, "changed"),
    "action": (lambda: change(3, action="x"), 3, "changed"),
    "object": (lambda: change(3, object_id="7"), 3, "changed"),
    "contract": (lambda: change(3, contract_id=7), 3, "changed"),
    "before": (lambda: change(3, before={"a": 1}), 3, "changed"),
    "after": (lambda: change(3, after={"number": 2, "name": "考 核"}), 3, "changed"),
    "result": (lambda: change(3, result="refused"), 3, "changed"),
    "time": (
        lambda: change(3, at=AuditEvent.objects.get(number=3).at + timedelta(microseconds=1)),
        3,
        "changed",
    ),
    "hash": (lambda: change(3, hash="0" * 64), 3, "changed"),
    "one new hash": (one_new_hash, 4, "unlinked"),
    "link": (lambda: change(4, previous_hash="0" * 64), 4, "unlinked"),
    "delete": (lambda: AuditEvent.objects.filter(number=3).delete(), 3, "missing"),
    "delete and renumber": (renumber, 3, "unlinked"),
    "first": (lambda: AuditEvent.objects.filter(number=1).delete(), 1, "missing"),
    "insert": (insert, 7, "cut"),
    "swap": (swap, 3, "changed"),
    "cut": (lambda: AuditEvent.objects.filter(number__gt=4).delete(), 6, "cut"),
    "empty": (lambda: AuditEvent.objects.all().delete(), 6, "cut"),
    "re-chain": (edit_and_rechain, 6, "head"),
    "head": (lambda: AuditHead.objects.update(hash="0" * 64), 6, "head"),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_check_finds_the_first_tampered_event(db: None, name: str) -> None:
    write_events()
    assert chain_break() is None
    tamper, number, reason = TAMPERINGS[name]
    drop_triggers()

    tamper()

    found = chain_break()
    assert found is not None
    assert (found.number, found.reason) == (number, reason)
    with pytest.raises(ChainBroken):
        verify_chain_nightly()
    with pytest.raises(CommandError, match=f"第 {number} 条"):
        call_command("verify_chain")


def test_rechaining_everything_shows_against_a_head_kept_outside(db: None) -> None:
    """With the head rewritten too the chain holds in itself: only the printed or mailed head tells."""
    write_events()
    printed = AuditHead.objects.get().hash
    drop_triggers()

    edit_and_rechain()
    AuditHead.objects.update(hash=AuditEvent.objects.get(number=6).hash)

    assert chain_break() is None
    out = StringIO()
    call_command("verify_chain", stdout=out)
    assert printed not in out.getvalue()


def test_event_outside_a_transaction_is_refused(transactional_db: None) -> None:
    with pytest.raises(RuntimeError):
        record_event("test.done", by=None)

    assert AuditEvent.objects.count() == 0


def move_head_and_record() -> None:
    with transaction.atomic():
        AuditHead.objects.filter(pk=1).update(number=2)
        record_event("test.done", by=None)


def test_change_without_its_event_does_not_happen(transactional_db: None) -> None:
    """E1: when the event cannot be written the action fails."""
    write_events(1)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE records_auditevent RENAME TO hidden")
    try:
        with pytest.raises(DatabaseError):
            move_head_and_record()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE hidden RENAME TO records_auditevent")

    assert AuditHead.objects.get().number == 1


def test_event_reads_the_same_from_the_database(db: None) -> None:
    with transaction.atomic():
        event = record_event(
            "test.done", by=None, after={"name": "𠮷\u202e\n", "list": [1, None, True], "deep": {"a": "b"}}
        )

    assert AuditEvent.objects.get(pk=event.pk).content() == event.content()
    assert json.loads(json.dumps(event.content())) == event.content()
    assert chain_break() is None


def test_migrate_makes_missing_triggers_again(db: None) -> None:
    """As an upgrade that brings a new trigger needs it: the command is not stopped by what it mends."""
    drop_triggers()

    call_command("migrate", verbosity=0, skip_checks=False)

    assert triggers_in_place(["default"]) == []


def test_triggers_are_out_of_the_way_of_migrations(db: None) -> None:
    clear_the_way(apps.get_app_config("records"))

    assert bool(triggers_in_place(["default"])) == (connection.vendor == "sqlite")
