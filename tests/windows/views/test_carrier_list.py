"""The month's list and what is done from it: giving back, confirming, the Excel file."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.carrier_samples import taken
from windows.models import Carrier


@pytest.fixture
def carrier(contract: Contract) -> Carrier:
    return taken(contract)


def address(contract: Contract, name: str = "list") -> str:
    return reverse(f"windows:carrier-{name}", args=[contract.slug])


def test_the_supervisor_gives_back_and_the_assessor_confirms(client_for: ClientFor, carrier: Carrier) -> None:
    supervisor = client_for(member(Role.SUPERVISOR, carrier.contract))
    assessor = client_for(member(Role.ASSESSOR, carrier.contract))
    chosen = {"carrier": carrier.pk}

    assert "应归还" in supervisor.get(address(carrier.contract)).content.decode()
    supervisor.post(address(carrier.contract, "settle"), chosen | {"state": "returned", "note": "交王伟"})
    assert "确认属实" in assessor.get(address(carrier.contract)).content.decode()
    assessor.post(address(carrier.contract, "confirm"), chosen | {"step": "confirm"})

    carrier.refresh_from_db()
    assert carrier.state == "returned" and carrier.confirmed_at is not None


def test_the_assessor_sends_back(client_for: ClientFor, carrier: Carrier) -> None:
    chosen = {"carrier": carrier.pk}
    supervisor = client_for(member(Role.SUPERVISOR, carrier.contract))
    supervisor.post(address(carrier.contract, "settle"), chosen | {"state": "destroyed", "note": "粉碎"})

    assessor = client_for(member(Role.ASSESSOR, carrier.contract))
    answer = assessor.post(
        address(carrier.contract, "confirm"), chosen | {"step": "send_back", "reason": "未见到"}
    )

    assert answer.status_code == 302
    carrier.refresh_from_db()
    assert carrier.state == "downloaded"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"state": "returned"}, "请先勾选"),
        ({"state": "nonsense", "carrier": 1}, "请选择"),
        ({"state": "returned", "carrier": "9" * 30}, "请先勾选"),
        ({"state": "returned", "carrier": 987654}, "找不到"),
    ],
)
def test_a_refusal_is_said_on_the_page(
    client_for: ClientFor, carrier: Carrier, data: dict[str, object], said: str
) -> None:
    answer = client_for(member(Role.SUPERVISOR, carrier.contract)).post(
        address(carrier.contract, "settle"), data
    )

    assert answer.status_code in (409, 422)
    assert said in answer.content.decode()


def test_overdue_of_earlier_months_is_pointed_out(client_for: ClientFor, contract: Contract) -> None:
    then = timezone.now().replace(day=10) - timedelta(days=62)
    carrier = taken(contract, at=then)
    client = client_for(member(Role.SUPERVISOR, contract))

    assert "以前月份还有逾期未还" in client.get(address(contract)).content.decode()
    text = client.get(address(contract), {"month": f"{then:%Y-%m}"}).content.decode()
    assert "逾期未还" in text and carrier.number in text
    assert client.get(address(contract), {"month": "9999-99"}).status_code == 200


def test_the_excel_file_lists_the_month_and_is_written_down(client_for: ClientFor, carrier: Carrier) -> None:
    answer = client_for(member(Role.AUDITOR, carrier.contract)).get(address(carrier.contract, "excel"))

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "导出载体归还清单" in cells[0][0]
    assert cells[1][0] == "载体编号" and cells[2][0] == carrier.number and cells[2][3] == 120


def test_one_carriers_page_tells_its_way(client_for: ClientFor, carrier: Carrier) -> None:
    url = reverse("windows:carrier-detail", args=[carrier.contract.slug, carrier.pk])

    text = client_for(member(Role.DIRECTOR, carrier.contract)).get(url).content.decode()

    assert carrier.watermark in text and carrier.sha256 in text and "采购人确认" in text


def test_others_stay_out(client_for: ClientFor, carrier: Carrier, other_contract: Contract) -> None:
    contract = carrier.contract
    detail = reverse("windows:carrier-detail", args=[contract.slug, carrier.pk])

    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.ASSESSOR, contract)).post(address(contract, "settle")).status_code == 403
    assert client_for(member(Role.SUPERVISOR, contract)).post(address(contract, "confirm")).status_code == 403
    # a liaison of a department that took nothing
    liaison = client_for(member(Role.LIAISON, contract))
    assert liaison.get(detail).status_code == 404
    assert carrier.number not in liaison.get(address(contract)).content.decode()


def test_the_list_asks_as_much_for_three_rows_as_for_one(
    client_for: ClientFor, carrier: Carrier, queries: CaptureQueriesContext
) -> None:
    client = client_for(member(Role.SUPERVISOR, carrier.contract))
    with queries:
        client.get(address(carrier.contract))
    one = len(queries)
    taken(carrier.contract)
    taken(carrier.contract)
    with queries:
        client.get(address(carrier.contract))

    assert len(queries) == one < 20


def test_what_was_ticked_and_written_survives_a_refusal(client_for: ClientFor, contract: Contract) -> None:
    by = member(Role.SUPERVISOR, contract)
    carrier = taken(contract, by=by)

    answer = client_for(by).post(
        address(contract, "settle"), {"carrier": carrier.pk, "state": "destroyed", "note": " "}
    )

    text = answer.content.decode()
    assert answer.status_code == 409
    assert f'value="{carrier.pk}" aria-label="{carrier.number}" checked' in text
    assert '<option value="destroyed" selected' in text


def test_the_holder_reads_why_it_was_sent_back(client_for: ClientFor, contract: Contract) -> None:
    by, assessor = member(Role.SUPERVISOR, contract), member(Role.ASSESSOR, contract)
    carrier = taken(contract, by=by)
    gone = {"carrier": carrier.pk, "state": "destroyed", "note": "粉碎"}
    client_for(by).post(address(contract, "settle"), gone)
    client_for(assessor).post(
        address(contract, "confirm"), {"carrier": carrier.pk, "step": "send_back", "reason": "没有销毁记录"}
    )

    text = client_for(by).get(address(contract)).content.decode()

    assert f"{assessor.name}退回：没有销毁记录" in text and "粉碎" not in text
