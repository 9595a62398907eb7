"""Archive boxes on screen."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_case
from tests.windows.papers import Hall, applicant, fresh, make_hall, new_key
from windows.actions.archive import open_box, put_in_box
from windows.actions.issuance import issue_at_counter
from windows.models import ArchiveBox, Case
from windows.queries import ledger_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def url(hall: Hall, screen: str, *args: object) -> str:
    return reverse(f"windows:archive-{screen}", args=[hall.contract.slug, *args])


def issued(hall: Hall) -> Case:
    case = hall.shelved()
    issue_at_counter(
        by=hall.clerk,
        at=timezone.now(),
        contract=hall.contract,
        cases=[case],
        taker=applicant(),
        key=new_key(),
    )
    return fresh(case)


def make_box(hall: Hall) -> ArchiveBox:
    return open_box(
        by=hall.clerk, at=timezone.now(), contract=hall.contract, place="A 柜 1 层", key=new_key()
    )


def test_a_box_is_opened_once_for_a_form_sent_twice(client_for: ClientFor, hall: Hall) -> None:
    client, data = client_for(hall.clerk), {"place": "A 柜", "title": "社会事务", "key": new_key()}

    answers = [client.post(url(hall, "list"), data) for _ in range(2)]

    box = ArchiveBox.objects.get()
    assert answers[0]["Location"] == answers[1]["Location"] == url(hall, "box", box)
    assert client.post(url(hall, "list"), {"place": "", "key": new_key()}).status_code == 422
    assert "社会事务" in client.get(url(hall, "list")).content.decode()


def test_cases_are_scanned_and_ticked_into_a_box_and_it_is_closed(client_for: ClientFor, hall: Hall) -> None:
    box, scanned, ticked, open_case = make_box(hall), issued(hall), issued(hall), hall.case("accepted")
    client, address = client_for(hall.clerk), url(hall, "box", make_label(box))
    assert scanned.number in client.get(address).content.decode()

    client.post(address, {"scan": scanned.number})
    client.post(address, {"cases": [ticked.pk, "x"]})
    refused = client.post(address, {"scan": f"{open_case.number} QS-404"}, follow=True).content.decode()
    label = client.get(url(hall, "label", make_label(box)))
    client.post(address, {"close": "1"})

    assert "还不能归档" in refused and "QS-404" in refused
    assert list(box.lines.values_list("case", flat=True)) == [scanned.pk, ticked.pk]
    box.refresh_from_db()
    assert box.state == "closed" and label.content.startswith(b"%PDF")
    assert "已经封盒" in client.post(address, {"scan": scanned.number}, follow=True).content.decode()


def make_label(box: ArchiveBox) -> str:
    return f"{box.year}-{box.number:03}"


def test_an_empty_box_is_not_closed(client_for: ClientFor, hall: Hall) -> None:
    box = make_box(hall)

    page = client_for(hall.clerk).post(url(hall, "box", box), {"close": "1"}, follow=True)

    assert "空的" in page.content.decode()


@pytest.mark.parametrize("label", ["2026", "x-1", "2026-", "2026-999", "²-1", "9" * 30 + "-1"])
def test_a_label_that_names_no_box(client_for: ClientFor, hall: Hall, label: str) -> None:
    assert client_for(hall.clerk).get(url(hall, "box", label)).status_code == 404


def test_roles_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    box = make_box(hall)
    for user in (hall.supervisor, hall.liaison):
        client = client_for(user)
        assert (
            client.post(url(hall, "list")).status_code
            == client.post(url(hall, "box", box)).status_code
            == 403
        )
    assert client_for(hall.supervisor).get(url(hall, "box", box)).status_code == 200
    assert client_for(hall.liaison).get(url(hall, "box", box)).status_code == 404
    assert client_for(hall.stranger).get(url(hall, "list")).status_code == 404
    assert client_for(member(Role.APPROVER, hall.contract)).get(url(hall, "list")).status_code == 403


def test_a_liaison_sees_the_departments_own_cases_in_a_box(client_for: ClientFor, hall: Hall) -> None:
    box, mine = make_box(hall), issued(hall)
    theirs = make_case(hall.contract, "issued")
    for case in (mine, theirs):
        put_in_box(by=hall.clerk, at=timezone.now(), box=box, case=case)

    text = client_for(hall.liaison).get(url(hall, "box", box)).content.decode()

    assert mine.number in text and theirs.number not in text


def test_pages_take_the_same_queries_however_full(client_for: ClientFor, hall: Hall, queries: Any) -> None:
    client, counts, box = client_for(hall.clerk), [], make_box(hall)
    for rows in (1, 2):
        for _ in range(rows):
            make_box(hall)
            issued(hall)
            client.post(url(hall, "box", box), {"scan": issued(hall).number})
        client.get(url(hall, "list"))
        with queries:
            client.get(url(hall, "list"))
            client.get(url(hall, "box", box))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 24, counts


def test_what_waits_for_a_box_is_counted_up_to_a_point(
    client_for: ClientFor, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _case in range(2):
        issued(hall)
    client = client_for(hall.clerk)

    assert client.get(url(hall, "list")).context["waiting"] == "2"
    monkeypatch.setattr(ledger_rows, "COUNTED", 1)
    assert client.get(url(hall, "list")).context["waiting"] == "1+"
