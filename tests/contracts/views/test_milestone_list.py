"""What is due once, and the days it counts from."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract, ContractDate
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.people import People
from tests.factories.contracts import member


def url(contract: Contract, screen: str = "list") -> str:
    return reverse(f"contracts:milestone-{screen}", args=[contract.slug])


def test_without_events_nothing_is_dated(client_for: ClientFor, people: People) -> None:
    response = client_for(member(Role.CLERK, people.contract)).get(url(people.contract))

    text = response.content.decode()
    assert text.count("起算日未登记") == 3 and "签订合同后 20 个工作日" in text
    assert "<form" not in text.split('id="main"')[1].split("</main>")[0]


def test_an_event_dates_its_milestones_and_late_ones_are_flagged(
    client_for: ClientFor, people: People
) -> None:
    client = client_for(people.assessor)
    client.post(url(people.contract, "enter"), {"name": "signing", "on": "2022-12-30"})
    text = client.post(
        url(people.contract, "enter"), {"name": "effect", "on": "2023-01-01"}, follow=True
    ).content.decode()

    assert "2023-01-31" in text and "2 项逾期" in text
    done = {"name": "full_staffing", "is_done": "on", "on": "2023-01-31"}
    assert "按期完成" in client.post(url(people.contract, "enter"), done, follow=True).content.decode()


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"name": "effect", "on": ""}, 422),
        ({"name": "no_such", "on": "2023-01-01"}, 409),
        ({"name": "effect", "on": "2999-01-01"}, 409),
        ({}, 422),
    ],
)
def test_a_day_that_does_not_fit_is_named(
    client_for: ClientFor, people: People, data: dict[str, str], status: int
) -> None:
    response = client_for(people.assessor).post(url(people.contract, "enter"), data)

    assert response.status_code == status and 'role="alert"' in response.content.decode()
    assert not ContractDate.objects.exists()


def test_a_correction_shows_both(client_for: ClientFor, people: People) -> None:
    client = client_for(people.assessor)
    for data in ({"on": "2023-01-01"}, {"on": "2023-01-02", "reason": "抄错"}):
        client.post(url(people.contract, "enter"), {"name": "effect", **data})

    text = client.get(url(people.contract)).content.decode()
    assert "已更正" in text and "抄错" in text and "2023-02-01" in text


def test_milestones_are_shut_for_others(
    client_for: ClientFor, people: People, other_contract: Contract
) -> None:
    stranger = client_for(member(Role.ASSESSOR, other_contract))

    assert stranger.get(url(people.contract)).status_code == 404
    assert stranger.post(url(people.contract, "enter"), {}).status_code == 404
    assert client_for(people.director).post(url(people.contract, "enter"), {}).status_code == 403
    assert client_for(member(Role.SYSTEM_ADMIN)).get(url(people.contract)).status_code == 403
    assert "没有写一次性的期限" in stranger.get(url(other_contract)).content.decode()


def test_milestones_take_the_same_queries_however_many(
    client_for: ClientFor, people: People, queries: Any
) -> None:
    client, counts = client_for(people.assessor), []
    for name in ("effect", "signing"):
        client.post(url(people.contract, "enter"), {"name": name, "on": "2023-01-01"})
        with queries:
            client.get(url(people.contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13
