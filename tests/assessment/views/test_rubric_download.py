import io

import openpyxl
import pytest
from django.urls import reverse

from assessment.files.official_layout import read_official, rubric_of
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.rubric_rows import installed
from tests.assessment.rule_samples import haikou
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("layout", ["official", "template"])
def test_rubric_download_gives_the_file_and_leaves_an_event(
    layout: str, contract: Contract, client_for: ClientFor
) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, layout])

    answer = client_for(member(Role.ASSESSOR, contract)).get(url)

    assert "attachment" in answer.headers["Content-Disposition"]
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[-3:] == ["条款", "分组", "设置"]
    assert AuditEvent.objects.filter(action="rubric.export", object_id=str(row.pk)).count() == 1


def test_the_official_download_reads_back_equal(contract: Contract, client_for: ClientFor) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, "official"])

    official = read_official("a.xlsx", client_for(member(Role.ASSESSOR, contract)).get(url).content)

    assert official is not None
    assert rubric_of(official.preview()) == haikou()


def test_a_layout_that_is_none_is_not_there(contract: Contract, client_for: ClientFor) -> None:
    row = installed(contract)
    url = reverse("assessment:rubric-download", args=[contract.slug, row.number, "other"])

    assert client_for(member(Role.ASSESSOR, contract)).get(url).status_code == 404
