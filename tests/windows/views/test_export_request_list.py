"""Asking for exports and deciding about them, on the screens."""

import re

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.queries.notices import waiting_for
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.carrier_samples import approved, asked, ready, taken
from windows.actions.carrier_returns import settle_carriers
from windows.models import Carrier, ExportRequest


def address(contract: Contract, name: str = "list", *args: int) -> str:
    return reverse(f"windows:export-request-{name}", args=[contract.slug, *args])


def test_the_assessor_decides_on_the_list(client_for: ClientFor, contract: Contract) -> None:
    first, second = asked(contract), asked(contract)
    client = client_for(member(Role.ASSESSOR, contract))

    assert "三月业务分析" in client.get(address(contract)).content.decode()
    client.post(address(contract, "decide", first.pk), {"answer": "approve"})
    refused = client.post(address(contract, "decide", second.pk), {"answer": "refuse"})
    assert refused.status_code == 409 and "理由" in refused.content.decode()
    wrong = re.search(r'aria-invalid="true"[^>]*>.{0,900}?</form>', refused.content.decode(), re.S)
    assert wrong and refused.content.decode().count("aria-invalid") == 1
    assert (
        address(contract, "decide", second.pk)
        in refused.content.decode()[: wrong.start()].rpartition("<form")[2]
    )
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


def test_an_export_that_failed_leaves_the_approval_to_be_used(
    client_for: ClientFor, contract: Contract
) -> None:
    by = member(Role.SUPERVISOR, contract)
    carrier = ready(contract, by=by, request=approved(contract, by))
    Carrier.objects.update(state="failed", problem="已取消", expires_at=None)

    text = client_for(by).get(address(contract)).content.decode()

    assert "已同意" in text and "去导出" in text and "已导出" not in text and carrier.number not in text


def test_whoever_exports_wait_for_is_told(contract: Contract) -> None:
    by, assessor = member(Role.SUPERVISOR, contract), member(Role.ASSESSOR, contract)
    asked(contract, by)
    approved(contract, by)
    ready(contract, by=by, request=approved(contract, by))

    told = {
        user: [each.text for each in waiting_for(user, contract, timezone.now())] for user in (by, assessor)
    }

    assert told[by] == ["1 份导出申请已同意，请在期限内导出"]
    assert "1 份导出申请待审批" in told[assessor]
    assert not waiting_for(member(Role.CLERK, contract), contract, timezone.now())


def test_the_purchaser_is_told_what_came_back(contract: Contract) -> None:
    by, assessor = member(Role.SUPERVISOR, contract), member(Role.ASSESSOR, contract)
    carrier = taken(contract, by=by)
    settle_carriers(
        by=by, at=timezone.now(), contract=contract, carriers=[carrier.pk], state="returned", note=""
    )

    texts = [each.text for each in waiting_for(assessor, contract, timezone.now())]

    assert texts == ["1 份归还或销毁的载体待确认"]


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
