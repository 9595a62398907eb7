"""A settlement changes its state by the table alone, its figures never: refused by the database itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.enums import SettlementState
from assessment.models import Settlement, SettlementSignature
from assessment.rules.settlement_life import TRANSITIONS, UNSIGNED
from contracts.models import Contract
from hall_ops.lib.triggers import drop_triggers
from tests.assessment.year_samples import YEAR_ONE, fill_year, year_of
from tests.factories.accounts import UserFactory

PASSING = {(each.source, each.target) for each in TRANSITIONS} | {
    (state, SettlementState.REPLACED) for state in UNSIGNED
}
# A way to every state through what the table lists.
WAYS = {
    "draft": [], "assessed": ["assessed"], "reviewed": ["assessed", "reviewed"],
    "signed": ["assessed", "reviewed", "signed"], "replaced": ["replaced"],
}  # fmt: skip
CHANGES: dict[str, Any] = {
    "net_yuan": Decimal("1.00"), "content": "{}", "content_hash": "0" * 64, "basis": "monthly", "uncertified": 7,
    "number": 9, "code": "ABCDEFGHJKMNPQ", "made_at": timezone.now(), "provisional": True,
}  # fmt: skip


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))


@contextmanager
def refused() -> Iterator[Any]:
    with transaction.atomic(), pytest.raises(IntegrityError) as caught, transaction.atomic():
        yield caught


def change(settlement: Settlement, **values: Any) -> None:
    Settlement.objects.filter(pk=settlement.pk).update(**values)


def copy(settlement: Settlement, **values: Any) -> None:
    fields = {field.attname: getattr(settlement, field.attname) for field in Settlement._meta.concrete_fields}
    row = Settlement(
        **{**fields, "id": None, "number": 9, "code": "ABCDEFGHJKMNPQ", "provisional": True, **values}
    )
    Settlement.objects.bulk_create([row])


def signature(settlement: Settlement, step: str) -> None:
    who = UserFactory()
    SettlementSignature.objects.create(
        settlement=settlement, step=step, signer=who, signer_name=who.name, signed_at=timezone.now(),
        document_hash=settlement.content_hash,
    )  # fmt: skip


@pytest.mark.parametrize("column", [*CHANGES, "contract", "service_year", "made_by"])
def test_only_the_state_of_a_settlement_changes(
    settlement: Settlement, other_contract: Contract, haikou: Contract, column: str
) -> None:
    others = {"contract": other_contract, "service_year": year_of(haikou, 2), "made_by": UserFactory()}
    values = {column: {**CHANGES, **others}[column]}

    with refused():
        change(settlement, **values)

    drop_triggers()
    change(settlement, **values)


@pytest.mark.parametrize(("source", "target"), list(product(SettlementState.values, repeat=2)))
def test_the_database_lets_only_listed_transitions_pass(
    settlement: Settlement, source: str, target: str
) -> None:
    for state in WAYS[source]:
        change(settlement, state=state)

    if (source, target) in PASSING or (source == target and source != "replaced"):
        change(settlement, state=target)
    else:
        with refused():
            change(settlement, state=target)

    settlement.refresh_from_db()
    assert settlement.state == (target if (source, target) in PASSING else source)


@pytest.mark.parametrize("state", [state for state in SettlementState.values if state != "draft"])
def test_a_settlement_begins_as_a_draft(settlement: Settlement, state: str) -> None:
    with refused():
        copy(settlement, state=state)

    drop_triggers()
    copy(settlement, state=state)


def test_a_state_and_a_step_are_known(settlement: Settlement) -> None:
    drop_triggers()

    with refused() as caught:
        copy(settlement, state="lost")
    assert "settlement_state_known" in str(caught.value)
    with refused() as caught:
        signature(settlement, "witness")
    assert "settlement_step_known" in str(caught.value)


def test_a_signed_settlement_takes_no_signature(settlement: Settlement) -> None:
    for state in WAYS["signed"]:
        change(settlement, state=state)

    with refused():
        signature(settlement, "assess")
