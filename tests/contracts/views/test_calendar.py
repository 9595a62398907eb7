"""The work calendar of a year."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from contracts.actions.calendar import seed_year
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import AT
from tests.factories.contracts import member


def url(contract: Contract) -> str:
    return reverse("contracts:calendar", args=[contract.slug])


def test_calendar_marks_holidays_make_up_days_and_today(client_for: ClientFor, contract: Contract) -> None:
    seed_year(by=None, at=AT, year=2025)

    with time_machine.travel(datetime(2025, 10, 10, 17, 0, tzinfo=UTC), tick=False):
        client = client_for(member(Role.CLERK, contract))
        response = client.get(url(contract))

    text = response.content.decode()
    assert text.count('<table class="month">') == 12
    assert re.search(r'class="day make_up" aria-current="date" title="国庆节调休上班">11<', text)
    assert re.search(r'class="day holiday" title="国庆节">1<', text)
    assert text.count('aria-current="date"') == 1
    assert response.context["shell"]["today"] == "10 月 11 日 周六 · 国庆节调休上班"
    assert "暂定" not in text


def test_calendar_counts_the_working_days(client_for: ClientFor, contract: Contract) -> None:
    seed_year(by=None, at=AT, year=2025)

    response = client_for(member(Role.CLERK, contract)).get(url(contract), {"year": "2025"})

    assert (
        response.context["workdays"] == sum(month["workdays"] for month in response.context["months"]) == 248
    )


def test_calendar_says_what_is_provisional(client_for: ClientFor, contract: Contract) -> None:
    seed_year(by=None, at=AT, year=2027)

    text = client_for(member(Role.CLERK, contract)).get(url(contract), {"year": "2027"}).content.decode()

    assert "还没有公布" in text
    assert 'title="国庆节（暂定）">1<' in text


@pytest.mark.parametrize("year", ["2010", "x", "99999", "-1", "２０２６", ""])
def test_calendar_stands_without_days(client_for: ClientFor, contract: Contract, year: str) -> None:
    response = client_for(member(Role.CLERK, contract)).get(url(contract), {"year": year})

    assert response.status_code == 200
    assert "还没有写入" in response.content.decode()


def test_calendar_of_another_contract_is_not_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.CLERK, other_contract)).get(url(contract)).status_code == 404


def test_calendar_is_shut_for_administrators(client_for: ClientFor, contract: Contract) -> None:
    assert client_for(member(Role.SECURITY_ADMIN)).get(url(contract)).status_code == 403


def test_calendar_takes_few_queries(client_for: ClientFor, contract: Contract, queries) -> None:
    seed_year(by=None, at=AT, year=2025)
    client = client_for(member(Role.CLERK, contract))

    with queries:
        client.get(url(contract), {"year": "2025"})

    assert len(queries) <= 7
