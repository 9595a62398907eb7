"""What the database itself refuses, whatever program writes: each rule violated, and once more without the guards."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.models import User
from assessment.models import Entry, EntryEvidence, EntryImport, Rubric, RubricCriterion, Scorecard
from assessment.triggers import TRIGGERS
from hall_ops.lib.triggers import drop_triggers
from records.models import StoredFile
from tests.factories.assessment import card_of, entry_on, haikou_contract, sign


@dataclass(frozen=True)
class Scene:
    card: Scorecard
    entry: Entry
    other: Scorecard
    evidence: EntryEvidence
    taken: EntryImport


@pytest.fixture
def scene(march: Scorecard, assessor: User) -> Scene:
    who = {"uploaded_by": assessor, "uploaded_at": timezone.now()}
    file = StoredFile.objects.create(contract_id=march.contract_id, name="a.jpg", kind="jpg", size=1, **who)
    entry = entry_on(march)
    evidence = EntryEvidence.objects.create(
        entry=entry, file=file, attached_by=assessor, attached_at=timezone.now()
    )
    taken = EntryImport.objects.create(
        scorecard=march, sha256="0" * 64, name="三月.csv", rows_seen=1, added=1, changed=0, unchanged=0,
        imported_by=assessor, imported_at=timezone.now(),
    )  # fmt: skip
    other = card_of(haikou_contract(), date(2023, 4, 1))
    return Scene(march, entry, other, evidence, taken)


def copy(row: Any, **changes: Any) -> None:
    """Insert the row again with some columns changed, past every action."""
    row.pk = None
    for name, value in changes.items():
        setattr(row, name, value)
    type(row).objects.bulk_create([row])


def entries(scene: Scene, **values: Any) -> None:
    Entry.objects.filter(pk=scene.entry.pk).update(**values)


def cards(scene: Scene, **values: Any) -> None:
    Scorecard.objects.filter(pk=scene.card.pk).update(**values)


def sql(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


Deed = Callable[[Scene], None]
CONSTRAINTS: dict[str, Deed] = {
    "rubric_version_once": lambda s: copy(fresh(s.card.rubric)),
    "rubric_from_a_month": lambda s: copy(fresh(s.card.rubric), number=2, effective_from=date(2023, 3, 2)),
    "rubric_number_positive": lambda s: copy(fresh(s.card.rubric), number=0),
    "criterion_once": lambda s: copy(fresh(s.entry.criterion)),
    "criterion_effect_known": lambda s: copy(fresh(s.entry.criterion), code="9.9", effect="joke"),
    "card_once_a_month": lambda s: copy(fresh(s.card)),
    "card_month_is_first_day": lambda s: copy(fresh(s.card), month=date(2023, 4, 2)),
    "card_state_known": lambda s: (
        drop_triggers() or copy(fresh(s.card), month=date(2023, 4, 1), state="lost")
    ),
    "entry_number_once": lambda s: copy(fresh(s.entry)),
    "entry_count_positive": lambda s: entries(s, count=0),
    "entry_excluded_fits": lambda s: entries(s, denominator=3, excluded=4),
    "entry_withdrawn_says_who_and_why": lambda s: entries(s, withdrawn_at=timezone.now()),
    "evidence_once": lambda s: copy(fresh(s.evidence)),
    "import_once": lambda s: copy(fresh(s.taken), name="四月.csv"),
    "import_totals_agree": lambda s: copy(fresh(s.taken), rows_seen=9),
}
WITHDRAWALS: list[dict[str, Any]] = [
    {"withdrawn_at": timezone.now(), "withdrawn_reason": "误记"},
    {"withdrawn_by_id": 1, "withdrawn_reason": "误记"},
    {"withdrawn_reason": "误记"},
    {"withdrawn_at": timezone.now(), "withdrawn_by_id": 1, "withdrawn_reason": ""},
]


def foreign_criterion(scene: Scene) -> RubricCriterion:
    return RubricCriterion.objects.get(rubric=scene.other.rubric, code="3.10")


def signed(deed: Deed) -> Deed:
    """The same deed once the card has its first signature."""

    def later(scene: Scene) -> None:
        sign(scene.card)
        deed(scene)

    return later


GUARDED: dict[str, Deed] = {
    "a rubric's document is changed": lambda s: sql("UPDATE assessment_rubric SET title = 'x'"),
    "a rubric is changed in bulk": lambda s: Rubric.objects.bulk_update([fresh(s.card.rubric)], ["title"]) and None,
    "a criterion is renamed": lambda s: sql("UPDATE assessment_rubriccriterion SET name = 'x' WHERE code = '3.10'"),
    "a criterion is deleted": lambda s: sql("DELETE FROM assessment_rubriccriterion WHERE code = '3.11'"),
    "an import is changed": lambda s: sql("UPDATE assessment_entryimport SET name = 'x'"),
    "an import is deleted": lambda s: sql("DELETE FROM assessment_entryimport"),
    "an entry is deleted": lambda s: sql("DELETE FROM assessment_entry"),
    "an entry gets another rubric's criterion": lambda s: entries(s, criterion=foreign_criterion(s)),
    "an entry comes with another rubric's criterion": lambda s: copy(
        fresh(s.entry), number=2, criterion=foreign_criterion(s)
    ),
    "a card is deleted": lambda s: sql("DELETE FROM assessment_scorecard WHERE id = %s", s.other.pk),
    "a card moves to another month": lambda s: cards(s, month=date(2023, 5, 1)),
    "a card moves to another contract": lambda s: cards(s, contract=s.other.contract_id),
    "a card gets another rubric": lambda s: cards(s, rubric=s.other.rubric_id),
    "a signed card's entry is changed": signed(lambda s: entries(s, count=9)),
    "a signed card's entry is withdrawn": signed(
        lambda s: entries(s, withdrawn_at=timezone.now(), withdrawn_by=s.entry.created_by, withdrawn_reason="x")
    ),
    "a signed card gets an entry": signed(lambda s: copy(fresh(s.entry), number=2)),
    "a signed card's entry moves to an open card": signed(lambda s: entries(s, scorecard=s.other, number=7)),
}  # fmt: skip


@contextmanager
def refused() -> Iterator[Any]:
    with transaction.atomic(), pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield caught


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_constraint_refuses_what_breaks_it(scene: Scene, name: str) -> None:
    with refused() as caught:
        CONSTRAINTS[name](scene)

    assert name in str(caught.value) or re.search("UNIQUE constraint failed", str(caught.value))


@pytest.mark.parametrize("values", WITHDRAWALS, ids=["nobody", "no time", "only a reason", "no reason"])
def test_a_withdrawal_lacks_nothing(scene: Scene, values: dict[str, Any]) -> None:
    if "withdrawn_by_id" in values:
        values = {**values, "withdrawn_by_id": scene.entry.created_by_id}

    with refused() as caught:
        entries(scene, **values)

    assert "entry_withdrawn_says_who_and_why" in str(caught.value)


@pytest.mark.parametrize("deed", GUARDED)
def test_a_trigger_refuses_the_deed(scene: Scene, deed: str) -> None:
    before = snapshot()

    with refused() as caught:
        GUARDED[deed](scene)

    assert any(trigger.message in str(caught.value) for trigger in TRIGGERS), str(caught.value)
    assert snapshot() == before or deed.startswith("a signed")


@pytest.mark.parametrize("deed", [deed for deed in GUARDED if "deleted" not in deed])
def test_without_its_trigger_the_deed_is_done(scene: Scene, deed: str) -> None:
    """Negative control: what the tests above see refused is refused by the triggers and by nothing else."""
    drop_triggers()
    before = snapshot()

    GUARDED[deed](scene)

    if deed != "a rubric is changed in bulk":  # writes the same title again
        assert snapshot() != before


def snapshot() -> list[list[dict[str, Any]]]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Rubric, RubricCriterion, Scorecard, Entry, EntryImport)
    ]


def test_a_draft_may_be_written_to(scene: Scene) -> None:
    """The guards stop what they name and nothing more."""
    entries(scene, count=9)
    cards(scene, version=7)
    sign(scene.card)

    assert fresh(scene.entry).count == 9
