"""The board: today's figures, windows, what is in hand, what needs somebody; one's own open cases."""

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session, make_window
from windows.models import Case, RefusalLook, WindowSession
from windows.queries.board import board_of

ClientFor = Callable[[User], Client]


def url_of(contract: Contract, part: str = "board") -> str:
    return f"/{contract.slug}/windows/{part}/"


def days_ago(count: int) -> object:
    return timezone.now() - timedelta(days=count)


def test_the_board_counts_today_and_what_is_in_hand(contract: Contract) -> None:
    now = timezone.now()
    for state in ("registered", "accepted", "transferred", "decided", "issued"):
        make_case(contract, state)
    make_case(contract, "accepted", at=now - timedelta(days=2))
    make_case(contract, "transferred", at=now - timedelta(days=40))
    make_case(contract, "archived", at=now - timedelta(days=50))

    found = board_of(member(Role.SUPERVISOR, contract), contract, now)

    assert (found.today.received, found.today.accepted, found.today.issued) == (5, 4, 1)
    assert {line.state: line.ages for line in found.states} == {
        "registered": [1, 0, 0, 0],
        "accepted": [1, 1, 0, 0],
        "transferred": [1, 0, 0, 1],
        "decided": [1, 0, 0, 0],
    }
    assert found.in_hand == 6
    assert found.holders == {"窗口": 3, "部门": 3}


def test_the_board_shows_every_window(contract: Contract) -> None:
    now = timezone.now()
    serving = make_session(contract, window=make_window(contract, "01"))
    paused = make_session(contract, window=make_window(contract, "02"))
    WindowSession.objects.filter(pk=paused.pk).update(
        paused_at=now - timedelta(minutes=20), pause_reason="饮水"
    )
    make_window(contract, "03")
    make_case(contract, session=serving)

    found = board_of(member(Role.SUPERVISOR, contract), contract, now)

    assert [(line.seat.window.number, line.state, line.level, line.today) for line in found.seats] == [
        ("01", "在岗", "ok", 1),
        ("02", "暂停 20 分钟", "bad", 0),
        ("03", "无人", "", 0),
    ]
    assert (found.seated, found.paused) == (2, 1)


def test_the_board_names_what_needs_somebody(client_for: ClientFor, contract: Contract) -> None:
    today = timezone.localdate()
    make_case(contract, "transferred", due_on=today - timedelta(days=3))
    make_case(contract, "accepted", due_on=today, gap_due_on=today)
    make_case(contract, "ready", ready_at=days_ago(60))
    RefusalLook.objects.create(case=make_case(contract, "not_accepted"), asked_at=timezone.now())
    user = member(Role.SUPERVISOR, contract)

    found = board_of(user, contract, timezone.now())

    assert {need.key: need.count for need in found.needs} == {
        "late": 1,
        "soon": 1,
        "gap": 1,
        "shelf": 1,
        "looks": 1,
    }
    page = client_for(user).get(url_of(contract)).content.decode()
    for need in found.needs:
        assert str(need.label) in page
    assert f"/{contract.slug}/windows/deadlines/?tab=late" in page


def test_the_part_that_changes_comes_alone(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    page = client.get(url_of(contract)).content.decode()
    part = client.get(url_of(contract, "board/pulse")).content.decode()

    assert 'hx-trigger="every 30s"' in page and "<html" in page
    assert "<html" not in part and "窗口实况" in part


def test_a_department_s_board_counts_its_own(contract: Contract) -> None:
    department = make_department(contract)
    make_case(contract, "transferred", item=make_item(contract, department=department))
    make_case(contract, "transferred")
    liaison = member(Role.LIAISON, contract, department=department)

    found = board_of(liaison, contract, timezone.now())

    assert (found.today.received, found.in_hand) == (1, 1)


def test_the_board_takes_a_bounded_number_of_queries(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.SUPERVISOR, contract)), []
    client.get(url_of(contract))
    for number in range(3):
        session = make_session(contract, window=make_window(contract, f"0{number}"))
        for state in ("registered", "accepted", "transferred", "ready"):
            make_case(contract, state, session=session)
        with queries:
            assert client.get(url_of(contract)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[-1] < 20


def test_one_s_own_open_cases(client_for: ClientFor, contract: Contract) -> None:
    me = member(Role.CLERK, contract)
    mine = make_case(contract, "accepted", session=make_session(contract, me, make_window(contract)))
    done = make_case(contract, "archived", session=mine.session)
    others = make_case(contract, "accepted", session=make_session(contract))
    taken = make_case(contract, "accepted", session=others.session, keeper=me)
    given = make_case(contract, "accepted", session=mine.session, keeper=others.clerk)

    page = client_for(me).get(url_of(contract, "mine")).content.decode()

    assert mine.number in page and taken.number in page
    assert not [each for each in (done, others, given) if each.number in page]
    assert "陈大明" not in page


def test_boards_are_for_those_of_the_contract(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(url_of(contract)).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url_of(contract)).status_code == 403
    assert client_for(member(Role.DIRECTOR, contract)).get(url_of(contract, "mine")).status_code == 403
    assert not Case.objects.exists()
