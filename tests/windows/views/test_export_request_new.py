"""The form that asks for an export."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from windows.models import ExportRequest

KEY = "k" * 16
WISH = {
    "ledger": "acceptance",
    "since": "2026-03-01",
    "until": "2026-03-31",
    "purpose": "月度分析",
    "key": KEY,
}


def address(contract: Contract) -> str:
    return reverse("windows:export-request-new", args=[contract.slug])


def test_a_ledgers_filters_come_along(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    page = client.get(address(contract), {"ledger": "acceptance", "state": "accepted", "since": "2026-03-01"})
    assert "已受理" in page.content.decode() and 'value="2026-03-01"' in page.content.decode()
    assert client.post(address(contract), WISH | {"query": "span=today&state=accepted"}).status_code == 302

    made = ExportRequest.objects.get()
    assert made.query == "state=accepted&since=2026-03-01&until=2026-03-31"
    assert made.filters == [["登记日期", "2026-03-01 至 2026-03-31"], ["状态", "已受理"]]


def test_this_month_becomes_its_days(client_for: ClientFor, contract: Contract) -> None:
    """Decided and used days later, "this month" would be another."""
    client = client_for(member(Role.SUPERVISOR, contract))

    page = client.get(address(contract), {"ledger": "acceptance", "span": "month"}).content.decode()

    assert f'value="{timezone.localdate().replace(day=1):%Y-%m-%d}"' in page
    assert page.count("span=month") == 1, "only where the page names its own address"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ledger": ""}, "必填"),
        ({"ledger": "nothing"}, "nothing"),
        ({"purpose": ""}, "必填"),
        ({"since": ""}, "必填"),
        ({"until": "2026-02-01"}, "早于开始日期"),
    ],
)
def test_what_is_missing_is_said(
    client_for: ClientFor, contract: Contract, change: dict[str, str], said: str
) -> None:
    answer = client_for(member(Role.SUPERVISOR, contract)).post(address(contract), WISH | change)

    assert answer.status_code == 422 and said in answer.content.decode()
    assert not ExportRequest.objects.exists()


def test_any_address_opens_the_form(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    for query in (
        {},
        {"ledger": "nothing", "since": "x"},
        {"ledger": "acceptance", "since": "x", "span": "y"},
    ):
        assert client.get(address(contract), query).status_code == 200


def test_a_person_searched_for_does_not_come_along(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    client.post(address(contract), WISH | {"query": "find=11010519491231002X"})

    assert ExportRequest.objects.get().query == "since=2026-03-01&until=2026-03-31"


def test_others_stay_out(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(address(contract)).status_code == 404
