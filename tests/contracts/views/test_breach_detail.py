"""One breach; its facts and steps are tried in test_breach_list.py."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.actions.breaches import BreachEntry, decide_breach, record_breach
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member


@pytest.mark.parametrize(
    ("role", "offered"), [(Role.APPROVER, True), (Role.DIRECTOR, False), (Role.ASSESSOR, False)]
)
def test_earlier_rulings_stay_readable(
    client_for: ClientFor, people: People, role: Role, offered: bool
) -> None:
    entry = BreachEntry(kind="non_performance", happened_on=date(2023, 5, 1), text="拒绝上岗")
    at, today = timezone.now(), date(2023, 6, 1)
    row = record_breach(
        by=people.assessor, at=at, today=today, contract=people.contract, entry=entry, key="breach-detail"
    )
    first = decide_breach(
        by=people.approver, at=at, breach=row, decided_yuan=row.proposed_yuan, reason="按合同"
    )
    decide_breach(by=people.approver, at=at, breach=row, decided_yuan=0, reason="已和解", seen=first.pk)

    address = reverse("contracts:breach-detail", args=[people.contract.slug, row.number])
    text = client_for(member(role, people.contract)).get(address).content.decode()

    assert "先前的决定" in text and "按合同" in text and "已和解" in text and "零元整" in text
    assert ("改变决定" in text) is offered
