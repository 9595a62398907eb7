"""The week on one screen: who sees it, cells by key and paste, copying, one number of queries."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import RosterChange, Shift
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(contract: Contract) -> Hall:
    return Hall.of(contract)


def address(contract: Contract, name: str = "roster-week") -> str:
    return reverse(f"staffing:{name}", args=[contract.slug])


def look(client: Client, hall: Hall, **query: Any) -> str:
    answer = client.get(address(hall.contract), {"week": MONDAY.isoformat(), **query})
    assert answer.status_code == 200
    return answer.content.decode()


def edit(client: Client, hall: Hall, *changes: tuple[str, str], **fields: Any) -> Any:
    """Changes as (name, value) in the Monday morning."""
    rows = [[hall.people[name].pk, MONDAY.isoformat(), hall.am.pk, value] for name, value in changes]
    values = {"week": MONDAY.isoformat(), "changes": json.dumps(rows), "whole": "on", **fields}
    return client.post(address(hall.contract, "roster-week-edit"), values)


def test_a_draft_is_for_those_who_plan(client_for: ClientFor, hall: Hall) -> None:
    hall.full_week()
    hall.plan(hall.cell("林二"))
    supervisor, clerk = client_for(hall.supervisor), client_for(hall.people["林一"].user)

    page = look(supervisor, hall)
    assert 'data-v="01"' in page and "周一上午 02 号窗口没有人" in page and "40" in page
    assert "还没有发布" in look(clerk, hall)
    assert "还没有发布" in look(client_for(member(Role.ASSESSOR, hall.contract)), hall)

    hall.plan(hall.cell("林二", window=2))
    hall.publish()
    page = look(clerk, hall)
    assert 'data-v="01"' in page and "data-p=" not in page and "roster.js" not in page


def test_a_team_leader_may_change_the_own_team_only(client_for: ClientFor, hall: Hall) -> None:
    page = look(client_for(hall.leader), hall)

    assert f'data-p="{hall.people["林一"].pk}"' in page
    assert f'data-p="{hall.people["机动员"].pk}"' not in page


def test_leave_stands_in_its_place(client_for: ClientFor, hall: Hall) -> None:
    hall.leave("林一")
    hall.leave("林二", state="asked")

    page = look(client_for(hall.supervisor), hall)

    assert page.count(">假<") == 2 and page.count(">假?<") == 2


def test_the_week_by_window_shows_gaps(client_for: ClientFor, hall: Hall) -> None:
    hall.plan(hall.cell("林一", window=1))

    page = look(client_for(hall.supervisor), hall, view="windows")

    assert "林一" in page and page.count(">空<") == 19


@pytest.mark.parametrize(
    ("typed", "kind", "number"),
    [("1", "regular", "01"), ("02", "regular", "02"), (".", "regular", None), ("t", "training", None)],
)
def test_a_key_writes_a_cell(
    client_for: ClientFor, hall: Hall, typed: str, kind: str, number: str | None
) -> None:
    answer = edit(client_for(hall.supervisor), hall, ("林一", typed))

    assert answer.status_code == 200
    shift = Shift.objects.get()
    assert (shift.kind, shift.window and shift.window.number) == (kind, number)
    page = answer.content.decode()
    assert f'id="p{shift.person_id}"' in page and "3.5/40" in page and 'id="roster-cover"' in page


def test_a_cell_is_cleared(client_for: ClientFor, hall: Hall) -> None:
    hall.plan(hall.cell("林一", window=1))

    edit(client_for(hall.supervisor), hall, ("林一", ""))

    assert not Shift.objects.exists()


@pytest.mark.parametrize(
    ("changes", "fields", "said"),
    [
        ([("林一", "99")], {}, "没有 99 号窗口"),
        ([("林一", "1"), ("林二", "1")], {}, "一个窗口只排一人"),
        ([("林一", "1")], {"changes": "[[1]]"}, "看不懂"),
        ([("林一", "1")], {"changes": "[]"}, "没有要改"),
    ],
)
def test_what_cannot_be_is_said(
    client_for: ClientFor, hall: Hall, changes: list[tuple[str, str]], fields: dict[str, str], said: str
) -> None:
    answer = edit(client_for(hall.supervisor), hall, *changes, **fields)

    assert answer.status_code == 422 and said in answer.content.decode()
    assert answer["Content-Type"].startswith("text/plain") and not Shift.objects.exists()


def test_a_pasted_block_sets_what_it_can(client_for: ClientFor, hall: Hall) -> None:
    answer = edit(client_for(hall.supervisor), hall, ("林一", "1"), ("林二", "1"), whole="")

    assert answer.status_code == 200 and "一个窗口只排一人" in answer.content.decode()
    assert Shift.objects.get().person == hall.people["林一"]


def test_a_published_week_asks_why_and_for_a_name(client_for: ClientFor, hall: Hall) -> None:
    hall.full_week()
    hall.publish()
    client = client_for(hall.supervisor)

    assert edit(client, hall, ("林一", "")).status_code == 422
    answer = edit(client, hall, ("林一", ""), reason="急病")
    assert answer.status_code == 409 and "01 号窗口没有人" in answer.content.decode()
    answer = edit(
        client, hall, ("林一", ""), reason="急病", responsible=hall.people["林三"].pk, unapproved="on"
    )
    assert answer.status_code == 200
    assert RosterChange.objects.get().approved_by is None


def test_the_week_before_is_copied(client_for: ClientFor, hall: Hall) -> None:
    hall.full_week()
    client, after = client_for(hall.supervisor), MONDAY + timedelta(days=7)

    answer = client.post(address(hall.contract, "roster-week-copy"), {"week": after.isoformat()}, follow=True)

    assert "复制 20 个班次" in answer.content.decode() and Shift.objects.filter(day__gte=after).count() == 20
    answer = client.post(address(hall.contract, "roster-week-copy"), {"week": "2026-12-21"}, follow=True)
    assert "无从复制" in answer.content.decode()


def test_who_is_let_in(client_for: ClientFor, hall: Hall, other_contract: Contract) -> None:
    stranger, clerk = (
        client_for(member(Role.SUPERVISOR, other_contract)),
        client_for(hall.people["林一"].user),
    )

    assert stranger.get(address(hall.contract)).status_code == 404
    assert edit(stranger, hall, ("林一", "1")).status_code == 404
    assert edit(clerk, hall, ("林一", "1")).status_code == 403
    assert clerk.post(address(hall.contract, "roster-week-copy"), {}).status_code == 403
    assert client_for(hall.supervisor).get(address(hall.contract), {"week": "x"}).status_code == 404


def test_somebody_of_another_contract_is_not_planned(
    client_for: ClientFor, hall: Hall, other_contract: Contract
) -> None:
    foreign = Hall.of(other_contract)

    answer = edit(client_for(hall.supervisor), foreign, ("林一", "."))

    assert answer.status_code == 404
    rows = [[foreign.people["林一"].pk, MONDAY.isoformat(), hall.am.pk, "."]]
    answer = edit(client_for(hall.supervisor), hall, ("林一", "."), changes=json.dumps(rows))
    assert answer.status_code == 422 and not Shift.objects.exists()


def test_one_number_of_queries(client_for: ClientFor, hall: Hall, queries: CaptureQueriesContext) -> None:
    client = client_for(hall.supervisor)
    hall.full_week()
    look(client, hall)
    with queries:
        look(client, hall)
    few = len(queries)
    for number in range(4, 12):
        hall.hire(f"新{number}", hall.post)
        hall.plan(hall.cell(f"新{number}", present=True))
    with queries:
        look(client, hall)
    assert len(queries) == few <= 15

    hall.publish()
    with queries:
        look(client, hall)
    assert len(queries) <= 15
