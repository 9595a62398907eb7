"""Whoever signs a card or a settlement with a wrong password is counted, and it is written down."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.card_life import SignatureRefused
from assessment.actions.settlements import (
    SettlementRefused,
    make_settlement,
    replace_settlement,
    sign_settlement,
)
from assessment.models import Scorecard, Settlement
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.signing import dated, give, rights, told
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, year_of

LIMIT = 5


def refused_then_locked(
    sign: Callable[[str], object], refusal: type[Exception], obj: Scorecard | Settlement
) -> None:
    for password in ["wrong"] * LIMIT + [PASSWORD]:
        with pytest.raises(refusal, match="口令不正确"):
            sign(password)
    events = AuditEvent.objects.filter(action="password.confirm", object_type=obj._meta.label_lower).order_by(
        "number"
    )
    assert [event.after["reason"] for event in events] == ["wrong"] * LIMIT + ["locked"]
    assert {event.object_id for event in events} == {str(obj.pk)}


def test_signing_a_card_counts_wrong_passwords(march: Scorecard, assessor: User) -> None:
    told(march)
    dated(march)

    refused_then_locked(
        lambda typed: give(march, "assess", assessor, password=typed), SignatureRefused, march
    )

    march.refresh_from_db()
    assert march.state == "draft"


@pytest.mark.parametrize("replacing", [False, True], ids=["sign", "replace"])
def test_signing_a_settlement_counts_wrong_passwords(
    haikou: Contract, assessor: User, replacing: bool
) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))
    common = {"by": assessor, "at": timezone.now(), "settlement": made, "permissions": rights(Role.ASSESSOR)}

    def act(password: str) -> object:
        if replacing:
            return replace_settlement(reason="x", password=password, **common)  # type: ignore[arg-type]
        shown = made.content_hash
        return sign_settlement(name="assess", password=password, shown_hash=shown, **common)  # type: ignore[arg-type]

    refused_then_locked(act, SettlementRefused, made)
