"""Many hands at one card, on connections of their own; and what happens with the guards switched off (security P12)."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connections
from django.utils import timezone

from accounts.models import User
from assessment.actions import tallies
from assessment.actions.cards import open_card
from assessment.actions.entries import EntryChanged, EntryData, add_entry, change_entry
from assessment.actions.tallies import step_tally
from assessment.models import Entry, Scorecard
from contracts.models import Contract
from records.actions import Claim
from records.models import AuditEvent
from tests.factories.assessment import entry_on

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 20


def at_once(work: Callable[[int], object], hands: int = HANDS) -> list[object]:
    """Let `hands` threads do the work at the same moment. Shape: what each returned, or the exception it met."""
    start = threading.Barrier(hands)

    def one(place: int) -> object:
        start.wait()
        try:
            return work(place)
        except (DatabaseError, EntryChanged) as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as pool:
        return list(pool.map(one, range(hands)))


@pytest.fixture
def slow_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between reading the tally and writing it there is time for somebody else."""
    read = tallies._bare_entry

    def slowly(card: Scorecard, code: str) -> Entry | None:
        found = read(card, code)
        time.sleep(0.01)
        return found

    monkeypatch.setattr(tallies, "_bare_entry", slowly)


def steps_lost(answers: list[object], card: Scorecard) -> int:
    """The checker: how many of the steps are not on the card."""
    failed = sum(isinstance(answer, Exception) for answer in answers)
    counted = sum(Entry.objects.filter(scorecard=card).in_force().values_list("count", flat=True))
    return failed + (len(answers) + 1 - counted - failed)


@pytest.mark.usefixtures("slow_reading")
def test_twenty_steps_at_once_lose_nothing(march: Scorecard, assessor: User) -> None:
    entry_on(march, count=1)

    def step(place: int) -> None:
        step_tally(
            by=assessor, at=timezone.now(), card=march, code="3.10", delta=1, key=f"step-number-{place}"
        )

    answers = at_once(step)

    assert [answer for answer in answers if answer is not None] == []
    assert steps_lost(answers, march) == 0
    assert Entry.objects.count() == 1
    assert AuditEvent.objects.filter(action="entry.step").count() == HANDS


@pytest.mark.usefixtures("slow_reading")
def test_without_lock_and_transaction_steps_are_lost_and_noticed(
    march: Scorecard, assessor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_on(march, count=1)
    monkeypatch.setattr(
        tallies, "lock_draft", lambda card: Scorecard.objects.select_related("contract").get(pk=card.pk)
    )
    monkeypatch.setattr(tallies, "record_event", lambda *_arguments, **_values: None)
    claim = SimpleNamespace(answer=None, settle=lambda _answer: None)  # a real one wants a transaction
    monkeypatch.setattr(tallies, "claim_key", lambda **_values: claim)

    def step(place: int) -> None:
        unguarded: Any = step_tally.__wrapped__  # the action without its transaction
        unguarded(
            by=assessor, at=timezone.now(), card=march, code="3.10", delta=1, key=f"step-number-{place}"
        )

    answers = at_once(step)

    assert steps_lost(answers, march) > 0


def add(card: Scorecard, by: User, key: str) -> int:
    data = EntryData("3.26", note="离岗")
    return add_entry(by=by, at=timezone.now(), card=card, data=data, key=key).number


def test_twenty_adds_with_one_key_are_one_entry(march: Scorecard, assessor: User) -> None:
    answers = at_once(lambda _place: add(march, assessor, "one-key-for-all"))

    assert answers == [1] * HANDS
    assert Entry.objects.count() == 1
    assert AuditEvent.objects.filter(action="entry.add").count() == 1


def test_without_the_claim_the_same_request_counts_again(
    march: Scorecard, assessor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Free(Claim):
        def settle(self, answer: object) -> None:
            pass

    monkeypatch.setattr("assessment.actions.entries.claim_key", lambda **_values: Free(None, None))

    at_once(lambda _place: add(march, assessor, "one-key-for-all"), hands=4)

    assert Entry.objects.count() == 4


def test_twenty_adds_have_numbers_without_gap_or_double(march: Scorecard, assessor: User) -> None:
    answers = at_once(lambda place: add(march, assessor, f"add-number-{place}"))

    assert sorted(map(str, answers), key=int) == [str(number) for number in range(1, HANDS + 1)]
    march.refresh_from_db()
    assert (march.next_number, march.version) == (HANDS + 1, HANDS)


def test_twenty_changes_of_one_version_have_one_winner(march: Scorecard, assessor: User) -> None:
    entry = entry_on(march)

    def change(place: int) -> int:
        data = EntryData("3.10", count=place + 2)
        return change_entry(by=assessor, at=timezone.now(), entry=entry, version=1, data=data).count

    answers = at_once(change)

    winners = [answer for answer in answers if isinstance(answer, int)]
    assert len(winners) == 1
    assert sum(isinstance(answer, EntryChanged) for answer in answers) == HANDS - 1
    entry.refresh_from_db()
    assert (entry.count, entry.version) == (winners[0], 2)


def test_a_month_opened_by_ten_at_once_is_one_card(haikou: Contract, assessor: User) -> None:
    answers = at_once(
        lambda _place: open_card(by=assessor, at=timezone.now(), contract=haikou, month=date(2023, 4, 1)).pk,
        hands=10,
    )

    assert len(set(answers)) == 1
    assert Scorecard.objects.filter(month=date(2023, 4, 1)).count() == 1
    assert AuditEvent.objects.filter(action="scorecard.open").count() == 1
