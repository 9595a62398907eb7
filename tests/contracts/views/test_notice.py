"""The bell: what is unread, the list, reading one line or all; nobody reads for somebody else."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from assessment.models import Notice
from contracts.actions.notices import forget_read_notices
from contracts.models import Contract, NoticeRead
from contracts.rules.notices import Mark, is_unread
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member
from tests.factories.windows import make_case
from windows.models import RefusalLook

pytestmark = pytest.mark.django_db

LIST, COUNT, READ = (reverse(f"contracts:notice-{name}") for name in ("list", "count", "read"))
NOW = datetime(2026, 6, 3, 2, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> Any:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def assessor(contract: Contract) -> Any:
    return member(Role.ASSESSOR, contract)


def notice(contract: Contract, text: str, *, role: Role = Role.ASSESSOR, made_at: datetime = NOW) -> Notice:
    return Notice.objects.create(
        contract=contract, role=role, kind="unsigned", key=f"unsigned:{contract.pk}:{text}", text=text,
        url=reverse("contracts:overview", args=[contract.slug]), made_at=made_at,
    )  # fmt: skip


def refusal(contract: Contract) -> None:
    RefusalLook.objects.create(case=make_case(contract, "not_accepted"), asked_at=NOW)


def unread(client: Any) -> int:
    text = client.get(COUNT).content.decode()
    return int(text.partition('<span class="count">')[2].partition("</span>")[0] or 0)


@pytest.mark.parametrize(
    ("mark", "many", "expected"),
    [
        (None, 1, True),
        (Mark(1, NOW), 1, False),
        (Mark(1, NOW - timedelta(seconds=1)), 1, True),
        (Mark(2, NOW), 3, True),
        (Mark(3, NOW), 2, False),
    ],
    ids=["never", "read", "reason came back", "more", "fewer"],
)
def test_unread_until_read_since_it_came_up_and_of_no_more(
    mark: Mark | None, many: int, expected: bool
) -> None:
    assert is_unread(mark, many=many, made_at=NOW) is expected


def test_the_bell_counts_one_s_own_and_reading_one_takes_it_away(
    client_for: ClientFor, contract: Contract, assessor: Any, clock: Any
) -> None:
    first = notice(contract, "三月考核表待签署")
    notice(contract, "四月考核表待签署")
    notice(contract, "给审核人的", role=Role.REVIEWER)
    client = client_for(assessor)
    colleague = client_for(member(Role.ASSESSOR, contract))
    assert unread(client) == unread(colleague) == 2

    answer = client.post(READ, {"key": first.key}, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 204
    assert unread(client) == 1 and unread(colleague) == 2
    page = client.get(LIST).content.decode()
    assert "三月考核表待签署" in page and "给审核人的" not in page
    assert page.count("标为已读</button>") == 2 and "全部标为已读" in page


def test_all_at_once_and_again_when_the_reason_comes_back(
    client_for: ClientFor, contract: Contract, assessor: Any, clock: Any
) -> None:
    row = notice(contract, "三月考核表待签署")
    notice(contract, "四月考核表待签署")
    client = client_for(assessor)

    assert client.post(READ, {"all": "1"}).url == LIST
    assert unread(client) == 0
    assert "标为已读" not in client.get(LIST).content.decode()

    clock.shift(timedelta(minutes=5))
    Notice.objects.filter(pk=row.pk).update(made_at=NOW + timedelta(minutes=5))
    assert unread(client) == 1


def test_what_is_counted_is_told_again_when_it_grows_and_every_day(
    client_for: ClientFor, contract: Contract, clock: Any
) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    refusal(contract)
    assert unread(client) == 1
    client.post(READ, {"all": "1"})
    assert unread(client) == 0

    refusal(contract)
    assert unread(client) == 1
    client.post(READ, {"key": f"refusals:{contract.pk}"})
    assert unread(client) == 0

    clock.shift(timedelta(days=1))
    assert unread(client_for(member(Role.SUPERVISOR, contract))) == 1


def test_reading_needs_a_notice_of_one_s_own(
    client_for: ClientFor, contract: Contract, other_contract: Contract, assessor: Any, clock: Any
) -> None:
    foreign = notice(other_contract, "别的合同")

    for data in ({"key": foreign.key}, {"key": "made up"}, {}):
        client_for(assessor).post(READ, data)

    assert not NoticeRead.objects.exists()
    assert "别的合同" not in client_for(assessor).get(LIST).content.decode()
    assert Client().get(COUNT, headers={"HX-Request": "true"}).status_code == 401


def test_two_contracts_are_told_apart_in_the_menu(
    client_for: ClientFor, contract: Contract, other_contract: Contract, assessor: Any, clock: Any
) -> None:
    MembershipFactory(user=assessor, contract=other_contract, role=Role.ASSESSOR)
    notice(contract, "这一份")
    notice(other_contract, "那一份")

    menu = client_for(assessor).get(LIST, headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in menu and menu.count("is-unread") == 2
    assert contract.short_name in menu and other_contract.short_name in menu


def test_the_list_keeps_the_contract_one_came_from(
    client_for: ClientFor, contract: Contract, other_contract: Contract, assessor: Any, clock: Any
) -> None:
    MembershipFactory(user=assessor, contract=other_contract, role=Role.ASSESSOR)
    notice(contract, "这一份")
    client = client_for(assessor)
    desk, query = reverse("contracts:overview", args=[contract.slug]), f"?contract={contract.slug}"
    entry = reverse("assessment:finding-list-now", args=[contract.slug])

    menu = client.get(LIST + query, headers={"HX-Request": "true"}).content.decode()
    page = client.get(LIST + query).content.decode()

    assert f'hx-get="{LIST}{query}"' in client.get(desk).content.decode()
    assert f'href="{LIST}{query}"' in menu and f'class="sub" href="{desk}"' in page and entry in page
    assert client.post(READ + query, {"all": "1"}).url == LIST + query
    assert entry not in client.get(LIST).content.decode()


def test_a_contract_of_others_is_not_kept(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    page = client_for(member(Role.ASSESSOR, contract)).get(f"{LIST}?contract={other_contract.slug}")

    assert other_contract.slug not in page.content.decode()


def test_the_bell_asks_no_more_for_many_lines(
    client_for: ClientFor, contract: Contract, queries: Any, clock: Any
) -> None:
    user = member(Role.SUPERVISOR, contract)
    client, counts = client_for(user), []
    for rows in (1, 3):
        for each in range(rows):
            notice(contract, f"{rows}-{each}", role=Role.SUPERVISOR)
            refusal(contract)
        with queries:
            assert unread(client) > 1
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 16, counts


def test_no_page_pays_for_the_bell(client_for: ClientFor, contract: Contract, queries: Any) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    with queries:
        page = client.get(reverse("contracts:calendar", args=[contract.slug])).content.decode()

    assert COUNT in page and "contracts_noticeread" not in " ".join(
        row["sql"] for row in queries.captured_queries
    )


def test_marks_are_forgotten_after_half_a_year(contract: Contract, assessor: Any) -> None:
    for days in (10, 200):
        NoticeRead.objects.create(user=assessor, key=f"k{days}", read_at=NOW - timedelta(days=days))

    assert forget_read_notices(at=NOW) == 1
    assert list(NoticeRead.objects.values_list("key", flat=True)) == ["k10"]
