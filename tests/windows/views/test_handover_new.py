"""Scanning and ticking cases into batches."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from tests.windows.papers import Hall, make_hall
from windows.models import HandOver, HandOverLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def url(hall: Hall) -> str:
    return reverse("windows:handover-new", args=[hall.contract.slug])


def said(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_each_scan_goes_into_its_departments_batch(client_for: ClientFor, hall: Hall) -> None:
    mine, other = hall.case(), make_case(hall.contract, "accepted", item=make_item(hall.contract))
    client = client_for(hall.clerk)

    client.post(url(hall), {"scan": mine.number.lower()})
    response = client.post(url(hall), {"scan": f"https://hall.example/p/{other.query_code}"})

    assert {line.case_id: line.batch.department_id for line in HandOverLine.objects.select_related("batch")} == {
        mine.pk: mine.department_id, other.pk: other.department_id,
    }  # fmt: skip
    assert "已装入 1 件" in said(response)
    page = client.get(url(hall))
    assert len(page.context["drafts"]) == 2 and page.context["lines"] == 2


def test_a_pasted_list_goes_in_at_once_and_names_what_does_not_fit(client_for: ClientFor, hall: Hall) -> None:
    good, wrong = hall.case(), hall.case("registered")

    response = client_for(hall.clerk).post(url(hall), {"scan": f"{good.number}\n{wrong.number}，QS-404"})

    assert HandOverLine.objects.get().case == good
    assert "QS-404" in said(response) and "不能移交" in said(response)


@pytest.mark.parametrize("data", [{"scan": " "}, {}, {"cases": ["999"]}, {"cases": ["x"], "department": "y"}])
def test_nothing_usable_adds_nothing(client_for: ClientFor, hall: Hall, data: dict[str, Any]) -> None:
    hall.case()
    response = client_for(hall.clerk).post(url(hall), data)

    assert response.status_code == 302 and not HandOver.objects.exists() and said(response)


def test_ticked_cases_go_in(client_for: ClientFor, hall: Hall) -> None:
    cases = [hall.case(), hall.case(), hall.case()]
    data = {"cases": [case.pk for case in cases[:2]], "department": hall.department.pk}

    response = client_for(hall.clerk).post(url(hall), data)

    assert response["Location"].endswith(f"?department={hall.department.pk}")
    assert HandOverLine.objects.count() == 2
    page = client_for(hall.clerk).get(response["Location"])
    assert [row["case"] for row in page.context["rows"]] == [cases[2]]


def test_another_contracts_case_is_not_found(client_for: ClientFor, hall: Hall) -> None:
    foreign = make_hall().case()

    response = client_for(hall.clerk).post(url(hall), {"scan": foreign.number})

    assert "没有找到" in said(response) and not HandOver.objects.exists()


def test_roles_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    for role in (Role.SUPERVISOR, Role.LIAISON, Role.ASSESSOR):
        client = client_for(member(role, hall.contract))
        assert client.get(url(hall)).status_code == client.post(url(hall)).status_code == 403
    assert client_for(hall.stranger).get(url(hall)).status_code == 404


def test_the_page_takes_the_same_queries_however_much_is_in_it(
    client_for: ClientFor, hall: Hall, queries: Any
) -> None:
    client, counts = client_for(hall.clerk), []
    for rows in (1, 2):
        for _ in range(rows):
            hall.case()
            client.post(url(hall), {"scan": hall.case().number})
        client.get(url(hall))
        with queries:
            client.get(url(hall))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20, counts
