"""One batch: sent, signed for line by line on either side, printed, dropped."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member
from tests.windows.papers import Hall, fresh, make_hall, new_key
from windows.actions.handovers import add_case
from windows.models import HandOver, HandOverLine

pytestmark = pytest.mark.django_db
BY_HAND = {"way": "messenger", "messenger_name": "符小明"}


@pytest.fixture
def hall() -> Hall:
    return make_hall()


def url(hall: Hall, screen: str, *args: object) -> str:
    return reverse(f"windows:handover-{screen}", args=[hall.contract.slug, *args])


def draft(hall: Hall, *states: str) -> HandOver:
    lines = [
        add_case(by=hall.clerk, at=timezone.now(), case=hall.case(state)) for state in states or ("accepted",)
    ]
    return lines[0].batch


# -- sending --------------------------------------------------------------------------------------------------------
def test_all_drafts_go_with_one_messenger(client_for: ClientFor, hall: Hall) -> None:
    batch = draft(hall, "accepted", "accepted")

    response = client_for(hall.clerk).post(url(hall, "send"), {**BY_HAND, "key": new_key()})

    batch.refresh_from_db()
    assert batch.state == "sent" and response["Location"] == url(hall, "detail", batch.number)


def test_one_draft_goes_alone_and_a_form_sent_twice_once(client_for: ClientFor, hall: Hall) -> None:
    batch, client = draft(hall), client_for(hall.clerk)
    data = {**BY_HAND, "key": new_key(), "batch": batch.number}

    answers = [client.post(url(hall, "send"), data) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302]
    assert batch.lines.get().case.events.filter(action="hand_over").count() == 1


@pytest.mark.parametrize(
    ("data", "status", "says"),
    [
        ({"way": "messenger", "messenger_name": ""}, 409, "递送人姓名"),
        ({"way": "courier", "carrier": "顺丰"}, 409, "快递单号"),
        ({"way": "horse"}, 422, "递送方式"),
        ({**BY_HAND, "messenger_phone": "12"}, 409, "电话"),
    ],
)
def test_a_batch_without_a_way_stays_a_draft(
    client_for: ClientFor, hall: Hall, data: dict[str, str], status: int, says: str
) -> None:
    batch = draft(hall)

    response = client_for(hall.clerk).post(url(hall, "send"), {**data, "key": new_key()})

    batch.refresh_from_db()
    assert response.status_code == status and says in response.content.decode() and batch.state == "draft"


def test_nothing_packed_is_not_sent(client_for: ClientFor, hall: Hall) -> None:
    response = client_for(hall.clerk).post(url(hall, "send"), {**BY_HAND, "key": new_key()})

    assert response.status_code == 409 and "没有要送出的办件" in response.content.decode()


# -- signing for it -------------------------------------------------------------------------------------------------
def test_the_liaison_signs_for_ticked_lines(client_for: ClientFor, hall: Hall) -> None:
    batch = hall.sent(hall.case(), hall.case())
    first, second = batch.lines.all()
    client, address = client_for(hall.liaison), url(hall, "confirm", batch.number)

    client.post(address, {"lines": [first.pk], "outcome": "confirmed", "key": new_key()})
    refused = client.post(address, {"lines": [second.pk], "outcome": "missing", "key": new_key()})
    client.post(address, {"lines": [second.pk], "outcome": "missing", "note": "没有见到", "key": new_key()})

    batch.refresh_from_db()
    assert refused.status_code == 409 and "写明情况" in refused.content.decode()
    assert fresh(first.case).holder == "department" and fresh(second.case).holder == "window"
    assert batch.state == "closed"


def test_each_scan_signs_for_one_line(client_for: ClientFor, hall: Hall) -> None:
    case, other = hall.case(), hall.case()
    batch, client = hall.sent(case, other), client_for(hall.liaison)
    address = url(hall, "confirm", batch.number)

    client.post(address, {"scan": case.number, "outcome": "confirmed", "key": new_key()})
    stray = client.post(
        address, {"scan": hall.case().number, "outcome": "confirmed", "key": new_key()}, follow=True
    )

    assert fresh(case).holder == "department" and fresh(other).holder == "on_the_way"
    assert "不在交接单" in stray.content.decode()


@pytest.mark.parametrize(
    ("data", "status"), [({"outcome": "eaten"}, 422), ({"outcome": "confirmed", "lines": ["x"]}, 422),
                         ({"outcome": "confirmed"}, 409), ({"outcome": "confirmed", "lines": ["999999"]}, 422)],
)  # fmt: skip
def test_bad_answers_settle_nothing(
    client_for: ClientFor, hall: Hall, data: dict[str, Any], status: int
) -> None:
    batch = hall.sent(hall.case())

    response = client_for(hall.liaison).post(url(hall, "confirm", batch.number), {**data, "key": new_key()})

    assert response.status_code == status
    assert not HandOverLine.objects.exclude(outcome="waiting").exists()


def test_the_window_signs_for_results_and_shelves_them(client_for: ClientFor, hall: Hall) -> None:
    case = hall.decide(hall.with_department(hall.case())[0])
    batch, client = hall.returning(case), client_for(hall.clerk)
    assert "上架位置" in client.get(url(hall, "detail", batch.number)).content.decode()

    response = client.post(
        url(hall, "receive", batch.number),
        {"scan": case.number, "outcome": "confirmed", "place": "A-03", "key": new_key()},
    )

    assert (fresh(case).state, fresh(case).shelf_place) == ("ready", "A-03")
    assert response["Location"].endswith("?place=A-03")


# -- looking, printing, dropping ------------------------------------------------------------------------------------
def test_who_may_sign_sees_the_boxes(client_for: ClientFor, hall: Hall) -> None:
    batch = hall.sent(hall.case())
    address = url(hall, "detail", batch.number)

    theirs = client_for(hall.liaison).get(address).content.decode()
    ours = client_for(hall.clerk).get(address).content.decode()

    assert "扫一件签收一件" in theirs and "申请表" in theirs and "扫一件签收一件" not in ours
    assert "陈大明" not in theirs + ours


def test_the_slip_is_a_pdf_in_two_copies(client_for: ClientFor, hall: Hall) -> None:
    batch = hall.sent(hall.case())

    response = client_for(hall.liaison).get(url(hall, "slip", batch.number))

    assert response.content.startswith(b"%PDF") and batch.number in response["Content-Disposition"]


def test_a_line_is_dropped_and_a_draft_given_up(client_for: ClientFor, hall: Hall) -> None:
    batch, client = draft(hall, "accepted", "accepted"), client_for(hall.clerk)
    line = batch.lines.first()
    assert line is not None

    client.post(url(hall, "drop", batch.number), {"line": line.pk})
    assert batch.lines.count() == 1
    client.post(url(hall, "drop", batch.number))
    batch.refresh_from_db()

    assert batch.state == "void" and not batch.lines.exists()
    assert client.post(url(hall, "drop", batch.number), {"line": "9"}).status_code == 404
    assert "不能再改" in client.post(url(hall, "drop", batch.number), follow=True).content.decode()


def test_roles_departments_and_contracts(client_for: ClientFor, hall: Hall) -> None:
    batch = hall.sent(hall.case())
    other = MembershipFactory(role=Role.LIAISON, contract=hall.contract).user
    pages = ("detail", "confirm", "receive", "drop", "slip")

    for screen in pages:
        address = url(hall, screen, batch.number)
        method = "get" if screen in {"detail", "slip"} else "post"
        assert getattr(client_for(hall.stranger), method)(address).status_code == 404
        if screen != "receive":
            assert getattr(client_for(other), method)(address).status_code == 404
    for by, screen in ((hall.clerk, "confirm"), (hall.supervisor, "receive"), (hall.liaison, "receive")):
        assert client_for(by).post(url(hall, screen, batch.number)).status_code == 403
    assert (
        client_for(member(Role.APPROVER, hall.contract)).get(url(hall, "detail", batch.number)).status_code
        == 403
    )
    assert client_for(hall.supervisor).post(url(hall, "send")).status_code == 403


def test_a_batch_takes_the_same_queries_however_long(client_for: ClientFor, hall: Hall, queries: Any) -> None:
    counts, client = [], client_for(hall.liaison)
    for rows in (1, 3):
        batch = hall.sent(*[hall.case() for _ in range(rows)])
        with queries:
            client.get(url(hall, "detail", batch.number))
        counts.append(len(queries))

    assert counts[0] == counts[1] < 15, counts
