"""What waits to be sent, what is under way, what went wrong."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.months import months_later
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from tests.windows.papers import Hall, make_hall
from windows.actions.handovers import add_case
from windows.models import HandOver
from windows.queries.ledger_filters import day_start

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def url(hall: Hall) -> str:
    return reverse("windows:handover-list", args=[hall.contract.slug])


def test_a_clerk_sees_piles_drafts_and_what_is_under_way(client_for: ClientFor, hall: Hall) -> None:
    hall.case(), hall.case()
    batch = hall.sent(hall.case())
    draft = add_case(by=hall.clerk, at=timezone.now(), case=hall.case()).batch

    response = client_for(hall.clerk).get(url(hall))
    text = response.content.decode()

    assert [(pile.department, pile.count) for pile in response.context["piles"]] == [(hall.department, 2)]
    assert batch.number in text and draft.number in text and "扫码装单" in text
    held = {line.holder: line.count for line in response.context["holders"]}
    assert (held["window"], held["on_the_way"], held["department"]) == (3, 1, 0)


def test_what_did_not_arrive_stays_on_top_until_it_goes_again(client_for: ClientFor, hall: Hall) -> None:
    case = hall.case()
    hall.settled(hall.sent(case), "missing", note="只有申请表")
    client = client_for(hall.clerk)

    assert "只有申请表" in client.get(url(hall)).content.decode()
    hall.sent(case)
    assert "只有申请表" not in client.get(url(hall)).content.decode()


def test_the_liaison_sees_the_departments_batches_only(client_for: ClientFor, hall: Hall) -> None:
    other = make_item(hall.contract)
    mine, theirs = hall.sent(hall.case()), hall.sent(make_case(hall.contract, "accepted", item=other))

    text = client_for(hall.liaison).get(url(hall)).content.decode()

    assert mine.number in text and theirs.number not in text and "待我签收" in text and "扫码装单" not in text


def test_the_history_lists_batches_and_finds_one(client_for: ClientFor, hall: Hall) -> None:
    batch, client = hall.settled(hall.sent(hall.case())), client_for(hall.supervisor)

    assert batch.number in client.get(url(hall), {"tab": "history"}).content.decode()
    found = client.get(url(hall), {"number": batch.number.lower()})
    assert found["Location"] == reverse("windows:handover-detail", args=[hall.contract.slug, batch.number])
    assert client.get(url(hall), {"number": "JJ-1"}).status_code == 404


def test_the_history_shows_the_last_months_and_any_other_span(client_for: ClientFor, hall: Hall) -> None:
    old, new = hall.sent(hall.case()), hall.sent(hall.case())
    month = months_later(timezone.localdate(), -3)
    HandOver.objects.filter(pk=old.pk).update(made_at=day_start(month))
    client = client_for(hall.supervisor)

    def shown(**query: str) -> list[HandOver]:
        return list(client.get(url(hall), {"tab": "history", **query}).context["lines"])

    assert shown() == [new] and shown(span="all") == [new, old]
    assert shown(since=f"{month}", until=f"{month}") == [old] and shown(span="last_month") == []


def test_roles_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    assert client_for(member(Role.APPROVER, hall.contract)).get(url(hall)).status_code == 403
    assert client_for(hall.stranger).get(url(hall)).status_code == 404
    assert client_for(hall.supervisor).get(url(hall)).status_code == 200


def test_the_page_takes_the_same_queries_however_much_waits(
    client_for: ClientFor, hall: Hall, queries: Any
) -> None:
    client, counts = client_for(hall.clerk), []
    for rows in (1, 2):
        for _ in range(rows):
            hall.case()
            hall.sent(hall.case())
            hall.settled(hall.sent(hall.case()), "missing", note="缺")
            hall.returning(hall.decide(hall.with_department(hall.case())[0]))
            add_case(by=hall.clerk, at=timezone.now(), case=hall.case())
        with queries:
            client.get(url(hall))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20, counts
