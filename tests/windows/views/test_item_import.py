"""The list up and down: faults on the page, the preview, taking, the template, the export."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.test_actions_item_imports import PAPERS, ROW, SITUATIONS, file_of
from windows.models import ItemDraft, ItemVersion, ServiceItem

pytestmark = pytest.mark.django_db


def upload(contract: Contract) -> str:
    return reverse("windows:item-import", args=[contract.slug])


def file(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("清单.xlsx", data)}


def test_faults_stand_on_the_page(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = client.post(upload(contract), file(file_of([{**ROW, "承诺时限": 30}])))
    page = answer.content.decode()

    assert answer.status_code == 422 and "没有导入" in page and "长于法定时限" in page and ">2</td>" in page
    assert client.post(upload(contract), {}).status_code == 422
    assert client.post(upload(contract), file(b"not a workbook")).status_code == 422


def test_a_list_is_looked_at_and_taken(client_for: ClientFor, contract: Contract) -> None:
    client, today = client_for(member(Role.ASSESSOR, contract)), timezone.localdate()
    kept = make_item(contract, name="原有的事项")

    answer = client.post(upload(contract), file(file_of([ROW], SITUATIONS, PAPERS)))
    page = client.get(answer.headers["Location"]).content.decode()
    seen = page.partition('name="seen" value="')[2].partition('"')[0]

    assert "新增 1" in page and "新部门" in page and "清单中没有 1" in page
    assert "原有的事项" in client.get(answer.headers["Location"] + "?tab=missing").content.decode()
    days = {"effective_on": f"{today:%Y-%m-%d}", "added_from": f"{today:%Y-%m-%d}"}
    stale = client.post(answer.headers["Location"], {**days, "seen": "old"}, follow=True)
    assert "再看一遍" in stale.content.decode() and ServiceItem.objects.count() == 1
    assert client.post(answer.headers["Location"], {"seen": seen}).status_code == 422
    done = client.post(
        answer.headers["Location"], {**days, "seen": seen, "retire_missing": "on"}, follow=True
    )
    assert "新增 1 项" in done.content.decode()
    kept.refresh_from_db()
    assert kept.retired_on == today and ItemVersion.objects.filter(item__short_code="A1").exists()


def test_a_list_is_dropped(client_for: ClientFor, contract: Contract) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    answer = client.post(upload(contract), file(file_of([ROW])))

    assert "清单.xlsx" in client.get(upload(contract)).content.decode()
    client.post(answer.headers["Location"], {"op": "drop"})

    assert not ItemDraft.objects.exists() and not ServiceItem.objects.exists()


def test_lists_are_seen_by_those_who_may(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    assessor = client_for(member(Role.ASSESSOR, contract))
    draft = assessor.post(upload(contract), file(file_of([ROW]))).headers["Location"]

    assert client_for(member(Role.CLERK, contract)).get(draft).status_code == 403
    assert client_for(member(Role.LIAISON, contract)).get(draft).status_code == 404
    assert client_for(member(Role.ASSESSOR, other_contract)).get(draft).status_code == 404
    assert client_for(member(Role.CLERK, contract)).get(upload(contract)).status_code == 403
    foreign = draft.replace(contract.slug, other_contract.slug)
    assert client_for(member(Role.ASSESSOR, other_contract)).get(foreign).status_code == 404


def test_the_template_and_the_export_are_workbooks(client_for: ClientFor, contract: Contract) -> None:
    make_item(contract, name="食品经营许可")
    client = client_for(member(Role.ASSESSOR, contract))

    for name, rows in (("item-template", 1), ("item-export", 2)):
        body = client.get(reverse(f"windows:{name}", args=[contract.slug])).content
        book = openpyxl.load_workbook(io.BytesIO(body))
        assert book.sheetnames == ["事项", "情形", "材料"] and book["事项"].max_row == rows
    assert AuditEvent.objects.get(action="item.export").after == {"rows": 1}
    clerk = client_for(member(Role.CLERK, contract))
    assert clerk.get(reverse("windows:item-export", args=[contract.slug])).status_code == 200
    assert clerk.get(reverse("windows:item-template", args=[contract.slug])).status_code == 403
