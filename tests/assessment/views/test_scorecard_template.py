import io

import openpyxl
import pytest
from django.test import Client

from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on


def test_the_template_carries_entries_and_every_criterion_as_text(
    desk: Client, march: Scorecard, address: Address
) -> None:
    entry_on(march, "3.10", count=3, occurred_on=march.month.replace(day=6), subject="窗口 03")

    answer = desk.get(address("scorecard-template"))

    page = openpyxl.load_workbook(io.BytesIO(answer.content))["考核记录"]
    heads = [cell.value for cell in page[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)]
    assert (rows[0]["编号"], rows[0]["条款编号"], rows[0]["次数"], rows[0]["地点或人员"]) == (
        1,
        "3.10",
        3,
        "窗口 03",
    )
    assert f"{rows[0]['日期']:%Y-%m-%d}" == "2023-03-06"
    assert (heads[-1], rows[0]["版本"], rows[1]["版本"]) == ("版本", 1, None)
    codes = [row["条款编号"] for row in rows[1:]]
    assert len(codes) == 105 and "3.1" in codes and "3.10" in codes
    assert page.cell(2, heads.index("条款编号") + 1).number_format == "@"


def test_a_withdrawn_entry_is_not_in_the_template(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march, "3.10")
    desk.post(
        address("scorecard-entries"),
        {"op": "withdraw", "entry": "1", "version": "1", "reason": "误记", "key": "a-key-of-this-test"},
    )

    page = openpyxl.load_workbook(io.BytesIO(desk.get(address("scorecard-template")).content))["考核记录"]

    assert page.cell(2, 1).value is None


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, Role.CLERK])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    assert client_as(role).get(address("scorecard-template")).status_code == 403


def test_another_contracts_template_is_not_there(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-template")).status_code == 404
