"""Many hands at one settlement: one signature a step, one settlement a year; and without the guard, not (P12)."""

import threading

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from assessment.actions import settlements
from assessment.actions.settlements import SettlementRefused, make_settlement, sign_settlement
from assessment.models import Scorecard, Settlement, SettlementSignature
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.triggers import drop_triggers
from tests.assessment.test_actions_races import at_once
from tests.assessment.test_actions_settlements import RIGHTS
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, officer, year_of

pytestmark = pytest.mark.django_db(transaction=True)
HANDS = 50


def attempt(work: object) -> object:
    """What came of it; a refusal is an answer like any other."""
    try:
        return work()  # type: ignore[operator]
    except SettlementRefused as refused:
        return refused


def expected(answer: Exception) -> bool:
    """A refusal in words, or the busy database of SQLite."""
    return isinstance(answer, SettlementRefused) or "lock" in str(answer)


def winners(answers: list[object]) -> list[object]:
    return [answer for answer in answers if not isinstance(answer, Exception)]


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))


def signing(settlement: Settlement, by: User) -> object:
    return sign_settlement(
        by=by, at=timezone.now(), settlement=settlement, name="assess", password=PASSWORD,
        shown_hash=settlement.content_hash, permissions=RIGHTS[Role.ASSESSOR],
    ).pk  # fmt: skip


def test_fifty_assessors_sign_at_once_and_one_wins(settlement: Settlement, haikou: Contract) -> None:
    people = [officer(Role.ASSESSOR, haikou) for _place in range(HANDS)]

    answers = at_once(lambda place: attempt(lambda: signing(settlement, people[place])), HANDS)

    assert len(winners(answers)) == 1
    assert SettlementSignature.objects.filter(settlement=settlement, step="assess").count() == 1
    settlement.refresh_from_db()
    assert settlement.state == "assessed"


def test_ten_reckonings_at_once_leave_one_in_force(haikou: Contract, assessor: User) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)

    at_once(
        lambda _place: attempt(
            lambda: make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou)).pk
        ),
        10,
    )

    assert Settlement.objects.exclude(state="replaced").count() == 1
    numbers = list(Settlement.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_signature_and_a_new_reckoning_at_once_leave_one_in_force(
    settlement: Settlement, haikou: Contract, assessor: User
) -> None:
    """Whoever comes first: a settlement that was replaced never goes on, a signature never brings it back."""
    people = [officer(Role.ASSESSOR, haikou) for _place in range(10)]

    def hand(place: int) -> object:
        if place % 2:
            return attempt(lambda: signing(settlement, people[place]))
        return attempt(lambda: make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou)).pk)

    answers = at_once(hand, 10)

    assert [each for each in answers if isinstance(each, Exception) and not expected(each)] == []
    settlement.refresh_from_db()
    assert settlement.state == "replaced"
    assert Settlement.objects.exclude(state="replaced").count() == 1
    numbers = list(Settlement.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_no_objection_comes_between_the_check_and_the_signature(
    settlement: Settlement, haikou: Contract, assessor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one signs, another cannot have a card: it waits, or is told that the database is busy."""
    checked, tried = threading.Event(), threading.Event()
    real = settlements.fresh_hash

    def slow(*arguments: object) -> str:
        found = real(*arguments)  # type: ignore[arg-type]
        checked.set()
        tried.wait(2)
        return found

    monkeypatch.setattr(settlements, "fresh_hash", slow)
    taken: list[bool] = []

    def hand(place: int) -> object:
        if not place:
            return signing(settlement, assessor)
        checked.wait(10)
        with transaction.atomic():
            if connection.features.has_select_for_update_nowait:
                locked = Scorecard.objects.select_for_update(nowait=True)
                list(locked.filter(service_year=settlement.service_year_id))
            else:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA busy_timeout = 100")
                Scorecard.objects.filter(service_year=settlement.service_year_id).update(version=F("version"))
            taken.append(True)
        return place

    answers = at_once(hand, 2)
    tried.set()

    assert answers[0] == settlement.pk
    assert isinstance(answers[1], DatabaseError)
    assert taken == []


def test_without_lock_and_transaction_more_than_one_signature_is_tried(
    settlement: Settlement, haikou: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state is read before anybody has written: only the database's own rule is left to refuse the second."""
    tried: list[int] = []
    unguarded = settlements._sign.__wrapped__  # type: ignore[attr-defined]  # the action without its transaction
    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    monkeypatch.setattr("assessment.actions.settlements.record_event", lambda *_arguments, **_values: None)
    create = SettlementSignature.objects.create

    def counted(**values: object) -> SettlementSignature:
        tried.append(1)
        return create(**values)

    monkeypatch.setattr(SettlementSignature.objects, "create", counted)
    drop_triggers()
    people = [officer(Role.ASSESSOR, haikou) for _place in range(8)]

    at_once(
        lambda place: attempt(
            lambda: unguarded(
                by=people[place], at=timezone.now(), settlement=settlement, name="assess",
                shown_hash=settlement.content_hash, permissions=RIGHTS[Role.ASSESSOR],
            ).pk
        ),
        8,
    )  # fmt: skip

    assert len(tried) > 1
    assert SettlementSignature.objects.filter(step="assess").count() == 1
