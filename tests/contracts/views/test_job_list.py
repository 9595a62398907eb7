"""One's own jobs."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.jobs import finished, queued

pytestmark = pytest.mark.django_db


def url(contract: Contract, screen: str, *args: object) -> str:
    return reverse(f"contracts:job-{screen}", args=[contract.slug, *args])


@pytest.fixture
def owner(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def test_ones_own_jobs_are_listed_with_the_same_queries(
    client_for: ClientFor, contract: Contract, owner: Any, queries: Any
) -> None:
    client, counts = client_for(owner), []
    queued(contract, title="别人的任务")
    for rows in (1, 2):
        for _ in range(rows):
            finished(contract, owner=owner)
        with queries:
            page = client.get(url(contract, "list")).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
    assert page.count("三月台账.xlsx") == 3 and "别人的任务" not in page


def test_an_empty_list_says_what_it_is_for(client_for: ClientFor, contract: Contract, owner: Any) -> None:
    assert "还没有任务" in client_for(owner).get(url(contract, "list")).content.decode()
