"""The lists of deadlines, and chasing several departments at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from windows.models import Chase

ClientFor = Callable[[User], Client]
MONDAY = datetime(2026, 11, 9, 2, tzinfo=UTC)
TODAY = MONDAY + timedelta(days=7)


def url_of(contract: Contract, tab: str = "") -> str:
    return f"/{contract.slug}/windows/deadlines/" + (f"?tab={tab}" if tab else "")


def page_of(client: Client, contract: Contract, tab: str = "") -> str:
    response = client.get(url_of(contract, tab))
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture(autouse=True)
def _that_monday() -> object:
    with time_machine.travel(TODAY):
        yield


def test_each_list_shows_its_own(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    cases = {
        "late": make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 11, 13)),
        "soon": make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 11, 17)),
        "untold": make_case(contract, at=MONDAY),
        "correction": make_case(contract, "correcting", at=MONDAY, correction_due_on=date(2026, 11, 16)),
        "gap": make_case(contract, "accepted", at=MONDAY, due_on=date(2026, 12, 1), gap_due_on=date(2026, 11, 17)),
    }  # fmt: skip
    make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 12, 1))
    make_case(contract, "decided", at=MONDAY, due_on=date(2026, 11, 13))

    for tab, case in cases.items():
        page = page_of(client, contract, tab)
        assert case.number in page
        assert not [other for name, other in cases.items() if name != tab and other.number in page], tab
    assert "陈大明" not in page_of(client, contract)
    assert "逾期 1 个工作日" in page_of(client, contract, "nonsense")


def test_several_are_chased_at_once(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    cases = [make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 11, 13)) for _ in range(2)]
    decided = make_case(contract, "decided", at=MONDAY)
    numbers = [case.number for case in [*cases, decided]]

    response = client.post(f"{url_of(contract)}chase/", {"case": numbers, "words": "请尽快办理"}, follow=True)

    assert Chase.objects.count() == 2
    assert "已催办 2 件" in response.content.decode() and decided.number in response.content.decode()
    assert cases[0].number in page_of(client, contract, "asked")


def test_nothing_ticked_chases_nothing(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    response = client.post(f"{url_of(contract)}chase/", {"words": "请尽快办理"}, follow=True)

    assert "请勾选" in response.content.decode()


def test_a_liaison_sees_its_own_and_chases_nobody(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    department = make_department(contract)
    mine = make_case(
        contract,
        "transferred",
        at=MONDAY,
        due_on=date(2026, 11, 13),
        item=make_item(contract, department=department),
    )
    foreign = make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 11, 13))
    client = client_for(member(Role.LIAISON, contract, department=department))

    page = page_of(client, contract)
    assert mine.number in page and foreign.number not in page and 'type="checkbox" name="case"' not in page
    client.post(f"{url_of(contract)}chase/", {"case": [mine.number, foreign.number], "words": "请"})
    assert not Chase.objects.exists()
    assert client_for(member(Role.CLERK, other_contract)).get(url_of(contract)).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url_of(contract)).status_code == 403


def test_the_list_takes_the_same_queries_for_one_row_and_three(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.SUPERVISOR, contract)), []
    page_of(client, contract)
    for more in (1, 2):
        for _ in range(more):
            make_case(contract, "transferred", at=MONDAY, due_on=date(2026, 11, 13))
        with queries:
            page_of(client, contract)
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20
