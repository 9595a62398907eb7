"""The statistics: figures, comparison, order, rights, the same in Excel."""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session
from windows.actions.tallies import count_closed_days
from windows.enums import CaseState, ItemKind, TallyDimension

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


def url(contract: Contract, query: str = "", name: str = "stats") -> str:
    return reverse(f"windows:{name}", args=[contract.slug]) + query


@pytest.fixture
def reader(contract: Contract, client_for: ClientFor) -> Client:
    return client_for(member(Role.DIRECTOR, contract))


@pytest.fixture
def busy(contract: Contract) -> Contract:
    """Two items: one case of the first, three of the second, today."""
    make_session(contract)
    make_case(contract, CaseState.DECIDED, item=make_item(contract, name="门牌", kind=ItemKind.ON_SPOT))
    item = make_item(contract, name="食品")
    for state in (CaseState.REGISTERED, CaseState.TRANSFERRED, CaseState.ISSUED):
        make_case(contract, state, item=item)
    return contract


@pytest.mark.parametrize("unit", ["day", "week", "month", "year"])
@pytest.mark.parametrize("by", [each for each in TallyDimension.values if each != "all"])
def test_stats_show_every_time_by_every_dimension(reader: Client, busy: Contract, unit: str, by: str) -> None:
    response = reader.get(url(busy, f"?unit={unit}&by={by}"))

    assert response.status_code == 200
    assert response.context["tiles"][0]["value"] == "4"
    assert sum(int(row.cells[0]) for row in response.context["rows"]) == 4


def test_stats_are_ordered_by_any_column_both_ways(reader: Client, busy: Contract) -> None:
    def names(order: str) -> list[str]:
        return [
            row.label.split()[0] for row in reader.get(url(busy, f"?by=item&order={order}")).context["rows"]
        ]

    assert names("received") == ["食品", "门牌"] and names("-received") == ["门牌", "食品"]
    assert names("on_spot") == ["门牌", "食品"] and names("waiting") == ["食品", "门牌"]
    assert names("name") != names("-name") and names("nonsense") == ["食品", "门牌"]


def test_stats_print_the_forms_shares(reader: Client, busy: Contract) -> None:
    rows = {row.label.split()[0]: row for row in reader.get(url(busy, "?by=item")).context["rows"]}

    assert rows["门牌"].cells[:4] == ("1", "1", "0", "0")
    assert rows["门牌"].cells[10] == "100.0%" and rows["门牌"].cells[11] == "—"
    assert rows["食品"].waiting == "2" and rows["食品"].trend == "—"


def test_stats_compare_with_as_much_of_the_time_before(reader: Client, contract: Contract) -> None:
    now = timezone.now()
    make_case(contract, at=now)
    make_case(contract, at=now)
    make_case(contract, at=now - timedelta(days=1))

    response = reader.get(url(contract, "?unit=day&by=department&order=change"))

    assert response.context["tiles"][0]["note"] == "比上期 +100.0%"


def test_stats_of_a_past_month_are_read_from_the_tallies(reader: Client, contract: Contract) -> None:
    today = timezone.localdate()
    past = timezone.now() - timedelta(days=45)
    make_case(contract, CaseState.ISSUED, at=past)
    count_closed_days(at=timezone.now(), contract=contract, today=today)

    response = reader.get(url(contract, f"?unit=month&on={timezone.localdate(past)}"))

    assert response.context["tiles"][0]["value"] == "1" and response.context["with_waiting"] is False
    assert response.context["behind"] == []


def test_stats_say_which_days_are_not_in(reader: Client, contract: Contract) -> None:
    make_case(contract, at=timezone.now() - timedelta(days=20))

    page = reader.get(url(contract, "?unit=year")).content.decode()

    assert "天的数字还在重新汇总" in page


@pytest.mark.parametrize(
    "bad", ["unit=x&on=y&by=z&order=q", "on=0001-01-01", "on=9999-12-31", "page=999", "on=1990-01-01"]
)
def test_stats_bear_bad_parameters(reader: Client, busy: Contract, bad: str) -> None:
    assert reader.get(url(busy, f"?{bad}")).status_code == 200


def test_stats_of_a_liaison_are_their_departments(busy: Contract, client_for: ClientFor) -> None:
    department = make_department(busy)
    ours = make_case(busy, item=make_item(busy, department=department, name="印章"))
    client = client_for(member(Role.LIAISON, busy, department=department))

    by_item = client.get(url(busy, "?by=item"))
    by_window = client.get(url(busy, "?by=window"))

    assert [row.label.split()[0] for row in by_item.context["rows"]] == ["印章"]
    assert by_item.context["tiles"][0]["value"] == "1" and ours.item.current is not None
    assert [each["key"] for each in by_window.context["dimensions"]] == ["item", "department"]
    assert [row.label for row in client.get(url(busy, "?by=department")).context["rows"]] == [department.name]


def test_stats_are_shut(busy: Contract, other_contract: Contract, client_for: ClientFor) -> None:
    assert client_for(member(Role.DIRECTOR, other_contract)).get(url(busy)).status_code == 404
    assert client_for(member(Role.SYSTEM_ADMIN, busy)).get(url(busy)).status_code == 403
    for role in (Role.CLERK, Role.AUDITOR, Role.APPROVER):
        assert client_for(member(role, busy)).get(url(busy)).status_code == 200


def test_stats_count_no_other_contract(reader: Client, busy: Contract, other_contract: Contract) -> None:
    make_case(other_contract)

    assert reader.get(url(busy)).context["tiles"][0]["value"] == "4"


def test_stats_ask_the_same_questions_for_one_row_and_many(
    reader: Client, contract: Contract, queries: CaptureQueriesContext
) -> None:
    make_case(contract)
    with queries:
        reader.get(url(contract))
    few = len(queries)
    for _each in range(3):
        make_case(contract, item=make_item(contract))
    with queries:
        reader.get(url(contract))

    assert len(queries) == few < 20


def test_stats_go_out_as_excel_with_their_sum(reader: Client, busy: Contract) -> None:
    response = reader.get(url(busy, "?by=item", "stats-excel"))

    rows = list(load_workbook(io.BytesIO(response.content)).active.values)
    assert rows[0][0].startswith(f"{busy.short_name} 办件统计（按事项）")
    assert rows[1][:3] == ("事项", "收件 A", "即办 A1")
    assert [row[1] for row in rows[2:]] == [3, 1, 4] and rows[-1][0] == "合计"
    assert AuditEvent.objects.filter(action="stats.export").count() == 1
