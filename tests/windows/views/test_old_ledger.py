"""The screens of old ledgers: upload, what was found, take or give up, the template."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import Job
from records.runner import run_job
from tests.factories.contracts import member
from tests.factories.windows import make_item, make_venue
from tests.windows.test_old_ledgers import row, workbook
from windows.models import Case, OldLedger

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]


@pytest.fixture(autouse=True)
def _own_media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def client(contract: Contract, client_for: ClientFor) -> Client:
    make_venue(contract)
    make_item(contract, name="食品经营许可")
    return client_for(member(Role.SUPERVISOR, contract))


def url(contract: Contract, name: str = "list", *args: Any) -> str:
    return reverse(f"windows:old-ledger-{name}", args=[contract.slug, *args])


def upload(client: Client, contract: Contract, data: bytes, name: str = "2024.xlsx") -> Any:
    return client.post(url(contract), {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_old_ledger_from_upload_to_import(client: Client, contract: Contract) -> None:
    page = upload(client, contract, workbook(row()))
    assert "正在后台处理" in page.content.decode()
    pulse = reverse("contracts:job-detail-pulse", args=[contract.slug, Job.objects.latest("pk").pk])
    assert f'hx-get="{pulse}"' in page.content.decode()
    run_job(Job.objects.latest("pk").pk)
    made = OldLedger.objects.get()

    ready = client.get(url(contract, "detail", made.pk)).content.decode()
    assert "核对通过" in ready and "导入 1 行" in ready
    taken = client.post(url(contract, "detail", made.pk), {"op": "take"})
    assert taken.headers["Location"] == reverse(
        "contracts:job-detail", args=[contract.slug, Job.objects.latest("pk").pk]
    )
    run_job(Job.objects.latest("pk").pk)

    assert Case.objects.get().number == "OLD-1"
    assert "已导入" in client.get(url(contract)).content.decode()


def test_old_ledger_shows_sheet_row_column_value_and_remedy(client: Client, contract: Contract) -> None:
    upload(client, contract, workbook(row(item="没有的事项")))
    run_job(Job.objects.latest("pk").pk)

    page = client.get(url(contract, "detail", OldLedger.objects.get().pk)).content.decode()

    for text in (
        "台账",
        "B · 事项名称",
        "没有的事项",
        "事项不在目录里",
        "先在“事项目录”里建立这个事项",
        "共 1 处",
    ):
        assert text in page, text


def test_old_ledger_that_is_no_workbook_says_so_at_once(client: Client, contract: Contract) -> None:
    response = upload(client, contract, b"nothing")

    assert response.status_code == 422 and not OldLedger.objects.exists()
    assert "没有导入" in response.content.decode()


def test_old_ledger_without_a_file_is_refused(client: Client, contract: Contract) -> None:
    assert client.post(url(contract), {}).status_code == 422


def test_old_ledger_larger_than_other_forms_take_is_read(
    client: Client, contract: Contract, settings: Any
) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 100

    upload(client, contract, workbook(row()))

    assert OldLedger.objects.count() == 1


def test_old_ledger_is_given_up(client: Client, contract: Contract) -> None:
    upload(client, contract, workbook(row()))
    run_job(Job.objects.latest("pk").pk)

    page = client.post(url(contract, "detail", OldLedger.objects.get().pk), {"op": "drop"}, follow=True)

    assert "已放弃" in page.content.decode() and OldLedger.objects.get().state == "dropped"


def test_old_ledger_asks_for_the_token(contract: Contract, client_for: ClientFor) -> None:
    client = client_for(member(Role.SUPERVISOR, contract), enforce_csrf_checks=True)

    assert client.post(url(contract), {"file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 403
    assert not OldLedger.objects.exists()


def test_old_ledger_template_has_every_heading(client: Client, contract: Contract) -> None:
    book = load_workbook(io.BytesIO(client.get(url(contract, "template")).content))

    assert [cell.value for cell in book.active[1]][:3] == ["办件编号", "事项名称", "事项编码"]


def test_old_ledger_is_shut(
    client: Client, contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    upload(client, contract, workbook(row()))
    made = OldLedger.objects.get()

    assert client_for(member(Role.CLERK, contract)).get(url(contract)).status_code == 403
    stranger = client_for(member(Role.SUPERVISOR, other_contract))
    assert stranger.get(url(contract, "detail", made.pk)).status_code == 404
    assert stranger.get(url(other_contract, "detail", made.pk)).status_code == 404
    assert stranger.post(url(other_contract, "detail", made.pk), {"op": "drop"}).status_code == 404
