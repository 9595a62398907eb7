import io
import zipfile

import openpyxl
import pytest
from django.test import Client

from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on, sign

HEADINGS = ["服务内容", "考核项目", "考核细则", "分值", "评分细则", "扣分", "考核得分", "考核问题项记录"]


def cells(page: openpyxl.worksheet.worksheet.Worksheet) -> list[str]:
    return [str(cell.value) for row in page.iter_rows() for cell in row if cell.value is not None]


def test_the_form_opens_with_headings_merged_cells_total_and_signatures(
    desk: Client, march: Scorecard, address: Address
) -> None:
    entry_on(
        march, "3.10", count=3, occurred_on=march.month.replace(day=6), subject="窗口 03", note="08:24 到岗"
    )

    answer = desk.get(address("scorecard-excel"))

    assert "attachment" in answer.headers["Content-Disposition"]
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    heads = next(row for row in page.iter_rows(values_only=True) if row[0] == "服务内容")
    assert list(heads[:8]) == HEADINGS
    said = cells(page)
    assert len(page.merged_cells.ranges) >= 20
    assert any("合计" in text for text in said) and any(text in ("97", "97.0") for text in said)
    for place in ("考核人", "审核", "批准"):
        assert any(text.startswith(place) for text in said), place
    assert any("窗口 03" in text and "08:24 到岗" in text for text in said)


def test_the_form_has_no_formula_and_no_link(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march, note='=HYPERLINK("http://example.org","x")', subject="+1+1")

    body = desk.get(address("scorecard-excel")).content

    book = openpyxl.load_workbook(io.BytesIO(body))
    assert [cell for page in book for row in page.iter_rows() for cell in row if cell.data_type == "f"] == []
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        text = b"".join(parts.read(name) for name in parts.namelist())
    assert b"<f>" not in text and b"<hyperlink" not in text


def test_exporting_leaves_an_event(desk: Client, march: Scorecard, address: Address) -> None:
    desk.get(address("scorecard-excel"))

    assert AuditEvent.objects.get(action="scorecard.export").object_id == str(march.pk)


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.LIAISON])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    assert client_as(role).get(address("scorecard-excel")).status_code == 403


def test_the_contractor_exports_no_draft(client_as: ClientAs, march: Scorecard, address: Address) -> None:
    director = client_as(Role.DIRECTOR)

    before = director.get(address("scorecard-excel")).status_code
    sign(march, "approved")

    assert (before, director.get(address("scorecard-excel")).status_code) == (404, 200)


def test_another_contracts_card_is_not_exported(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-excel")).status_code == 404
