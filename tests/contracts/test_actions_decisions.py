"""Proposing and signing a reading of a clause, and which one holds in a month."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from contracts.actions.decisions import DecisionRefused, Party, withdraw_proposal
from contracts.models import DecisionSigning
from contracts.queries import decision_choices, unsigned_decisions
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.contracts.made import AT, make
from tests.contracts.people import People
from tests.factories.contracts import member
from tests.races import at_once


@pytest.fixture
def people(db: None) -> People:
    return People.of(make("haikou"))


def test_both_signatures_put_an_option_in_force(people: People) -> None:
    signing = people.propose("monthly", date(2023, 6, 1))

    people.sign(signing, Party.PURCHASER)
    assert people.decision().chosen == "annual"
    people.sign(signing, Party.CONTRACTOR)

    decision = people.decision()
    assert (decision.chosen, decision.signed_at is not None) == ("monthly", True)
    assert decision.key not in {each.key for each in unsigned_decisions(people.contract)}
    told = list(AuditEvent.objects.filter(action__startswith="decision.").values_list("action", flat=True))
    assert sorted(told) == [
        "decision.agree", "decision.propose", "decision.sign_contractor", "decision.sign_purchaser"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "option"),
    [
        (date(2023, 5, 31), "annual"),
        (date(2023, 6, 1), "monthly"),
        (date(2024, 2, 29), "monthly"),
        (date(2024, 3, 1), "quarterly"),
        (date(2025, 12, 31), "quarterly"),
    ],
)
def test_an_option_holds_from_its_month_on(people: People, day: date, option: str) -> None:
    people.agree("quarterly", date(2024, 3, 1))
    people.agree("monthly", date(2023, 6, 15))

    assert decision_choices(people.contract, day)["settlement_basis"] == option
    assert decision_choices(people.contract)["settlement_basis"] == "quarterly"


def test_the_later_of_two_for_one_month_holds(people: People) -> None:
    people.agree("quarterly", date(2023, 6, 1))
    people.agree("monthly", date(2023, 6, 1))

    assert decision_choices(people.contract, date(2023, 7, 1))["settlement_basis"] == "monthly"


def test_a_proposal_alone_changes_nothing(people: People) -> None:
    people.propose("monthly")

    assert decision_choices(people.contract, date(2025, 1, 1)) == decision_choices(people.contract)
    assert decision_choices(people.contract)["settlement_basis"] == "annual"


def test_a_signature_from_before_signings_holds_throughout(people: People) -> None:
    people.contract.decisions.filter(key="mean_rounding").update(chosen="half_up_2", signed_at=AT)

    assert decision_choices(people.contract, date(2023, 1, 1))["mean_rounding"] == "half_up_2"


def test_choices_of_a_month_take_one_query(people: People, queries: Any) -> None:
    people.agree("monthly")
    people.agree("quarterly", date(2024, 1, 1))

    with queries:
        decision_choices(people.contract, date(2024, 1, 1))

    assert len(queries) == 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"option": "weekly"}, "没有这个选项"),
        ({"reason": "  "}, "写明理由"),
        ({"month": date(2022, 12, 31)}, "服务期"),
        ({"month": date(2026, 1, 1)}, "服务期"),
    ],
    ids=["option", "reason", "before", "after"],
)
def test_a_proposal_that_does_not_fit_is_refused(people: People, values: dict[str, Any], said: str) -> None:
    with pytest.raises(DecisionRefused, match=said):
        people.propose(**values)

    assert not DecisionSigning.objects.exists()


def test_one_proposal_waits_at_a_time(people: People) -> None:
    first = people.propose("monthly")
    with pytest.raises(DecisionRefused, match="已有一项"):
        people.propose("quarterly")

    withdraw_proposal(by=people.assessor, at=timezone.now(), signing=first)

    assert people.propose("quarterly").option == "quarterly"


@pytest.mark.parametrize("party", list(Party))
def test_a_wrong_password_signs_nothing(people: People, party: Party) -> None:
    signing = people.propose()
    with pytest.raises(DecisionRefused, match="口令"):
        people.sign(signing, party, password="Another-42-kite")

    signing.refresh_from_db()
    assert (signing.purchaser_at, signing.contractor_at) == (None, None)


@pytest.mark.parametrize("party", list(Party))
def test_the_other_side_cannot_sign(people: People, party: Party) -> None:
    other = people.director if party == Party.PURCHASER else people.approver
    with pytest.raises(DecisionRefused, match="相应身份"):
        people.sign(people.propose(), party, by=other)


def test_whoever_proposed_does_not_sign_for_the_purchaser(people: People) -> None:
    member(Role.APPROVER, people.contract, user=people.assessor)
    with pytest.raises(DecisionRefused, match="另一位"):
        people.sign(people.propose(), Party.PURCHASER, by=people.assessor)


def test_another_hash_is_refused(people: People) -> None:
    with pytest.raises(DecisionRefused, match="有改动"):
        people.sign(people.propose(), Party.PURCHASER, shown_hash="0" * 64)


def test_a_question_changed_since_the_proposal_is_refused(people: People) -> None:
    signing = people.propose()
    people.contract.decisions.filter(key="settlement_basis").update(question="另一个问题？")

    with pytest.raises(DecisionRefused, match="有改动"):
        people.sign(signing, Party.CONTRACTOR)


def test_a_side_signs_once(people: People) -> None:
    signing = people.propose()
    people.sign(signing, Party.PURCHASER)
    with pytest.raises(DecisionRefused, match="已有人签署"):
        people.sign(signing, Party.PURCHASER, by=member(Role.APPROVER, people.contract))


def test_what_was_taken_back_is_not_signed(people: People) -> None:
    signing = people.propose()
    withdraw_proposal(by=people.assessor, at=timezone.now(), signing=signing)

    with pytest.raises(DecisionRefused, match="已撤回"):
        people.sign(signing, Party.PURCHASER)


def test_what_both_signed_is_not_taken_back(people: People) -> None:
    signing = people.agree()
    with pytest.raises(DecisionRefused, match="不能再撤回"):
        withdraw_proposal(by=people.assessor, at=timezone.now(), signing=signing)


def test_only_the_assessor_proposes_and_takes_back(people: People) -> None:
    with pytest.raises(DecisionRefused, match="考核人"):
        people.propose(by=people.approver)
    with pytest.raises(DecisionRefused, match="考核人"):
        withdraw_proposal(by=people.approver, at=timezone.now(), signing=people.propose())


@pytest.mark.django_db(transaction=True)
def test_many_approvers_at_once_one_signs() -> None:
    people = People.of(make("haikou"))
    signing = people.propose()
    approvers = [member(Role.APPROVER, people.contract) for _ in range(8)]

    answers = at_once(
        lambda place: people.sign(signing, Party.PURCHASER, by=approvers[place]), len(approvers)
    )

    signed = [answer for answer in answers if isinstance(answer, DecisionSigning)]
    assert len(signed) == 1
    assert AuditEvent.objects.filter(action="decision.sign_purchaser").count() == 1
    assert DecisionSigning.objects.get().purchaser_by_id == signed[0].purchaser_by_id
    assert not connection.in_atomic_block
