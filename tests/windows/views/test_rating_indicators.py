"""The indicators' screen: figures with what they are made of; small ones hidden from the contractor."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.rating_people import Hall


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def page(hall: Hall, **query: str) -> str:
    return reverse("windows:rating-indicators", args=[hall.contract.slug], query=query)


@pytest.mark.parametrize("by", ["window", "clerk", "department", "month"])
def test_figures_are_shown_with_their_parts(client_for: ClientFor, hall: Hall, by: str) -> None:
    for level in (5, 4, 1):
        hall.rate(level, case=hall.case(at=timezone.now()))
    hall.case(at=timezone.now())

    text = client_for(hall.assessor).get(page(hall, by=by)).content.decode()

    assert "75.0%" in text and "3/4" in text  # rated
    assert "66.7%" in text and "2/3" in text  # good
    assert "33.3%" in text and "1/3" in text  # bad
    assert "46.3" in text  # (100 + 85 + 0 + 0) / 4


def test_windows_without_ratings_are_named(client_for: ClientFor, hall: Hall) -> None:
    hall.case(at=timezone.now())

    text = client_for(hall.assessor).get(page(hall)).content.decode()

    assert "没有主动评价的窗口" in text and hall.clerk.name in text


@pytest.mark.parametrize("role", [Role.CLERK, Role.TEAM_LEADER, Role.SUPERVISOR, Role.DIRECTOR])
def test_the_contractor_sees_no_small_figures(client_for: ClientFor, hall: Hall, role: Role) -> None:
    before = timezone.now() - timedelta(days=1)
    for _ in range(4):
        hall.rate(5, case=hall.case(at=before), at=before)
    month = f"{timezone.localdate(before):%Y-%m}"
    user = member(role, hall.contract)

    few = client_for(user).get(page(hall, month=month)).content.decode()
    hall.rate(5, case=hall.case(at=before), at=before)
    enough = client_for(user).get(page(hall, month=month)).content.decode()

    assert "评价较少，不显示数字" in few and "100%" not in few
    assert "评价较少，不显示数字" not in enough and "5/5" in enough


def test_a_liaison_sees_the_department_without_windows_of_others(client_for: ClientFor, hall: Hall) -> None:
    other = Hall.of(hall.contract)
    other.rate(5, case=other.case(at=timezone.now()))

    text = client_for(hall.liaison).get(page(hall)).content.decode()

    assert "还没有办件和评价" in text and "没有主动评价的窗口" not in text


def test_who_may_not(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    stranger = member(Role.ASSESSOR, other_contract)

    assert client_for(stranger).get(page(hall)).status_code == 404
    assert client_for(member(Role.AUDITOR, hall.contract)).get(page(hall)).status_code == 403
    assert client_for(hall.assessor).get(page(hall, month="x", by="y")).status_code == 200


def test_more_ratings_ask_no_more_queries(client_for: ClientFor, hall: Hall) -> None:
    client = client_for(hall.assessor)
    counted = []
    for _ in range(2):
        hall.rate(5, case=hall.case(at=timezone.now()))
        with CaptureQueriesContext(connection) as found:
            client.get(page(hall))
        counted.append(len(found))
        hall.rate(1, case=hall.case(at=timezone.now()))

    assert counted[0] == counted[1] <= 20
