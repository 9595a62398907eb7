"""The settlement as an Excel sheet reads back with its months, steps and amounts."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessment.actions.settlements import make_settlement
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook
from records.models import AuditEvent
from tests.assessment.views.conftest import ClientAs
from tests.assessment.year_samples import YEAR_ONE, fill_year, year_of


def test_the_sheet_reads_back(haikou: Contract, assessor: User, desk: Client) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))

    answer = desk.get(reverse("assessment:settlement-excel", args=[haikou.slug, made.pk]))

    rows = [
        [cell.text for cell in row]
        for row in read_workbook("a.xlsx", answer.content, FORM_LIMITS).pick(None).rows
    ]
    months = {row[1]: row[3] for row in rows if row and row[0] == "月度得分"}
    assert (len(months), months["2023-01"], months["2023-11"]) == (11, "92", "88")
    assert ["金额", "本次应付", "壹佰壹拾贰万陆仟伍佰伍拾元整", "1126550.00"] in [row[:4] for row in rows]
    assert AuditEvent.objects.filter(action="settlement.export").count() == 1


def test_who_may_not(haikou: Contract, assessor: User, client_as: ClientAs, stranger: Client) -> None:
    fill_year(haikou, YEAR_ONE, by=assessor)
    made = make_settlement(by=assessor, at=timezone.now(), year=year_of(haikou))
    url = reverse("assessment:settlement-excel", args=[haikou.slug, made.pk])

    assert client_as(Role.CLERK).get(url).status_code == 403
    assert stranger.get(url).status_code == 404
