"""A list of applications: every fault told, looked at, taken whole, and the same list again changes nothing."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook, write_table
from records.models import AuditEvent
from staffing.actions.recruitment import close_need
from staffing.enums import CandidateState, Stage
from staffing.models import Candidate, CandidateStep, Need
from staffing.resources.candidates import COLUMNS
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.recruits import PUBLISHED, id_number, make_need, make_notice, supplier, with_profile

pytestmark = pytest.mark.django_db
KEYS = [column.key for column in COLUMNS]


def line(number: str = "", **values: Any) -> list[Any]:
    row = {
        "name": "符晓琳", "id_number": number or id_number(), "phone": "13876540000", "schooling": "大学本科",
        "full_time": "是", "school": "海南大学", "major": "行政管理", "experience_years": "2", **values,
    }  # fmt: skip
    return [row.get(key, "") for key in KEYS]


def sheet(*rows: list[Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("报名表.xlsx", write_table(COLUMNS, rows))


@pytest.fixture
def need(contract: Contract) -> Need:
    made = make_need(with_profile(contract, "qiongshan"), at=timezone.now())
    make_notice(made)
    return made


def address(need: Need) -> str:
    return reverse("staffing:candidate-import", args=[need.contract.slug, need.pk])


def kept_in(page: str) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', page)
    assert found, page
    return found[1]


def take(client: Any, need: Need, *rows: list[Any]) -> Any:
    looked = client.post(address(need), {"file": sheet(*rows)}).content.decode()
    return client.post(address(need), {"kept": kept_in(looked)})


def test_a_list_is_looked_at_and_taken_once(client_for: ClientFor, need: Need) -> None:
    client, numbers = client_for(member(Role.DIRECTOR, need.contract)), [id_number() for _each in range(30)]
    rows = [line(number, name=f"第{place}人") for place, number in enumerate(numbers)]

    looked = client.post(address(need), {"file": sheet(*rows)}).content.decode()
    assert "登记 30 人" in looked and not Candidate.objects.exists(), "a preview writes nothing"
    assert not AuditEvent.objects.filter(action="candidate.apply").exists() and numbers[0] not in looked
    assert client.post(address(need), {"kept": kept_in(looked)}).status_code == 302

    first = Candidate.objects.get(name="第0人")
    assert Candidate.objects.count() == CandidateStep.objects.count() == 30
    assert (first.stage, first.notice.published_on, first.full_time) == (Stage.SCREENING, PUBLISHED, True)
    assert open_column(first, "id") == numbers[0]
    again = client.post(address(need), {"file": sheet(*rows)}).content.decode()
    assert "30 人没有变化" in again and 'name="kept"' not in again
    assert AuditEvent.objects.filter(action="candidate.import").count() == 1


def test_a_changed_row_corrects_and_blank_cells_leave_alone(client_for: ClientFor, need: Need) -> None:
    client, number = client_for(member(Role.SUPERVISOR, need.contract)), id_number()
    take(client, need, line(number, preferences="外语基础、中共党员", experience_note="社区窗口"))

    done = take(client, need, line(number, schooling="硕士研究生", experience_years="", full_time=""))

    candidate = Candidate.objects.get()
    event = AuditEvent.objects.get(action="candidate.amend")
    assert done.status_code == 302 and candidate.schooling == "master"
    assert (candidate.experience_years, candidate.experience_note) == (Decimal(2), "社区窗口")
    assert candidate.preferences == ["外语基础", "中共党员"]
    assert event.after["fields"] == ["schooling"] and "报名表.xlsx" in event.after["reason"]


def test_every_fault_is_told_with_its_place_and_remedy_and_nothing_is_taken(
    client_for: ClientFor, need: Need
) -> None:
    client, number = client_for(member(Role.DIRECTOR, need.contract)), id_number()
    rows = [
        line(number),
        line(number, name="同号"),
        line("460105199503080011", name="错号"),
        line(name="错电话", phone="12345"),
        line(name="错优先", preferences="会打乒乓球"),
        line(name="错公告", notice="2026-09-01"),
    ]

    answer = client.post(address(need), {"file": sheet(*rows)})

    text = answer.content.decode()
    assert answer.status_code == 422 and not Candidate.objects.exists()
    for words in ("和第 2 行重复", "校验码", "电话号码", "会打乒乓球", "没有本需求的公告"):
        assert words in text
    for remedy in ("请删去重复的一行", "多项用顿号隔开", "先登记公告"):
        assert remedy in text
    cell = client.post(address(need), {"file": sheet(line(number, schooling="小学"))}).content.decode()
    assert "小学" in cell and "学历" in cell and not Candidate.objects.exists()


def test_one_row_that_the_action_refuses_takes_all_back(client_for: ClientFor, contract: Contract) -> None:
    """004 § 三.11(3): the offer below former pay, with the column and the clause."""
    need = make_need(with_profile(contract, "huarong"), at=timezone.now())
    client = client_for(member(Role.DIRECTOR, contract))
    low = line(name="乙某", incumbent="是", former_pay_yuan="5200", offered_pay_yuan="5000")

    answer = client.post(address(need), {"file": sheet(line(), low)})

    text = answer.content.decode()
    assert answer.status_code == 422 and not Candidate.objects.exists()
    assert "拟定月薪酬" in text and "004 § 三.11(3)" in text


def test_an_ended_application_is_not_changed_by_a_file(client_for: ClientFor, need: Need) -> None:
    client, number = client_for(member(Role.DIRECTOR, need.contract)), id_number()
    take(client, need, line(number))
    Candidate.objects.update(state=CandidateState.REJECTED, ended_at=timezone.now())

    same = client.post(address(need), {"file": sheet(line(number))}).content.decode()
    other = client.post(address(need), {"file": sheet(line(number, name="改名"))})

    assert "1 人没有变化" in same and other.status_code == 422 and "已经结束" in other.content.decode()


def test_the_template_reads_back_and_names_what_may_be_filled_in(client_for: ClientFor, need: Need) -> None:
    there = reverse("staffing:candidate-import-template", args=[need.contract.slug, need.pk])

    data = client_for(member(Role.DIRECTOR, need.contract)).get(there).content

    form, names = read_workbook("模板.xlsx", data, FORM_LIMITS).sheets
    assert [cell.text for cell in form.rows[0]] == [column.title for column in COLUMNS]
    told = {cell.text for row in names.rows for cell in row}
    assert {"外语基础", f"{PUBLISHED:%Y-%m-%d}"} <= told


def test_a_closed_need_and_others_take_no_list(
    client_for: ClientFor, need: Need, other_contract: Contract
) -> None:
    client = client_for(member(Role.DIRECTOR, need.contract))
    looked = client.post(address(need), {"file": sheet(line())}).content.decode()
    elsewhere = make_need(need.contract, at=timezone.now())
    assert client.post(address(elsewhere), {"kept": kept_in(looked)}).status_code == 422
    close_need(by=supplier(need.contract), at=timezone.now(), need=need, reason="不再需要")

    closed = client.post(address(need), {"kept": kept_in(looked)})

    assert closed.status_code == 422 and "已关闭" in closed.content.decode()
    assert not Candidate.objects.exists()
    assert client_for(member(Role.ASSESSOR, need.contract)).get(address(need)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(need)).status_code == 404
