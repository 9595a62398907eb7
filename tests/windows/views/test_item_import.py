"""The list up and down: faults on the page, the preview, taking, the template, the export."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.windows.test_actions_item_imports import ROW, file_of

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
