"""One settlement on the screen: three bases, steps with their cards, what was replaced."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement, replace_settlement
from assessment.models import Settlement
from contracts.models import Contract, Decision
from hall_ops.lib.permissions import Role
from tests.assessment.test_actions_settlements import RIGHTS, signed
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import PASSWORD, YEAR_ONE, fill_year, officer, year_of
from tests.conftest import sign_in_quickly


@pytest.fixture
def settlement(haikou: Contract, assessor: User) -> Settlement:
    fill_year(haikou, YEAR_ONE, by=assessor)
    return make_settlement(
        by=assessor, at=timezone.now(), year=year_of(haikou), uncertified=2, note="两人未考过"
    )


def url(settlement: Settlement, name: str = "detail") -> str:
    return reverse(f"assessment:settlement-{name}", args=[settlement.contract.slug, settlement.pk])


def test_each_month_opens_its_card(settlement: Settlement, desk: Client) -> None:
    text = desk.get(url(settlement)).content.decode()

    for number in range(1, 12):
        month = f"2023-{number:02d}"
        assert reverse("assessment:scorecard", args=[settlement.contract.slug, month]) + "?revision=1" in text
    assert "92 + 92 + 92 + 92 + 92 + 92 + 88 + 88 + 88 + 88 + 88" in text
    assert "两人未考过" in text
    assert "¥1,115,284.50" in text  # 1,126,550.00 − 2 × 5,632.75
    assert "执行·默认未签署" in text


def test_a_signed_basis_is_marked(haikou: Contract, assessor: User, desk: Client) -> None:
    Decision.objects.filter(contract=haikou, key="settlement_basis").update(
        chosen="monthly", signed_at=timezone.now()
    )
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))

    text = desk.get(url(made)).content.decode()

    assert "执行·双方签署" in text
    assert str(made.net_yuan) == "1049739.77"


def test_the_way_to_sign_is_for_whom_it_waits(
    settlement: Settlement, desk: Client, client_as: ClientAs
) -> None:
    assert url(settlement, "sign") in desk.get(url(settlement)).content.decode()
    assert url(settlement, "review") not in client_as(Role.REVIEWER).get(url(settlement)).content.decode()


def test_the_approver_replaces_a_signed_one(settlement: Settlement, haikou: Contract) -> None:
    signed(haikou, settlement)
    approver = sign_in_quickly(officer(Role.APPROVER, haikou))
    bad = approver.post(url(settlement, "replace"), {"reason": "价款录错", "password": "no"})
    assert (bad.status_code, "口令不正确" in bad.content.decode()) == (409, True)

    answer = approver.post(
        url(settlement, "replace"), {"reason": "价款录错", "password": PASSWORD}, follow=True
    )

    settlement.refresh_from_db()
    assert settlement.state == "replaced"
    assert "已替换" in answer.content.decode()


def test_replacing_without_a_reason_changes_nothing(settlement: Settlement, haikou: Contract) -> None:
    signed(haikou, settlement)
    approver = sign_in_quickly(officer(Role.APPROVER, haikou))

    assert approver.post(url(settlement, "replace"), {"reason": "", "password": PASSWORD}).status_code == 422
    settlement.refresh_from_db()
    assert settlement.state == "signed"


def test_the_reason_is_on_the_next_one(
    settlement: Settlement, haikou: Contract, assessor: User, desk: Client
) -> None:
    signed(haikou, settlement)
    replace_settlement(
        by=officer(Role.APPROVER, haikou), at=timezone.now(), settlement=settlement, reason="价款录错",
        password=PASSWORD, permissions=RIGHTS[Role.APPROVER],
    )  # fmt: skip
    again = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))

    assert "第 1 次结算：价款录错" in desk.get(url(again)).content.decode()


def test_who_may_not(settlement: Settlement, client_as: ClientAs, stranger: Client, desk: Client) -> None:
    assert client_as(Role.TEAM_LEADER).get(url(settlement)).status_code == 403
    assert desk.post(url(settlement, "replace"), {}).status_code == 403
    assert stranger.get(url(settlement)).status_code == 404
    assert client_as(Role.DIRECTOR).get(url(settlement)).status_code == 200
