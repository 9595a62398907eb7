"""The list of years: months with their totals, what stops a year and where to go, making a settlement."""

from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from assessment.enums import CardState
from assessment.models import Settlement
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.test_actions_settlements import signed
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import YEAR_ONE, fill_year, month_card, year_of


@pytest.fixture
def where(haikou: Contract) -> str:
    return reverse("assessment:settlement-list", args=[haikou.slug]) + "?year=1"


def test_the_worked_year_through_the_screens(
    haikou: Contract, assessor: User, desk: Client, where: str
) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)

    answer = desk.post(where, {"uncertified": "0", "note": ""}, follow=True)

    text = answer.content.decode()
    assert answer.redirect_chain
    assert text.count("¥1,126,550.00") >= 2
    assert text.count("¥1,049,739.77") >= 2
    assert "壹佰壹拾贰万陆仟伍佰伍拾元整" in text
    assert "992/11" in text
    assert reverse("assessment:scorecard", args=[haikou.slug, "2023-01"]) in text


def test_missing_months_are_named_with_the_way_to_them(
    haikou: Contract, assessor: User, desk: Client, where: str
) -> None:
    fill_year(haikou, ["92"] * 9, by=assessor)
    month_card(haikou, date(2023, 10, 1), "92", assessor, CardState.REVIEWED)

    answer = desk.post(where, {"uncertified": "0", "note": ""})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "2023-10（未批准）、2023-11（没有考核表）" in text
    assert reverse("assessment:scorecard", args=[haikou.slug, "2023-10"]) in text
    assert not Settlement.objects.exists()


def test_a_signed_one_leaves_nothing_to_make(
    haikou: Contract, assessor: User, desk: Client, where: str
) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    signed(haikou, make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou)))

    text = desk.get(where).content.decode()

    assert "第 1 次结算已签署，仍然有效" in text
    assert "计算并生成结算书" not in text


def test_a_number_that_is_none_is_refused(haikou: Contract, assessor: User, desk: Client, where: str) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)

    answer = desk.post(where, {"uncertified": "-1", "note": ""})

    assert answer.status_code == 422
    assert not Settlement.objects.exists()


def test_so_far_and_the_unsigned_basis_are_shown(
    haikou: Contract, assessor: User, client_as: ClientAs, where: str
) -> None:
    fill_year(haikou, ["92"] * 3, by=assessor)

    text = client_as(Role.REVIEWER).get(where).content.decode()

    assert "默认·未签署" in text
    assert "¥1,126,550.00" in text
    assert "计算并生成结算书" not in text


def test_drafts_stay_the_purchasers_own(
    haikou: Contract, assessor: User, client_as: ClientAs, where: str
) -> None:
    fill_year(haikou, ["92"] * 2, by=assessor, state=CardState.REVIEWED)

    text = client_as(Role.DIRECTOR).get(where).content.decode()

    assert "待批准" not in text
    assert reverse("assessment:scorecard", args=[haikou.slug, "2023-01"]) not in text


def test_a_contract_without_performance_money_says_so(haikou: Contract, desk: Client, where: str) -> None:
    profile = {**haikou.profile, "payment": {**haikou.profile["payment"], "performance": None}}
    Contract.objects.filter(pk=haikou.pk).update(profile=profile)

    assert "没有按考核分支付的绩效金额" in desk.get(where).content.decode()
    assert desk.post(where, {"uncertified": "0", "note": ""}).status_code == 409


def test_who_may_not(haikou: Contract, client_as: ClientAs, stranger: Client, where: str) -> None:
    assert client_as(Role.CLERK).get(where).status_code == 403
    assert client_as(Role.DIRECTOR).post(where, {"uncertified": "0"}).status_code == 403
    assert stranger.get(where).status_code == 404


def test_the_same_queries_at_one_month_and_at_eleven(
    haikou: Contract, assessor: User, desk: Client, where: str, queries: CaptureQueriesContext
) -> None:
    fill_year(haikou, ["92"], by=assessor)
    desk.get(where)
    with queries:
        desk.get(where)
    at_one = len(queries)
    fill_year(haikou, YEAR_ONE, by=assessor)

    with queries:
        desk.get(where)

    assert len(queries) == at_one
