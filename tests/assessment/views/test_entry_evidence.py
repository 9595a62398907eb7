import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from assessment.models import Entry, EntryEvidence, Scorecard
from hall_ops.lib.permissions import Role
from records.models import StoredFile
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import entry_on, new_key, photograph, sign


@pytest.fixture
def entry(march: Scorecard) -> Entry:
    return entry_on(march, note="迟到")


def upload(client: Client, url: str, *data: bytes, name: str = "现场.jpg", key: str = "") -> HttpResponse:
    files = [SimpleUploadedFile(name, each) for each in data]
    return client.post(url, {"file": files, "key": key or new_key()})


def test_photographs_are_attached_and_shown(desk: Client, entry: Entry, address: Address) -> None:
    answer = upload(desk, address("entry-evidence", 1), photograph(), photograph(50, 50))

    html = answer.content.decode()
    assert answer.status_code == 200
    assert EntryEvidence.objects.filter(entry=entry).count() == 2
    assert html.count('class="thumb"') == 2 and "附件 2" in html
    assert answer.headers["X-Card-Version"] == "3"


def test_an_upload_sent_again_adds_only_what_is_missing(desk: Client, entry: Entry, address: Address) -> None:
    url, first, second = address("entry-evidence", 1), photograph(), photograph(50, 50)
    upload(desk, url, first, key="one-and-the-same")

    again = upload(desk, url, first, second, key="one-and-the-same")

    assert again.status_code == 200 and again.content.decode().count('class="thumb"') == 2
    assert StoredFile.objects.count() == EntryEvidence.objects.count() == 2


def test_an_upload_without_its_key_is_refused_in_chinese(
    desk: Client, entry: Entry, address: Address
) -> None:
    answer = desk.post(address("entry-evidence", 1), {"file": SimpleUploadedFile("a.jpg", photograph())})

    assert answer.status_code == 422 and answer.content.decode().startswith("提交编号：")
    assert not StoredFile.objects.exists()


def test_a_file_is_taken_off_and_kept(desk: Client, entry: Entry, address: Address) -> None:
    upload(desk, address("entry-evidence", 1), photograph())
    file = StoredFile.objects.get()

    answer = desk.post(address("entry-evidence", 1), {"detach": str(file.pk)})

    assert answer.status_code == 200 and 'class="thumb"' not in answer.content.decode()
    assert EntryEvidence.objects.get().detached_at is not None and StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"<svg/>", "不是 JPG、PNG 或 PDF"), (b"", "没有选择文件"), (photograph(300, 300)[:200], "损坏")],
    ids=["svg", "nothing", "cut off"],
)
def test_a_file_that_is_none_is_refused_in_chinese(
    desk: Client, entry: Entry, address: Address, data: bytes, told: str
) -> None:
    answer = upload(desk, address("entry-evidence", 1), *([data] if data else []))

    assert answer.status_code in (400, 409) and told in answer.content.decode()
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("given", ["x", "1 OR 1=1", "99999999999999999999999"])
def test_a_file_number_that_is_none_changes_nothing(
    desk: Client, entry: Entry, address: Address, given: str
) -> None:
    upload(desk, address("entry-evidence", 1), photograph())

    answer = desk.post(address("entry-evidence", 1), {"detach": given})

    assert answer.status_code < 500
    assert EntryEvidence.objects.get().detached_at is None


def test_a_signed_card_takes_no_file(desk: Client, march: Scorecard, entry: Entry, address: Address) -> None:
    sign(march)

    assert upload(desk, address("entry-evidence", 1), photograph()).status_code == 409
    assert not StoredFile.objects.exists()


def test_an_entry_that_is_not_there(desk: Client, march: Scorecard, address: Address) -> None:
    assert upload(desk, address("entry-evidence", 7), photograph()).status_code == 404


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DIRECTOR, Role.CLERK])
def test_roles_without_the_right_attach_nothing(
    client_as: ClientAs, entry: Entry, address: Address, role: Role
) -> None:
    assert upload(client_as(role), address("entry-evidence", 1), photograph()).status_code == 403
    assert not StoredFile.objects.exists()


def test_another_contracts_entry_takes_no_file(stranger: Client, entry: Entry, address: Address) -> None:
    assert upload(stranger, address("entry-evidence", 1), photograph()).status_code == 404
    assert not StoredFile.objects.exists()
