"""The purchaser's cockpit: my work, the line over the tiers, the causes, the money, few queries."""

from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from assessment.enums import CardState
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import YEAR_ONE, fill_year, month_card

MOST_QUERIES = 20


def where(contract: Contract, query: str = "") -> str:
    return reverse("assessment:cockpit-purchaser", args=[contract.slug]) + query


def test_the_year_is_drawn_and_told(haikou: Contract, assessor: User, desk: Client) -> None:
    fill_year(haikou, YEAR_ONE[:7], by=assessor)

    text = desk.get(where(haikou)).content.decode()

    assert '<polyline class="line"' in text
    assert "2023-01 92，2023-02 92" in text  # the chart's own words
    assert "未提前到岗准备" in text
    assert "¥1,126,550.00" in text
    assert "口径未签署，按默认" in text


def test_what_waits_opens_its_screen(haikou: Contract, assessor: User, client_as: ClientAs) -> None:
    month_card(haikou, date(2023, 1, 1), "92", assessor, CardState.ASSESSED)

    text = client_as(Role.REVIEWER).get(where(haikou)).content.decode()

    assert "审核 2023-01 考核表" in text
    assert reverse("assessment:scorecard-review", args=[haikou.slug, "2023-01"]) in text


def test_payments_that_are_late_are_named(haikou: Contract, desk: Client) -> None:
    first = haikou.instalments.order_by("due_on")[0]

    text = desk.get(where(haikou)).content.decode()

    assert reverse("contracts:payment-detail", args=[haikou.slug, 1, first.number]) in text
    assert f"{first.amount_yuan:,.2f} · {first.due_on:%Y-%m-%d}" in text


def test_an_empty_contract_says_so(haikou: Contract, client_as: ClientAs) -> None:
    text = client_as(Role.REVIEWER).get(where(haikou)).content.decode()

    assert "现在没有要您处理的" in text
    assert "还没有批准的考核表" in text


def test_another_year_can_be_asked_for(haikou: Contract, assessor: User, desk: Client) -> None:
    fill_year(haikou, ["92"], by=assessor)
    fill_year(haikou, ["81"], number=2, by=assessor)

    assert "2023-12 81" in desk.get(where(haikou)).content.decode()
    assert "2023-01 92" in desk.get(where(haikou, "?year=1")).content.decode()
    assert desk.get(where(haikou, "?year=x")).status_code == 200


def test_who_may_not(haikou: Contract, client_as: ClientAs, stranger: Client) -> None:
    assert client_as(Role.DIRECTOR).get(where(haikou)).status_code == 403
    assert client_as(Role.AUDITOR).get(where(haikou)).status_code == 403
    assert stranger.get(where(haikou)).status_code == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.APPROVER])
def test_few_queries_and_the_same_at_twelve_months(
    haikou: Contract, assessor: User, client_as: ClientAs, queries: CaptureQueriesContext, role: Role
) -> None:
    officer = client_as(role)
    fill_year(haikou, ["92"], number=2, by=assessor)
    officer.get(where(haikou))
    with queries:
        officer.get(where(haikou))
    at_one = len(queries)
    fill_year(haikou, ["92"] * 12, number=2, by=assessor)

    with queries:
        officer.get(where(haikou))

    assert len(queries) == at_one <= MOST_QUERIES
