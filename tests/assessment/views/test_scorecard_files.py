import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from assessment.models import Entry, EntryDraft, Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import Address, ClientAs
from tests.conftest import sign_in_quickly
from tests.factories.assessment import entry_on, sign

GOOD = "条款编号,次数,日期,说明\n3.10,2,2023-03-06,迟到\n3.26,1,2023-03-08,离岗\n".encode()
BAD = (
    "条款编号,次数,日期,说明\n3.10,2,2023-03-06,迟到\n3.99,1,2023-03-08,离岗\n3.26,一次,昨天,离岗\n".encode()
)


def upload(client: Client, url: str, data: bytes = GOOD, name: str = "三月.csv") -> HttpResponse:
    return client.post(url, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_an_upload_is_shown_before_it_is_taken(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march, "3.26", occurred_on=march.month.replace(day=8), note="离岗")

    html = upload(desk, address("scorecard-files")).content.decode()

    assert "“三月.csv”将这样改动" in html and "共 2 行" in html
    assert (
        html.count('<span class="tag ok">新增</span>') == 1
        and html.count('<span class="tag">原样</span>') == 1
    )
    assert Entry.objects.count() == 1


def test_taking_the_kept_file_adds_its_rows_and_says_so(
    desk: Client, march: Scorecard, address: Address
) -> None:
    upload(desk, address("scorecard-files"))

    answer = desk.post(address("scorecard-files"), {"op": "take"}, follow=True)

    assert "已导入：新增 2 条，更新 0 条，原样 0 条。" in answer.content.decode()
    assert answer.redirect_chain[-1][0] == address("scorecard")
    assert list(Entry.objects.values_list("criterion__code", "count")) == [("3.10", 2), ("3.26", 1)]


def test_a_card_changed_meanwhile_shows_the_preview_again(
    desk: Client, march: Scorecard, address: Address
) -> None:
    upload(desk, address("scorecard-files"))
    entry_on(march, "3.29")

    again = desk.post(address("scorecard-files"), {"op": "take"}, follow=True).content.decode()

    assert "考核表在预览之后有改动，请重新核对" in again and "“三月.csv”将这样改动" in again
    assert Entry.objects.count() == 1
    desk.post(address("scorecard-files"), {"op": "take"})
    assert Entry.objects.count() == 3


def test_a_bad_file_is_refused_whole_with_row_column_value_and_remedy(
    desk: Client, march: Scorecard, address: Address
) -> None:
    answer = upload(desk, address("scorecard-files"), BAD)

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "“三月.csv”没有导入" in html and "有 3 处要改" in html
    for shown in ("A · 条款编号", "3.99", "B · 次数", "一次", "C · 日期", "昨天"):
        assert shown in html, shown
    assert not Entry.objects.exists() and not EntryDraft.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("空.csv", b"", id="empty"),
        pytest.param("照片.xlsx", b"\xff\xd8\xff\xe0" + b"\0" * 60, id="a photograph"),
        pytest.param("老.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, id="an old workbook"),
        pytest.param("表.xlsx", b"PK\x03\x04 no workbook", id="a broken workbook"),
        pytest.param("表.csv", "甲,乙\n1,2\n".encode(), id="other headings"),
    ],
)
def test_other_files_are_refused_in_chinese(
    desk: Client, march: Scorecard, address: Address, name: str, data: bytes
) -> None:
    answer = upload(desk, address("scorecard-files"), data, name)

    assert answer.status_code == 422
    assert any("\u4e00" <= mark <= "\u9fff" for mark in answer.content.decode())
    assert not EntryDraft.objects.exists()


def test_no_file_is_told(desk: Client, address: Address) -> None:
    assert desk.post(address("scorecard-files"), {}).status_code == 422


def test_the_same_file_again_names_who_took_it(desk: Client, march: Scorecard, address: Address) -> None:
    upload(desk, address("scorecard-files"))
    desk.post(address("scorecard-files"), {"op": "take"})

    html = upload(desk, address("scorecard-files")).content.decode()

    assert "这个文件已由 符海燕 在" in html and "没有重复计入" in html
    assert Entry.objects.count() == 2


def test_dropping_the_kept_file_changes_nothing(desk: Client, march: Scorecard, address: Address) -> None:
    upload(desk, address("scorecard-files"))

    desk.post(address("scorecard-files"), {"op": "drop"})
    answer = desk.post(address("scorecard-files"), {"op": "take"}, follow=True)

    assert "没有待导入的文件，请重新上传。" in answer.content.decode()
    assert not Entry.objects.exists() and not EntryDraft.objects.exists()


def test_a_colleagues_kept_file_is_not_mine(
    desk: Client, march: Scorecard, address: Address, client_as: ClientAs
) -> None:
    upload(desk, address("scorecard-files"))
    other = client_as(Role.ASSESSOR)

    assert "将这样改动" not in other.get(address("scorecard-files")).content.decode()
    other.post(address("scorecard-files"), {"op": "drop"})
    assert EntryDraft.objects.count() == 1


def test_a_signed_card_takes_no_file_and_says_why(desk: Client, march: Scorecard, address: Address) -> None:
    upload(desk, address("scorecard-files"))
    sign(march)

    answer = desk.post(address("scorecard-files"), {"op": "take"}, follow=True)

    assert "已签署，记录不能再改" in answer.content.decode()
    assert not Entry.objects.exists()


def test_the_template_filled_and_sent_back_scores(desk: Client, march: Scorecard, address: Address) -> None:
    book = openpyxl.load_workbook(io.BytesIO(desk.get(address("scorecard-template")).content))
    page = book["考核记录"]
    heads = {cell.value: cell.column for cell in page[1]}
    row = next(row for row in range(2, page.max_row + 1) if page.cell(row, heads["条款编号"]).value == "3.10")
    page.cell(row, heads["次数"]).value = 4
    out = io.BytesIO()
    book.save(out)

    upload(desk, address("scorecard-files"), out.getvalue(), "模板.xlsx")
    desk.post(address("scorecard-files"), {"op": "take"})

    assert "96<small> / 105" in desk.get(address("scorecard")).content.decode()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, Role.CLERK])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    client = client_as(role)

    assert client.get(address("scorecard-files")).status_code == 403
    assert upload(client, address("scorecard-files")).status_code == 403
    assert not EntryDraft.objects.exists()


def test_another_contracts_card_takes_no_file(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard-files")).status_code == 404
    assert upload(stranger, address("scorecard-files")).status_code == 404
    assert not EntryDraft.objects.exists()


def test_nothing_is_taken_without_the_token_of_the_form(march: Scorecard, address: Address) -> None:
    careful = sign_in_quickly(march.opened_by, enforce_csrf_checks=True)

    assert upload(careful, address("scorecard-files")).status_code == 403
    assert not EntryDraft.objects.exists()
