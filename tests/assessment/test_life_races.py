"""Fifty hands at one signature, approval, objection: one winner each; and what saves it without the lock (P12)."""

from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import QuerySet
from django.utils import timezone

from assessment.actions.card_life import SignatureRefused, sign_card
from assessment.actions.objections import ObjectionRefused
from assessment.models import CardSeal, CardSignature, Objection, Scorecard
from records.models import AuditEvent
from tests.assessment.signing import STEPS, People, dated, objected, rights, shown_hash, signed, told
from tests.factories.accounts import PASSWORD
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 50
LOCKED_OUT = "lock"  # PostgreSQL's lock timeout, SQLite's busy database: refused, nothing written


def sign_at_once(card: Scorecard, step: str, people: People, hands: int = HANDS) -> list[object]:
    seen, by, held = shown_hash(card), people.of(step), rights(STEPS[step])

    def one(_place: int) -> object:
        return sign_card(
            by=by,
            at=timezone.now(),
            card=card,
            name=step,
            password=PASSWORD,
            shown_hash=seen,
            permissions=held,
        ).state

    return at_once(one, hands)


def winners(answers: list[object]) -> int:
    """The checker: how many were told that theirs took effect. Anything but a refusal is a finding."""
    astray = [
        each for each in answers
        if isinstance(each, Exception) and not isinstance(each, SignatureRefused | ObjectionRefused)
        and LOCKED_OUT not in str(each)
    ]  # fmt: skip
    assert astray == []
    return sum(not isinstance(each, Exception) for each in answers)


@pytest.mark.parametrize("step", ["assess", "review"])
def test_fifty_signatures_are_one(march: Scorecard, people: People, step: str) -> None:
    told(march)
    dated(march)
    if step == "review":
        signed(march, people, "assess")

    answers = sign_at_once(march, step, people)

    assert winners(answers) == 1
    assert CardSignature.objects.filter(scorecard=march, step=step).count() == 1
    assert AuditEvent.objects.filter(action=f"scorecard.{step}").count() == 1


def test_fifty_approvals_are_one_with_one_seal(march: Scorecard, people: People) -> None:
    told(march)
    signed(march, people, "review")

    answers = sign_at_once(march, "approve", people)

    assert winners(answers) == 1
    assert (CardSeal.objects.count(), AuditEvent.objects.filter(action="scorecard.approve").count()) == (1, 1)


def test_fifty_objections_to_one_entry_are_one(march: Scorecard, people: People) -> None:
    told(march)
    card = signed(march, people)

    answers = at_once(lambda _place: objected(card, people).pk, HANDS)

    assert winners(answers) == 1
    assert (Objection.objects.count(), AuditEvent.objects.filter(action="objection.file").count()) == (1, 1)


# -- the negative controls: locks off, and both hands read the state before either writes ---------------------------
@pytest.fixture
def unlocked(monkeypatch: pytest.MonkeyPatch) -> None:
    """No row lock and no transaction around the action, so all hands pass the rules before the first writes."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, *_a, **_v: self.all())


def unguarded(action: Any) -> Any:
    """The action without its transaction."""
    return action.__wrapped__


def saved_by(answers: list[object]) -> set[str]:
    """What refused the others: the names of the exceptions."""
    return {type(each).__name__ for each in answers if isinstance(each, Exception)}


@pytest.mark.usefixtures("unlocked")
def test_without_locks_the_unique_signature_saves_the_card(
    march: Scorecard, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pass the rules; the constraint signature_once_a_step refuses the second row, and only it."""
    from assessment.actions import card_life

    told(march)
    dated(march)
    passed: list[int] = []
    seen = shown_hash(march)
    card = Scorecard.objects.get(pk=march.pk)
    check = card_life._check_ready

    def first_reader(*values: Any) -> None:
        check(*values)
        passed.append(1)
        if len(passed) == 1:  # the second hand signs whole between the first's check and its write
            sign(people.assessor)

    def sign(by: Any) -> None:
        unguarded(card_life._sign)(
            by=by, at=timezone.now(), card=card, name="assess", shown_hash=seen,
            permissions=rights(STEPS["assess"]),
        )  # fmt: skip

    monkeypatch.setattr(card_life, "_check_ready", first_reader)
    monkeypatch.setattr(card_life, "record_event", lambda *_a, **_v: None)

    with pytest.raises(IntegrityError, match=r"signature_(once_a_step|by_three_people)|UNIQUE"):
        sign(people.assessor)

    assert len(passed) == 2
    assert CardSignature.objects.count() == 1


@pytest.mark.usefixtures("unlocked")
def test_without_locks_the_unique_objection_saves_the_entry(
    march: Scorecard, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both pass the rule; objection_once_an_entry refuses the second row."""
    from assessment.actions import objections

    told(march)
    card = signed(march, people)
    rule, passed = objections.refusal, []

    def file() -> None:
        unguarded(objections.file_objection)(
            by=people.director, at=timezone.now(), card=card, number=1, grounds="系统停机"
        )

    def slow_rule(**facts: Any) -> str:
        answer = rule(**facts)
        passed.append(answer)
        if len(passed) == 1:
            file()
        return answer

    monkeypatch.setattr(objections, "refusal", slow_rule)
    monkeypatch.setattr(objections, "record_event", lambda *_a, **_v: None)

    with pytest.raises(IntegrityError, match=r"objection_once_an_entry|UNIQUE"):
        file()

    assert passed == ["", ""]
    assert Objection.objects.count() == 1
