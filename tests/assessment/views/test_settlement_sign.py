"""The three signing screens: what is shown is what is signed, with the password again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.models import Settlement, SettlementSignature
from contracts.models import Contract, Decision
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, year_of


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))


def url(settlement: Settlement, name: str) -> str:
    return reverse(f"assessment:settlement-{name}", args=[settlement.contract.slug, settlement.pk])


def form(settlement: Settlement, **changes: str) -> dict[str, str]:
    return {"document_hash": settlement.content_hash, "password": PASSWORD, **changes}


def test_the_page_shows_what_is_signed(settlement: Settlement, desk: Client) -> None:
    text = desk.get(url(settlement, "sign")).content.decode()

    assert settlement.content_hash in text
    assert "¥1,126,550.00" in text
    assert "92 + 92" in text


def test_three_screens_sign_the_document(settlement: Settlement, desk: Client, client_as: ClientAs) -> None:
    assert desk.post(url(settlement, "sign"), form(settlement)).status_code == 302
    assert client_as(Role.REVIEWER).post(url(settlement, "review"), form(settlement)).status_code == 302
    assert client_as(Role.APPROVER).post(url(settlement, "approve"), form(settlement)).status_code == 302

    settlement.refresh_from_db()
    assert settlement.state == "signed"
    assert len({each.signer_id for each in settlement.signatures.all()}) == 3


def test_another_hash_or_password_is_refused(settlement: Settlement, desk: Client) -> None:
    assert desk.post(url(settlement, "sign"), form(settlement, document_hash="0" * 64)).status_code == 409
    assert desk.post(url(settlement, "sign"), form(settlement, password="no")).status_code == 409
    assert desk.post(url(settlement, "sign"), form(settlement, document_hash="x")).status_code == 422

    assert not SettlementSignature.objects.exists()


def test_out_of_turn_there_is_nothing_to_sign(settlement: Settlement, client_as: ClientAs) -> None:
    reviewer = client_as(Role.REVIEWER)

    assert "现在没有要您签署的" in reviewer.get(url(settlement, "review")).content.decode()
    assert reviewer.post(url(settlement, "review"), form(settlement)).status_code == 409


def test_a_stale_document_says_so(settlement: Settlement, haikou: Contract, desk: Client) -> None:
    Decision.objects.filter(contract=haikou, key="price_base").update(
        chosen="contract_price", signed_at=timezone.now()
    )

    assert "请由考核人重新计算" in desk.get(url(settlement, "sign")).content.decode()


@pytest.mark.parametrize(
    ("name", "role"), [("sign", Role.REVIEWER), ("review", Role.APPROVER), ("approve", Role.ASSESSOR)]
)
def test_who_may_not(
    settlement: Settlement, client_as: ClientAs, stranger: Client, name: str, role: Role
) -> None:
    assert client_as(role).get(url(settlement, name)).status_code == 403
    assert client_as(role).post(url(settlement, name), form(settlement)).status_code == 403
    assert stranger.post(url(settlement, name), form(settlement)).status_code in (403, 404)
    assert not SettlementSignature.objects.exists()
