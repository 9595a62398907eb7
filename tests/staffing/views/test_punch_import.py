"""The punch clock's file: three layouts, every fault named, looked at first, taken all or nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Person, Punch, PunchFile
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person

pytestmark = pytest.mark.django_db
LAYOUTS = {
    "list": "工号,姓名,打卡时间\nG1,陈大明,2026/3/9 8:18\nG1,陈大明,2026-03-09 12:01:30\n",
    "day": "考勤号码,姓名,日期,打卡记录\nG1,陈大明,2026-03-09,08:18 12:01:30\n",
    "turns": "工号,姓名,日期,上班1,下班1,上班2\nG1,陈大明,2026-03-09,08:18,12:01:30,\n",
}


@pytest.fixture
def clerk(contract: Contract) -> Person:
    return make_person(contract, number="G1", name="陈大明")


@pytest.fixture
def client(client_for: ClientFor, contract: Contract) -> Any:
    return client_for(member(Role.SUPERVISOR, contract))


def send(client: Any, contract: Contract, text: str) -> Any:
    file = SimpleUploadedFile("三月.csv", text.encode("utf-8-sig"))
    return client.post(reverse("staffing:punch-import", args=[contract.slug]), {"file": file})


def take(client: Any, contract: Contract, answer: Any) -> Any:
    found = re.search(r'name="signed" value="([^"]+)"', answer.content.decode())
    assert found, "the preview carries what was read"
    return client.post(
        reverse("staffing:punch-import-take", args=[contract.slug]), {"signed": found[1]}, follow=True
    )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_looked_at_then_taken(
    client: Any, contract: Contract, clerk: Person, layout: str
) -> None:
    answer = send(client, contract, LAYOUTS[layout])
    assert answer.status_code == 200 and not Punch.objects.exists()
    assert "新增 2 条" in take(client, contract, answer).content.decode()
    local = [f"{timezone.localtime(row.at):%m-%d %H:%M:%S}" for row in Punch.objects.filter(person=clerk)]
    assert local == ["03-09 08:18:00", "03-09 12:01:30"]
    assert PunchFile.objects.get().layout == layout
    again = send(client, contract, LAYOUTS[layout])
    assert "这个文件已经导入过" in again.content.decode()
    take(client, contract, again)
    assert (Punch.objects.count(), PunchFile.objects.count()) == (2, 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("工号,姓名,打卡时间\nG9,陈大明,2026-03-09 08:18\n", "没有这个工号"),
        ("工号,姓名,打卡时间\nG1,王小红,2026-03-09 08:18\n", "陈大明"),
        ("工号,姓名,打卡时间\nG1,陈大明,昨天\n", "不是时间"),
        ("工号,姓名,打卡时间\nG1,陈大明,2126-03-09 08:18\n", "还没有到"),
        ("工号,姓名,日期,打卡时间\nG1,陈大明,2026-03-09,08:99\n", "不是时刻"),
        ("工号,姓名,上班1\nG1,陈大明,08:18\n", "日期"),
        ("工号,姓名\nG1,陈大明\n", "打卡时间"),
    ],
)
def test_one_fault_refuses_all(client: Any, contract: Contract, clerk: Person, text: str, said: str) -> None:
    answer = send(client, contract, text)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert not Punch.objects.exists()


def test_a_preview_is_its_readers_alone(
    client: Any, client_for: ClientFor, contract: Contract, clerk: Person
) -> None:
    answer = send(client, contract, LAYOUTS["list"])
    other = client_for(member(Role.SUPERVISOR, contract))
    assert "预览已过期" in take(other, contract, answer).content.decode()
    assert not Punch.objects.exists()


def test_rights(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    there = reverse("staffing:punch-import", args=[contract.slug])
    assert client_for(member(Role.TEAM_LEADER, contract)).get(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404
    template = client_for(member(Role.SUPERVISOR, contract)).get(
        reverse("staffing:punch-import-template", args=[contract.slug])
    )
    assert template.status_code == 200
