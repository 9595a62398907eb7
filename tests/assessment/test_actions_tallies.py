"""Counting by one key: steps add up, and never touch an entry that says what it rests on."""

from datetime import date

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.entries import CardSigned, EntryInvalid, attach_evidence
from assessment.actions.tallies import NothingBare, step_tally
from assessment.models import Entry, Scorecard
from records.actions import KeyReused
from records.models import AuditEvent
from tests.factories.assessment import entry_on, new_key, photograph, sign


def step(card: Scorecard, by: User, delta: int = 1, code: str = "3.10", key: str = "") -> None:
    step_tally(by=by, at=timezone.now(), card=card, code=code, delta=delta, key=key or new_key())


def counts(card: Scorecard) -> list[int]:
    return list(Entry.objects.filter(scorecard=card).in_force().values_list("count", flat=True))


def test_steps_of_two_people_add_up_in_one_entry(march: Scorecard, assessor: User, colleague: User) -> None:
    for by, delta in ((assessor, 1), (colleague, 2), (assessor, 1), (colleague, -1)):
        step(march, by, delta)

    assert counts(march) == [3]
    entry = Entry.objects.get()
    assert (entry.created_by, entry.changed_by, entry.version) == (assessor, colleague, 4)


def test_the_last_step_down_withdraws_the_entry_and_keeps_its_number(
    march: Scorecard, assessor: User
) -> None:
    step(march, assessor, 2)
    step(march, assessor, -2)
    step(march, assessor)

    assert counts(march) == [1]
    first, second = Entry.objects.order_by("number")
    assert (first.withdrawn_reason, first.withdrawn_by, second.number) == ("录入更正", assessor, 2)


def test_an_entry_with_grounds_is_left_alone(march: Scorecard, assessor: User) -> None:
    entry_on(march, count=3, occurred_on=date(2023, 3, 6), note="已核实")

    step(march, assessor)

    assert counts(march) == [3, 1]


def test_an_entry_with_a_photograph_is_left_alone(march: Scorecard, assessor: User) -> None:
    entry = entry_on(march, count=1)
    attach_evidence(by=assessor, at=timezone.now(), entry=entry, name="a.jpg", data=photograph())

    step(march, assessor)

    assert counts(march) == [1, 1]


@pytest.mark.parametrize("delta", [-1, -5])
def test_nothing_bare_is_not_stepped_below(march: Scorecard, assessor: User, delta: int) -> None:
    entry_on(march, count=3, note="已核实")

    with pytest.raises(NothingBare, match="3.10 的记录都已写明依据，请打开明细逐条撤回"):
        step(march, assessor, delta)

    assert counts(march) == [3]


def test_more_down_than_there_is_changes_nothing(march: Scorecard, assessor: User) -> None:
    step(march, assessor, 2)

    with pytest.raises(NothingBare):
        step(march, assessor, -3)

    assert counts(march) == [2]


@pytest.mark.parametrize(("code", "told"), [("7.10", "请打开明细录入"), ("9.9", "没有条款 9.9")])
def test_what_one_key_cannot_count_is_refused(march: Scorecard, assessor: User, code: str, told: str) -> None:
    with pytest.raises(EntryInvalid, match=told):
        step(march, assessor, code=code)

    assert counts(march) == []


def test_the_same_step_sent_twice_counts_once(march: Scorecard, assessor: User) -> None:
    step(march, assessor, key="browser-key-1")
    step(march, assessor, key="browser-key-1")

    assert counts(march) == [1]
    with pytest.raises(KeyReused):
        step(march, assessor, 2, key="browser-key-1")
    assert counts(march) == [1]


def test_a_signed_card_is_not_counted_on(march: Scorecard, assessor: User) -> None:
    sign(march)

    with pytest.raises(CardSigned):
        step(march, assessor)

    assert counts(march) == []


def test_every_step_is_told_with_before_and_after(march: Scorecard, assessor: User) -> None:
    step(march, assessor, 2)
    step(march, assessor, 1)
    step(march, assessor, -3)

    events = AuditEvent.objects.filter(object_type="assessment.entry").order_by("number")
    assert [(event.action, event.before.get("count"), event.after["count"]) for event in events] == [
        ("entry.add", None, 2),
        ("entry.step", 2, 3),
        ("entry.step", 3, 0),
    ]
