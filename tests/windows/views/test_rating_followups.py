"""The list of what follows bad ratings."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import ALL_THE_WAY, Hall
from windows.models import RatingFollowUp
from windows.queries.ledger_filters import day_start


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall, **query: str) -> str:
    return reverse("windows:rating-followups", args=[hall.contract.slug], query=query)


def test_open_late_and_closed(client_for: ClientFor, hall: Hall) -> None:
    hall.bad()
    hall.go(hall.bad(), *ALL_THE_WAY)
    long_ago = timezone.localdate() - timedelta(days=30)
    RatingFollowUp.objects.filter(pk=hall.bad().pk).update(contact_due_on=long_ago, rectify_due_on=long_ago)
    client = client_for(hall.supervisor)

    def shown(**query: str) -> list[int]:
        text = client.get(page(hall, **query)).content.decode()
        return [number for number in (1, 2, 3) if f"差评 {number}<" in text]

    assert shown() == [1, 3]
    assert shown(show="late") == [3] and shown(show="closed") == [2]
    assert shown(show="all") == [1, 2, 3] and shown(show="nonsense") == [1, 3]
    assert "联系逾期" in client.get(page(hall, show="late")).content.decode()


def test_closed_ones_are_asked_for_by_whole_months(client_for: ClientFor, hall: Hall) -> None:
    hall.go(hall.bad(), *ALL_THE_WAY)
    month = months_later(timezone.localdate(), -5)
    RatingFollowUp.objects.filter(pk=hall.bad().pk).update(opened_at=day_start(month) + timedelta(days=9))
    client = client_for(hall.supervisor)

    def shown(**query: str) -> list[int]:
        return [row.followup.number for row in client.get(page(hall, **query)).context["rows"]]

    assert shown() == [2], "what is open is shown however old"
    assert shown(show="all") == [1] and shown(show="all", span="all") == [2, 1]
    assert shown(show="all", since=f"{month:%Y-%m}", until=f"{month:%Y-%m}") == [2]
    # a day would tell the contractor when somebody rated
    by_day = {"since": f"{month + timedelta(days=9)}", "until": f"{month + timedelta(days=9)}"}
    assert "请写成 2023-03 这样的月份" in client.get(page(hall, show="all", **by_day)).content.decode()
    assert shown(show="all", **by_day) == [2, 1]


@pytest.mark.parametrize(("who", "rows"), [("assessor", 1), ("liaison", 1), ("director", 1), ("clerk", 0)])
def test_who_sees_single_ones(client_for: ClientFor, hall: Hall, who: str, rows: int) -> None:
    hall.bad()

    text = client_for(getattr(hall, who)).get(page(hall)).content.decode()

    assert text.count("差评 1<") == rows
    assert ("只列件数" in text) == (rows == 0)


def test_another_department_and_another_contract(
    client_for: ClientFor, hall: Hall, other_contract: Contract
) -> None:
    hall.bad()

    assert "差评 1<" not in client_for(member(Role.LIAISON, hall.contract)).get(page(hall)).content.decode()
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(page(hall)).status_code == 404
    assert client_for(member(Role.AUDITOR, hall.contract)).get(page(hall)).status_code == 403


def test_more_rows_ask_no_more_queries(client_for: ClientFor, hall: Hall) -> None:
    client, counted = client_for(hall.supervisor), []
    for _ in range(2):
        hall.bad()
        with CaptureQueriesContext(connection) as found:
            client.get(page(hall))
        counted.append(len(found))
        hall.bad()

    assert counted[0] == counted[1] <= 20
