"""The register: months, the mean against the floor, who was not paid."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import PostKind, PostRole
from tests.conftest import ClientFor
from tests.factories.contracts import ContractFactory, member
from tests.factories.staffing import engage, make_person, make_post
from tests.factories.wages import make_line, make_wage_month

pytestmark = pytest.mark.django_db
FLOOR = {
    "label": "平均应发工资", "value": "4600.00", "unit": "yuan", "bound": "at_least", "clause": "002 § 四(二)1(5)②",
    "acts": ["staffing"], "summary": "下限",
}  # fmt: skip


@pytest.fixture
def hall(db: None) -> Contract:
    return ContractFactory(
        starts_on=date(2026, 1, 1), ends_on=date(2028, 12, 31), profile={"limits": {"mean_wage_yuan": FLOOR}}
    )


def address(contract: Contract) -> str:
    return reverse("staffing:wage-list", args=[contract.slug])


def test_the_mean_is_of_window_staff_there_all_month(hall: Contract, client_for: ClientFor) -> None:
    clerk, half, boss = make_person(hall), make_person(hall), make_person(hall)
    window = make_post(hall)
    engage(clerk, window)
    engage(half, window, starts_on=date(2026, 5, 20))
    engage(boss, make_post(hall, kind=PostKind.MANAGEMENT, role=PostRole.DIRECTOR))
    made = make_wage_month(hall)
    make_line(made, clerk, "4599.99")
    make_line(made, half, "1800.00")
    make_line(made, boss, "12000.00")

    page = client_for(member(Role.ASSESSOR, hall)).get(f"{address(hall)}?year=2026").content.decode()

    assert "¥4,599.99" in page and "低于下限" in page and "没有工资表" in page


def test_without_a_floor_none_is_judged(client_for: ClientFor, contract: Contract) -> None:
    page = client_for(member(Role.DIRECTOR, contract)).get(address(contract)).content.decode()

    assert "没有约定平均工资下限" in page


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, hall: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.DIRECTOR, hall)), []
    for month in (3, 4, 5):
        person = make_person(hall)
        engage(person)
        make_line(make_wage_month(hall, date(2026, month, 1)), person)
        with queries:
            client.get(address(hall))
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 18


def test_who_may_look(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    assert client_for(member(Role.SUPERVISOR, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404
