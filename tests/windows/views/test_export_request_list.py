"""Asking for exports and deciding about them, on the screens."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.carrier_samples import approved, asked, ready
from windows.models import ExportRequest


def address(contract: Contract, name: str = "list", *args: int) -> str:
    return reverse(f"windows:export-request-{name}", args=[contract.slug, *args])


def test_the_assessor_decides_on_the_list(client_for: ClientFor, contract: Contract) -> None:
    first, second = asked(contract), asked(contract)
    client = client_for(member(Role.ASSESSOR, contract))

    assert "三月业务分析" in client.get(address(contract)).content.decode()
    client.post(address(contract, "decide", first.pk), {"answer": "approve"})
    refused = client.post(address(contract, "decide", second.pk), {"answer": "refuse"})
    assert refused.status_code == 409 and "理由" in refused.content.decode()
    client.post(address(contract, "decide", second.pk), {"answer": "refuse", "reason": "用途不清"})

    assert list(ExportRequest.objects.order_by("pk").values_list("state", flat=True)) == [
        "approved",
        "refused",
    ]


def test_who_asked_takes_it_back(client_for: ClientFor, contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    request = asked(contract, by)

    other = client_for(member(Role.SUPERVISOR, contract)).post(address(contract, "withdraw", request.pk))
    client_for(by).post(address(contract, "withdraw", request.pk))

    assert other.status_code == 409
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_a_used_request_leads_to_its_carrier(client_for: ClientFor, contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    carrier = ready(contract, by=by, request=approved(contract, by))

    text = client_for(by).get(address(contract)).content.decode()

    assert "已导出" in text and carrier.number in text


def test_a_liaison_sees_their_departments_requests_only(client_for: ClientFor, contract: Contract) -> None:
    liaison = member(Role.LIAISON, contract)
    asked(contract, liaison, purpose="部门自查")
    asked(contract, purpose="大厅分析")

    text = client_for(liaison).get(address(contract)).content.decode()

    assert "部门自查" in text and "大厅分析" not in text


@pytest.mark.parametrize("name", ["decide", "withdraw"])
def test_others_stay_out(
    client_for: ClientFor, contract: Contract, other_contract: Contract, name: str
) -> None:
    request = asked(contract)

    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    url = address(contract, name, request.pk)
    assert client_for(member(Role.DIRECTOR, contract)).post(url).status_code == 403
    for role in (Role.ASSESSOR, Role.SUPERVISOR):
        assert client_for(member(role, other_contract)).post(url).status_code == 404


def test_the_list_asks_as_much_for_three_rows_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    approved(contract)
    with queries:
        client.get(address(contract))
    one = len(queries)
    approved(contract)
    approved(contract)
    with queries:
        client.get(address(contract))

    assert len(queries) == one < 20
