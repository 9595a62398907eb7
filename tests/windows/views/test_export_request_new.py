"""The form that asks for an export."""

from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from windows.models import ExportRequest

KEY = "k" * 16


def address(contract: Contract) -> str:
    return reverse("windows:export-request-new", args=[contract.slug])


def test_a_ledgers_filters_come_along(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    query = {"ledger": "acceptance", "since": "2026-03-01", "until": "2026-03-31"}

    page = client.get(address(contract), query).content.decode()
    assert "2026-03-01 至 2026-03-31" in page
    data = {
        "ledger": "acceptance",
        "query": "since=2026-03-01&until=2026-03-31",
        "purpose": "月度分析",
        "key": KEY,
    }
    assert client.post(address(contract), data).status_code == 302

    made = ExportRequest.objects.get()
    assert made.query == "since=2026-03-01&until=2026-03-31"
    assert ["登记日期", "2026-03-01 至 2026-03-31"] in made.filters


def test_what_is_missing_is_said(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))

    for data in (
        {"key": KEY},
        {"key": KEY, "ledger": "nothing", "purpose": "x"},
        {"ledger": "acceptance", "key": KEY},
    ):
        assert client.post(address(contract), data).status_code == 422
    assert client.get(address(contract), {"ledger": "nothing", "since": "x"}).status_code == 200
    assert not ExportRequest.objects.exists()


def test_a_person_searched_for_does_not_come_along(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    data = {"ledger": "acceptance", "query": "find=11010519491231002X", "purpose": "分析", "key": KEY}

    client.post(address(contract), data)

    assert ExportRequest.objects.get().query == ""


def test_others_stay_out(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(address(contract)).status_code == 404
