"""The director's cockpit: approved months only, what one month is worth, the way to the next tier."""

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
from tests.assessment.year_samples import fill_year, month_card

MOST_QUERIES = 20


def where(contract: Contract, query: str = "") -> str:
    return reverse("assessment:cockpit-director", args=[contract.slug]) + query


@pytest.fixture
def director(client_as: ClientAs) -> Client:
    return client_as(Role.DIRECTOR)


def test_only_approved_months_are_known(haikou: Contract, assessor: User, director: Client) -> None:
    fill_year(haikou, ["89", "90", "90"], by=assessor)
    month_card(haikou, date(2023, 4, 1), "77", assessor, CardState.REVIEWED)

    text = director.get(where(haikou)).content.decode()

    assert "按已批准的月份：11 个考核月中的 3 个" in text
    assert "2023-04 77" not in text
    assert "离下一档还差 0.34 分" in text
    assert "其余月份平均须达到 90.13 分" in text


def test_this_month_at_88_instead_of_91(haikou: Contract, assessor: User, director: Client) -> None:
    fill_year(haikou, ["90"] * 10, by=assessor)

    text = director.get(where(haikou, "?month=2023-11&stands=91&instead=88&rest=")).content.decode()

    assert "2023-11 得 88 分而不是 91 分，全年绩效金额 <b>−¥168,982.50</b>" in text


def test_the_page_opens_with_that_question(haikou: Contract, assessor: User, director: Client) -> None:
    fill_year(haikou, ["90"] * 10, by=assessor)

    assert "2023-11 得 88 分而不是 91 分" in director.get(where(haikou)).content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "?month=x&stands=1&instead=2",
        "?month=2024-11&stands=91&instead=88",
        "?month=2023-11&stands=&instead=9999",
    ],
)
def test_a_question_that_is_none_is_refused(
    haikou: Contract, assessor: User, director: Client, query: str
) -> None:
    fill_year(haikou, ["90"], by=assessor)

    answer = director.get(where(haikou, query))

    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()


def test_before_the_first_approval_nothing_is_shown(haikou: Contract, director: Client) -> None:
    text = director.get(where(haikou)).content.decode()

    assert "还没有批准的考核表" in text


def test_who_may_not(haikou: Contract, client_as: ClientAs, desk: Client, stranger: Client) -> None:
    assert desk.get(where(haikou)).status_code == 403
    assert client_as(Role.SUPERVISOR).get(where(haikou)).status_code == 403
    assert stranger.get(where(haikou)).status_code == 404


def test_few_queries_and_the_same_at_twelve_months(
    haikou: Contract, assessor: User, director: Client, queries: CaptureQueriesContext
) -> None:
    fill_year(haikou, ["92"], number=2, by=assessor)
    director.get(where(haikou))
    with queries:
        director.get(where(haikou))
    at_one = len(queries)
    fill_year(haikou, ["92"] * 12, number=2, by=assessor)

    with queries:
        director.get(where(haikou))

    assert len(queries) == at_one <= MOST_QUERIES
