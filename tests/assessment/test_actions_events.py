"""No event, no change: each action writes its event in the transaction of the change (security E1)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.utils import timezone

from accounts.models import User
from assessment.actions.cards import open_card, set_assessed_on
from assessment.actions.entries import (
    EntryData,
    add_entry,
    attach_evidence,
    change_entry,
    detach_evidence,
    withdraw_entry,
)
from assessment.actions.imports import keep_draft, take_import
from assessment.actions.tallies import step_tally
from assessment.models import Entry, EntryDraft, EntryEvidence, Scorecard
from hall_ops.lib.triggers import Trigger, statements
from records.models import AuditEvent, IdempotencyKey, StoredFile
from tests.factories.assessment import entry_on, new_key, photograph

CSV = "条款编号,次数\n3.26,1\n3.29,2\n".encode()


@dataclass(frozen=True)
class Scene:
    card: Scorecard
    bare: Entry
    told: Entry
    attached: EntryEvidence
    draft: EntryDraft
    by: User

    @property
    def who(self) -> dict[str, Any]:
        return {"by": self.by, "at": timezone.now()}

    def step(self, delta: int) -> None:
        step_tally(card=self.card, code="3.10", delta=delta, key=new_key(), **self.who)


@pytest.fixture
def scene(march: Scorecard, assessor: User) -> Scene:
    bare, told = entry_on(march, count=2), entry_on(march, "3.17", note="迟到 8 分钟")
    who = {"by": assessor, "at": timezone.now()}
    attached = attach_evidence(entry=told, name="a.jpg", data=photograph(), **who)
    draft = keep_draft(card=march, name="三月.csv", data=CSV, **who)
    return Scene(march, bare, told, attached, draft, assessor)


WISHES: dict[str, Callable[[Scene], object]] = {
    "scorecard.open": lambda s: open_card(contract=s.card.contract, month=date(2023, 4, 1), **s.who),
    "scorecard.date": lambda s: set_assessed_on(card=s.card, assessed_on=date(2023, 4, 3), **s.who),
    "entry.add": lambda s: add_entry(card=s.card, data=EntryData("3.1"), key=new_key(), **s.who),
    "entry.change": lambda s: change_entry(entry=s.told, version=1, data=EntryData("3.17", 9), **s.who),
    "entry.withdraw": lambda s: withdraw_entry(entry=s.told, version=1, reason="误记", **s.who),
    "entry.step": lambda s: s.step(1),
    "entry.attach": lambda s: attach_evidence(entry=s.told, name="b.jpg", data=photograph(60, 40), **s.who),
    "entry.detach": lambda s: detach_evidence(attached=s.attached, **s.who),
    "entry.import": lambda s: take_import(draft=s.draft, **s.who),
}


@contextmanager
def unwritable_audit() -> Iterator[None]:
    """The audit's table takes no more rows: full, locked, or somebody dropped the right to write."""
    trigger = Trigger("records_auditevent", "INSERT", "the audit takes nothing")
    with connection.cursor() as cursor:
        for statement in statements(trigger, connection):
            cursor.execute(statement)
    yield
    on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger.name}{on}")


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row an action of this app may write."""
    models = [*apps.get_app_config("assessment").get_models(), IdempotencyKey, StoredFile, AuditEvent]
    rows = {model._meta.label: list(model._default_manager.order_by("pk").values()) for model in models}
    for draft in rows["assessment.EntryDraft"]:
        draft["data"] = bytes(draft["data"])
    return rows


@pytest.mark.parametrize("action", WISHES)
def test_an_action_writes_its_event_with_actor_and_contract(scene: Scene, action: str) -> None:
    WISHES[action](scene)

    event = AuditEvent.objects.filter(action=action).order_by("number").last()
    assert event is not None
    assert (event.actor_id, event.contract_id) == (scene.by.pk, scene.card.contract_id)


@pytest.mark.parametrize("action", WISHES)
def test_nothing_changes_when_the_event_cannot_be_written(scene: Scene, action: str) -> None:
    before = everything()

    with unwritable_audit(), pytest.raises(IntegrityError, match="the audit takes nothing"):
        WISHES[action](scene)

    assert everything() == before


def test_the_comparison_above_sees_a_change(scene: Scene) -> None:
    """Negative control: a change made past the audit is seen."""
    before = everything()

    Entry.objects.filter(pk=scene.told.pk).update(note="改过")

    assert everything() != before
