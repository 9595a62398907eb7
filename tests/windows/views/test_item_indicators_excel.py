"""The month's indicators as Excel: the same figures as on the screen."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from windows.actions.figures import FigureEntry, record_figure

pytestmark = pytest.mark.django_db


def test_the_file_holds_what_the_screen_shows(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    item, assessor = make_item(contract), member(Role.ASSESSOR, contract)
    for month, value in ((date(2026, 2, 1), 100), (date(2026, 3, 1), 130)):
        entry = FigureEntry("app_users", month, value, "通报")
        record_figure(by=assessor, at=timezone.now(), contract=contract, entry=entry)
    address = reverse("windows:item-indicators-excel", args=[contract.slug])
    client = client_for(assessor)

    answer = client.get(address, {"month": "2026-03"})

    rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).active.values)
    assert ("事项进驻率", "全大厅", 1, 1, "100.0%", "70%") in [row[:6] for row in rows]
    assert ("零跑动可办率", item.department.name, 0, 1) in [row[:4] for row in rows]
    assert ("掌上办平台注册用户", "2026-03", 130, 100) in [row[:4] for row in rows]
    assert AuditEvent.objects.get(action="item.indicators").after["rows"] == len(rows) - 2
    assert client_for(member(Role.SYSTEM_ADMIN, contract)).get(address).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
