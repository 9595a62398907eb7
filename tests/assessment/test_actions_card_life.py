"""Signing, sending back, closing: only the listed ways work, for the listed people, with the shown content."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.utils import timezone

from assessment.actions.card_life import SignatureRefused, close_card, send_back
from assessment.actions.cards import CardRefused, set_assessed_on
from assessment.enums import CardState
from assessment.models import CardSeal, CardSignature, Scorecard
from assessment.rules.card_life import transition
from hall_ops.lib.permissions import Permission, Role
from records.models import AuditEvent
from tests.assessment.signing import People, after_window, dated, give, rights, shown_hash, signed, told
from tests.factories.accounts import UserFactory
from tests.factories.assessment import entry_on

SIGNING_STATES = ("draft", "assessed", "reviewed", "approved", "closed")
UPTO = {"draft": "", "assessed": "assess", "reviewed": "review", "approved": "approve", "closed": "approve"}


def card_in(state: str, card: Scorecard, people: People) -> Scorecard:
    """The card brought into a state by the product's own actions."""
    dated(card)
    if UPTO[state]:
        card = signed(card, people, UPTO[state])
    if state == "closed":
        assert close_card(by=None, at=after_window(card), card=card)
    return Scorecard.objects.get(pk=card.pk)


def wish(name: str, card: Scorecard, by: Any, role: Role) -> Callable[[], object]:
    if name == "return":
        return lambda: send_back(
            by=by, at=timezone.now(), card=card, reason="请核对", permissions=rights(role)
        )
    return lambda: give(card, name, by, permissions=rights(role))


@pytest.mark.parametrize("state", SIGNING_STATES)
def test_only_listed_transitions_work_for_listed_roles(march: Scorecard, people: People, state: str) -> None:
    """All transitions × all roles from one state; what the table lists is tried last, on the untouched card."""
    told(march)
    card = card_in(state, march, people)
    for name, role in product(("assess", "review", "approve", "return"), Role):
        step = transition(name, state)
        if step is not None and Permission(step.permission) in rights(role):
            continue
        with pytest.raises(SignatureRefused):
            wish(name, card, UserFactory(role=role), role)()

    card.refresh_from_db()
    assert card.state == state
    for name, role in (("assess", Role.ASSESSOR), ("review", Role.REVIEWER), ("approve", Role.APPROVER)):
        if transition(name, state):
            assert give(card, name, UserFactory(role=role)).state == transition(name, state).target  # type: ignore[union-attr]


def test_three_signatures_seal_the_card(march: Scorecard, people: People) -> None:
    told(march)

    card = signed(march, people)

    signatures = CardSignature.objects.filter(scorecard=card)
    assert [each.signer for each in signatures] == [people.assessor, people.reviewer, people.approver]
    assert card.state == CardState.APPROVED and card.choices["total_cap"]
    assert CardSeal.objects.get().scorecard == card
    actions = ("scorecard.assess", "scorecard.review", "scorecard.approve", "scorecard.seal")
    assert AuditEvent.objects.filter(action__in=actions).count() == 4


def test_one_person_signs_once(march: Scorecard, people: People) -> None:
    told(march)
    signed(march, people, "assess")

    with pytest.raises(SignatureRefused, match="三个不同的人"):
        give(march, "review", people.assessor)


def test_a_wrong_password_signs_nothing(march: Scorecard, people: People) -> None:
    told(march)
    dated(march)

    with pytest.raises(SignatureRefused, match="口令"):
        give(march, "assess", people.assessor, password="not it")

    assert not CardSignature.objects.exists()


def test_other_content_than_shown_is_refused(march: Scorecard, people: People) -> None:
    told(march)
    seen = shown_hash(dated(march))
    entry_on(march, "3.26", occurred_on=march.month, note="离岗")

    with pytest.raises(SignatureRefused, match="有改动"):
        give(march, "assess", people.assessor, shown_hash=seen)


def test_another_cards_hash_is_refused(march: Scorecard, people: People) -> None:
    told(march)
    dated(march)

    with pytest.raises(SignatureRefused, match="有改动"):
        give(march, "assess", people.assessor, shown_hash="0" * 64)


def test_the_assessor_signs_only_what_rests_on_something(march: Scorecard, people: People) -> None:
    entry_on(march)

    with pytest.raises(SignatureRefused, match="考核日期"):
        give(march, "assess", people.assessor)
    dated(march)
    with pytest.raises(SignatureRefused, match="1 条记录没有写明"):
        give(march, "assess", people.assessor)


def test_one_fact_counted_twice_is_not_signed(march: Scorecard, people: People) -> None:
    told(march, "3.1")
    told(march, "3.29")
    dated(march)

    with pytest.raises(SignatureRefused, match="同一事实"):
        give(march, "assess", people.assessor)


def test_sending_back_clears_the_later_signature_and_keeps_its_row(march: Scorecard, people: People) -> None:
    told(march)
    card = signed(march, people, "review")

    send_back(
        by=people.approver,
        at=timezone.now(),
        card=card,
        reason=" 总分有误 ",
        permissions=rights(Role.APPROVER),
    )

    row = CardSignature.objects.get(scorecard=card, step="review")
    assert (row.cleared_by, row.cleared_reason) == (people.approver, "总分有误")
    card.refresh_from_db()
    assert card.state == CardState.ASSESSED
    assert give(card, "review", people.reviewer).state == CardState.REVIEWED


def test_sending_back_needs_a_reason(march: Scorecard, people: People) -> None:
    told(march)
    card = signed(march, people, "assess")

    with pytest.raises(SignatureRefused, match="原因"):
        send_back(
            by=people.reviewer, at=timezone.now(), card=card, reason=" \n", permissions=rights(Role.REVIEWER)
        )


def test_back_in_draft_the_card_may_be_mended_and_signed_again(march: Scorecard, people: People) -> None:
    told(march)
    card = signed(march, people, "assess")
    with pytest.raises(CardRefused):
        set_assessed_on(by=people.assessor, at=timezone.now(), card=card, assessed_on=march.month)
    send_back(
        by=people.reviewer, at=timezone.now(), card=card, reason="漏记", permissions=rights(Role.REVIEWER)
    )
    told(march, "3.26")

    assert signed(Scorecard.objects.get(pk=card.pk), people).state == CardState.APPROVED


def test_the_window_is_the_contracts_working_days(march: Scorecard, people: People) -> None:
    """Five working days when the tender says nothing; the day of approval is not counted."""
    from datetime import datetime

    told(march)
    friday = datetime(2023, 4, 7, 16, 0, tzinfo=timezone.get_current_timezone())

    card = signed(march, people, at=friday)

    assert card.objection_until is not None and card.objection_until.isoformat() == "2023-04-14"


def test_a_later_decision_leaves_the_score_as_it_was_signed(march: Scorecard, people: People) -> None:
    from assessment.queries.verification import verdict_on
    from contracts.models import Decision

    told(march)
    card = signed(march, people)

    Decision.objects.filter(contract=card.contract, key="total_cap").update(
        chosen="cut_at_100", signed_at=timezone.now()
    )

    assert verdict_on(CardSeal.objects.get()).holds
