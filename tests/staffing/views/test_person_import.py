"""A list of staff: every fault told, looked at, taken whole, and the same list again changes nothing."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract, Team
from hall_ops.lib.permissions import Role
from hall_ops.lib.sealing import open_column
from hall_ops.lib.sheets import FORM_LIMITS, read_workbook, write_table
from records.models import AuditEvent
from staffing.models import Engagement, Person, Schooling
from staffing.resources.people import COLUMNS
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_post
from tests.staffing.people_rows import id_number

pytestmark = pytest.mark.django_db
KEYS = [column.key for column in COLUMNS]


def line(serial: int, **values: Any) -> list[Any]:
    row = {
        "number": f"G{serial:03}", "name": f"员工{serial}", "id_number": id_number(serial=serial % 90),
        "phone": f"138{serial:08}", "level": "大学本科", "full_time": "是", "school": "海南大学",
        "graduated_on": "2018-06-30", "post": "综合窗口", "team": "一组", "starts_on": "2026-03-02", **values,
    }  # fmt: skip
    return [row.get(key, "") for key in KEYS]


def sheet(*rows: list[Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("名册.xlsx", write_table(COLUMNS, rows))


@pytest.fixture
def there(contract: Contract) -> str:
    make_post(contract, name="综合窗口")
    Team.objects.create(contract=contract, name="一组")
    return reverse("staffing:person-import", args=[contract.slug])


def kept_in(page: str) -> str:
    found = re.search(r'name="kept" value="([^"]+)"', page)
    assert found, page
    return found[1]


def test_a_list_is_looked_at_and_taken_once(client_for: ClientFor, contract: Contract, there: str) -> None:
    """111 people as 002 § ★3 asks: birth date and sex from the ID number, engaged at once."""
    client = client_for(member(Role.DIRECTOR, contract))
    rows = [line(n, id_number=id_number(serial=n % 90, male=n >= 90)) for n in range(1, 112)]

    looked = client.post(there, {"file": sheet(*rows)}).content.decode()
    assert "新建 111 份" in looked and not Person.objects.exists(), "a preview writes nothing"
    assert not AuditEvent.objects.filter(action="staff.create").exists() and id_number(serial=1) not in looked
    assert client.post(there, {"kept": kept_in(looked)}).status_code == 302

    assert Person.objects.filter(contract=contract).count() == 111
    assert Engagement.objects.count() == Schooling.objects.count() == 111
    assert open_column(Person.objects.get(number="G001"), "phone") == "13800000001"
    again = client.post(there, {"file": sheet(*rows)}).content.decode()
    assert "111 份没有变化" in again and 'name="kept"' not in again


def test_a_changed_row_updates_and_blank_cells_leave_alone(
    client_for: ClientFor, contract: Contract, there: str
) -> None:
    client = client_for(member(Role.SUPERVISOR, contract))
    client.post(there, {"kept": kept_in(client.post(there, {"file": sheet(line(1))}).content.decode())})

    looked = client.post(
        there, {"file": sheet(line(1, name="员工一", phone="", id_number=id_number(serial=1)))}
    )
    client.post(there, {"kept": kept_in(looked.content.decode())})

    person = Person.objects.get()
    assert person.name == "员工一" and open_column(person, "phone") == "13800000001"


@pytest.mark.parametrize(
    ("change", "row", "header", "said"),
    [
        ({"id_number": id_number()[:-1]}, "3", "身份证号", "少 1 位"),
        ({"id_number": id_number(serial=2), "sex": "男"}, "3", "性别", "第 17 位"),
        ({"post": "没有的岗位"}, "3", "岗位", "不是本合同的岗位"),
        ({"team": "九组"}, "3", "班组", "不是本合同的班组"),
        ({"starts_on": ""}, "3", "到岗日期", "要一起填"),
        ({"school": ""}, "3", "学历", "毕业院校"),
        ({"phone": "12"}, "3", "联系电话", "不是电话号码"),
        ({"number": "G001"}, "3", "工号", "和第 2 行重复"),
        ({"id_number": id_number(serial=1)}, "3", "身份证号", "和第 2 行重复"),
        ({"id_number": "", "sex": "女"}, "3", "出生日期", "不能为空"),
    ],
)
def test_one_fault_refuses_all_and_is_placed(
    client_for: ClientFor,
    contract: Contract,
    there: str,
    change: dict[str, Any],
    row: str,
    header: str,
    said: str,
) -> None:
    answer = client_for(member(Role.DIRECTOR, contract)).post(
        there, {"file": sheet(line(1), line(2, **change))}
    )

    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and header in page, page
    assert re.search(rf'data-label="行">{row}<', page) and not Person.objects.exists()


def test_what_was_looked_at_cannot_be_changed_or_lent(
    client_for: ClientFor, contract: Contract, other_contract: Contract, there: str
) -> None:
    client = client_for(member(Role.DIRECTOR, contract))
    kept = kept_in(client.post(there, {"file": sheet(line(1))}).content.decode())

    for wrong in (kept[:-8] + "AAAAAAA=", "no base64"):
        assert client.post(there, {"kept": wrong}).status_code == 422
    assert client_for(member(Role.SUPERVISOR, contract)).post(there, {"kept": kept}).status_code == 422
    assert not Person.objects.exists()
    assert client_for(member(Role.ASSESSOR, contract)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_the_template_is_read_back(client_for: ClientFor, contract: Contract, there: str) -> None:
    body = client_for(member(Role.DIRECTOR, contract)).get(there + "template/").content

    book = read_workbook("模板.xlsx", body, FORM_LIMITS)
    assert [cell.text for cell in book.sheets[0].rows[0]] == [column.title for column in COLUMNS]
    assert "综合窗口" in [cell.text for row in book.sheets[1].rows for cell in row]
