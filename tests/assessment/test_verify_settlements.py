"""A signed settlement that somebody changed past every action is found and named (E3)."""

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.models import Settlement, SettlementSignature
from assessment.queries.content import digest
from assessment.queries.seal_faults import seal_faults
from assessment.queries.settlement import settlement_verdict
from contracts.models import Contract
from hall_ops.lib.canonical import canonical
from hall_ops.lib.triggers import drop_triggers
from tests.assessment.test_actions_settlements import signed
from tests.assessment.year_samples import YEAR_ONE, fill_year, year_of
from tests.factories.accounts import UserFactory


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return signed(haikou, make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou)))


def change(row: Settlement, **values: object) -> None:
    Settlement.objects.filter(pk=row.pk).update(**values)


def forge_whole(row: Settlement) -> None:
    """Another sum in the document, its hash written anew in the row and under all signatures."""
    content = canonical({**json.loads(row.content), "net_yuan": "9000000.00"})
    change(row, content=content.decode(), content_hash=digest(content), net_yuan=Decimal("9000000.00"))
    row.signatures.update(document_hash=digest(content))


TAMPERINGS: dict[str, Callable[[Settlement], object]] = {
    "the document": lambda row: change(row, content=row.content.replace("1126550.00", "9126550.00")),
    "an unreadable document": lambda row: change(row, content="x", content_hash=digest(b"x")),
    "the sum that is paid": lambda row: change(row, net_yuan=Decimal("9000000.00")),
    "document, hash and signatures": forge_whole,
    "a signature's hash": lambda row: row.signatures.filter(step="review").update(document_hash="0" * 64),
    "a signature's signer": lambda row: row.signatures.filter(step="review").update(signer=UserFactory()),
    "a signature's name": lambda row: row.signatures.filter(step="review").update(signer_name="别人"),
    "a signature taken away": lambda row: row.signatures.filter(step="review").delete(),
    "taken out of force without an event": lambda row: change(row, state="replaced"),
    "the settlement taken away": lambda row: [SettlementSignature.objects.all().delete(), row.delete()],
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_a_tampering_with_a_settlement_is_found(settlement: Settlement, name: str) -> None:
    code = settlement.code
    before = {fault.kind for fault in seal_faults()}
    drop_triggers()

    TAMPERINGS[name](settlement)

    assert "settlement" not in before
    assert "settlement" in {fault.kind for fault in seal_faults()}
    verdict = settlement_verdict(code)
    assert verdict is None or not verdict.holds
