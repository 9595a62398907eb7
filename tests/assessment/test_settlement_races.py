"""Many hands at one settlement: one signature a step, one settlement a year; and without the guard, not (P12)."""

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions import settlements
from assessment.actions.settlements import SettlementRefused, make_settlement, sign_settlement
from assessment.models import Settlement, SettlementSignature
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
        lambda _place: attempt(lambda: make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou)).pk), 10
    )

    assert Settlement.objects.exclude(state="replaced").count() == 1
    numbers = list(Settlement.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


def test_without_lock_and_transaction_more_than_one_signature_is_tried(
    settlement: Settlement, haikou: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The state is read before anybody has written: only the database's own rule is left to refuse the second."""
    tried: list[int] = []
    unguarded = settlements._sign.__wrapped__  # type: ignore[attr-defined]  # the action without its transaction
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
