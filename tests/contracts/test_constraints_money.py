"""What the database itself refuses about signings and money: each rule violated, and once more without the guards."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contracts import models
from contracts.models import DecisionSigning, ForceMajeure, PaymentInstalment
from contracts.triggers import TRIGGERS
from hall_ops.lib.triggers import drop_triggers
from tests.contracts.made import make
from tests.contracts.paying import applied
from tests.contracts.people import People
from tests.contracts.test_actions_registers import appraise, bond, breach, decide, enter, typhoon


@dataclass(frozen=True)
class Scene:
    people: People
    agreed: DecisionSigning
    waiting: DecisionSigning
    rows: dict[str, Any]


@pytest.fixture
def scene(db: None) -> Scene:
    people = People.of(make("haikou"))
    found = breach(people)
    rows = {
        "step": applied(people),
        "date": enter(people, "effect", date(2023, 1, 1)),
        "breach": found,
        "ruling": decide(people, found),
        "bond": bond(people, "received", "1000.00"),
        "force": typhoon(people),
        "appraisal": appraise(people, "qualified"),
        "plan": models.PaymentPlan.objects.get(service_year__number=1),
        "instalment": PaymentInstalment.objects.get(service_year__number=1, number=1),
    }
    return Scene(people, people.agree("monthly"), people.propose("quarterly"), rows)


def copy(row: Any, **changes: Any) -> None:
    """Insert the row again with some columns changed, past every action."""
    fresh = type(row).objects.get(pk=row.pk)
    fresh.pk = None
    for name, value in changes.items():
        setattr(fresh, name, value)
    type(row).objects.bulk_create([fresh])


def change(row: Any, **values: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(**values)


def sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def unsign(scene: Scene) -> None:
    change(scene.waiting, purchaser_by=scene.people.approver, purchaser_at=NOW)
    change(scene.waiting, purchaser_by=None, purchaser_at=None)


Deed = Callable[[Scene], None]
NOW = timezone.now()
CONSTRAINTS: dict[str, Deed] = {
    "signing_one_open": lambda s: copy(s.waiting),
    "signing_from_first_day": lambda s: copy(s.agreed, effective_from=date(2023, 1, 2)),
    "signing_says_what_and_why": lambda s: copy(s.agreed, reason=""),
    "signing_purchaser_when": lambda s: change(s.waiting, purchaser_at=NOW),
    "signing_contractor_when": lambda s: change(s.waiting, contractor_by=s.people.director),
    "signing_withdrawn_before_both": lambda s: change(
        s.agreed, withdrawn_at=NOW, withdrawn_by=s.people.assessor
    ),
    "signing_by_another": lambda s: change(s.waiting, purchaser_by=s.people.assessor, purchaser_at=NOW),
    "instalment_once": lambda s: copy(s.rows["instalment"]),
    "instalment_kind_known": lambda s: copy(s.rows["instalment"], number=9, kind="gift"),
    "instalment_covers_in_order": lambda s: copy(s.rows["instalment"], number=9, covers_to=date(2022, 1, 1)),
    "instalment_amount": lambda s: copy(s.rows["instalment"], number=9, amount_yuan=Decimal("-0.01")),
    "instalment_names_clause": lambda s: copy(s.rows["instalment"], number=9, clause=""),
    "plan_wages_not_negative": lambda s: change(s.rows["plan"], prepaid_wages_yuan=-1),
    "plan_served_in_order": lambda s: change(
        s.rows["plan"], served_from=date(2023, 2, 1), served_to=date(2023, 1, 1)
    ),
    "payment_step_once": lambda s: copy(s.rows["step"]),
    "payment_step_known": lambda s: copy(s.rows["step"], kind="lost"),
    "payment_step_amount": lambda s: copy(s.rows["step"], kind="paid", amount_yuan=-1),
    "payment_step_mended_says_why": lambda s: copy(s.rows["step"], replaces=s.rows["step"]),
    "contract_date_once": lambda s: copy(s.rows["date"]),
    "contract_date_mended_says_why": lambda s: copy(s.rows["date"], replaces=s.rows["date"]),
    "breach_number_once": lambda s: copy(s.rows["breach"]),
    "breach_kind_known": lambda s: copy(s.rows["breach"], number=9, kind="joke"),
    "breach_says_what": lambda s: copy(s.rows["breach"], number=9, text=""),
    "breach_proposed": lambda s: copy(s.rows["breach"], number=9, proposed_yuan=-1),
    "breach_ends_after_start": lambda s: copy(s.rows["breach"], number=9, ended_on=date(2022, 1, 1)),
    "breach_vacancy_counts_people": lambda s: copy(s.rows["breach"], number=9, people=0),
    "ruling_first_once": lambda s: copy(s.rows["ruling"]),
    "ruling_amount": lambda s: copy(s.rows["ruling"], replaces=s.rows["ruling"], decided_yuan=-1),
    "ruling_says_why": lambda s: copy(s.rows["ruling"], replaces=s.rows["ruling"], reason=""),
    "bond_kind_known": lambda s: copy(s.rows["bond"], kind="joke"),
    "bond_amount": lambda s: copy(s.rows["bond"], amount_yuan=0),
    "bond_says_why": lambda s: copy(s.rows["bond"], note=""),
    "force_majeure_says_what": lambda s: copy(s.rows["force"], text=""),
    "force_majeure_in_order": lambda s: change(s.rows["force"], ended_on=date(2022, 1, 1)),
    "force_majeure_notice_after": lambda s: change(s.rows["force"], notified_on=date(2022, 1, 1)),
    "appraisal_first_once": lambda s: copy(s.rows["appraisal"]),
    "appraisal_grade_known": lambda s: copy(s.rows["appraisal"], replaces=s.rows["appraisal"], grade="fine"),
    "appraisal_says_why": lambda s: copy(
        s.rows["appraisal"], replaces=s.rows["appraisal"], mended_reason="x", reason=""
    ),
    "appraisal_mended_says_why": lambda s: copy(s.rows["appraisal"], replaces=s.rows["appraisal"]),
}
APPEND_ONLY = ("paymentstep", "contractdate", "breach", "breachruling", "bondentry", "appraisal")
COLUMNS = {"paymentstep": "amount_yuan", "breach": "proposed_yuan", "breachruling": "decided_yuan",
           "bondentry": "amount_yuan", "contractdate": "note", "appraisal": "reason"}  # fmt: skip
GUARDED: dict[str, Deed] = {
    "a signing gets another option": lambda s: change(s.waiting, option="annual"),
    "a signing gets another month": lambda s: change(s.agreed, effective_from=date(2024, 1, 1)),
    "a signing gets another hash": lambda s: change(s.agreed, document_hash="0" * 64),
    "a signature is taken away": lambda s: unsign(s),
    "a signature is backdated": lambda s: change(s.agreed, contractor_at=NOW),
    "the contractor signs for the purchaser": lambda s: change(
        s.waiting, purchaser_by=s.people.director, purchaser_at=NOW
    ),
    "the purchaser signs for the contractor": lambda s: change(
        s.waiting, contractor_by=s.people.approver, contractor_at=NOW
    ),
    "a signing comes signed by one side": lambda s: copy(s.agreed, contractor_by=s.people.assessor),
    "a signing is deleted": lambda s: sql("DELETE FROM contracts_decisionsigning"),
    "a payment under way gets another amount": lambda s: change(s.rows["instalment"], amount_yuan=1),
    "a payment under way is deleted": lambda s: sql(
        f"DELETE FROM contracts_paymentinstalment WHERE id = {int(s.rows['instalment'].pk)}"
    ),
    "an event is told otherwise": lambda s: change(s.rows["force"], text="x"),
    "an event is deleted": lambda s: sql("DELETE FROM contracts_forcemajeure"),
    **{f"{t} is changed": (lambda s, t=t: sql(f"UPDATE contracts_{t} SET {COLUMNS[t]} = '7'")) for t in APPEND_ONLY},
    **{f"{table} is deleted": (lambda s, t=table: sql(f"DELETE FROM contracts_{t}")) for table in APPEND_ONLY},
}  # fmt: skip


@contextmanager
def refused() -> Iterator[Any]:
    with transaction.atomic(), pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield caught


def test_every_constraint_of_these_tables_is_tried() -> None:
    tables = ("DecisionSigning", "PaymentPlan", "PaymentInstalment", "PaymentStep", "ContractDate", "Breach",
              "BreachRuling", "BondEntry", "ForceMajeure", "Appraisal")  # fmt: skip
    named = {each.name for table in tables for each in getattr(models, table)._meta.constraints}

    # two people of one side cannot meet in a signing at all: the trigger on sides comes first
    assert named - {"signing_two_people"} == set(CONSTRAINTS)


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_constraint_refuses_what_breaks_it(scene: Scene, name: str) -> None:
    with refused() as caught:
        CONSTRAINTS[name](scene)

    assert name in str(caught.value) or re.search("UNIQUE constraint failed", str(caught.value))


@pytest.mark.parametrize("deed", GUARDED)
def test_a_trigger_refuses_the_deed(scene: Scene, deed: str) -> None:
    with refused() as caught:
        GUARDED[deed](scene)

    assert any(trigger.message in str(caught.value) for trigger in TRIGGERS), str(caught.value)


@pytest.mark.parametrize("deed", [deed for deed in GUARDED if "deleted" not in deed])
def test_without_its_trigger_the_deed_is_done(scene: Scene, deed: str) -> None:
    """Negative control: what is refused above is refused by the triggers and by nothing else."""
    drop_triggers()

    GUARDED[deed](scene)


def test_one_person_cannot_sign_for_both_even_without_the_guards(scene: Scene) -> None:
    drop_triggers()
    by = scene.people.approver
    with refused() as caught:
        change(scene.waiting, purchaser_by=by, purchaser_at=NOW, contractor_by=by, contractor_at=NOW)

    assert "signing_two_people" in str(caught.value)


def test_what_is_open_may_be_filled_in(scene: Scene) -> None:
    """The guards stop what they name and nothing more."""
    change(scene.waiting, purchaser_by=scene.people.approver, purchaser_at=NOW)
    change(scene.rows["force"], ended_on=date(2023, 8, 24))
    change(scene.rows["instalment"], due_on=date(2023, 1, 11))
    PaymentInstalment.objects.filter(service_year__number=2).update(amount_yuan=1)

    assert ForceMajeure.objects.get().ended_on == date(2023, 8, 24)
