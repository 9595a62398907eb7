from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assessment.models import Rubric, RubricDraft
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.official_samples import official_file
from tests.assessment.rubric_rows import drafted, preview_url
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def upload(client: Client, contract: Contract, data: bytes, name: str = "考核表.xlsx") -> Any:
    url = reverse("assessment:rubric-import", args=[contract.slug])
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def test_rubric_import_keeps_the_file_and_shows_the_preview(
    contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = upload(client, contract, official_file())

    draft = RubricDraft.objects.get(contract=contract)
    assert answer.headers["Location"] == preview_url(draft)
    page = client.get(answer.headers["Location"])
    assert [tab["label"] for tab in page.context["tabs"]] == ["未识别 0 条", "存疑 1 条", "已识别 8 条"]
    assert page.context["ready"]
    assert not Rubric.objects.filter(contract=contract).exists()


def test_rubric_import_tells_what_is_wrong_with_a_file(contract: Contract, client_for: ClientFor) -> None:
    client = client_for(member(Role.ASSESSOR, contract))

    answer = upload(client, contract, official_file(merged=False, extra={"E6": "=1"}))

    assert answer.status_code == 422
    assert "评分细则" in answer.content.decode()
    assert not RubricDraft.objects.exists()


@pytest.mark.parametrize("role", [Role.DIRECTOR, Role.REVIEWER, Role.CLERK])
def test_roles_that_may_not_edit_are_turned_away(
    role: Role, contract: Contract, client_for: ClientFor
) -> None:
    draft = drafted(contract, official_file())
    client = client_for(member(role, contract))

    assert client.get(preview_url(draft)).status_code == 403
    assert upload(client, contract, official_file()).status_code == 403
