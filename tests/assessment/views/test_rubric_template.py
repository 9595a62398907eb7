import pytest
from django.urls import reverse

from assessment.files.rubric_template_reading import read_template
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from hall_ops.lib.sheets import OFFICIAL_LIMITS, read_workbook
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def test_rubric_template_can_be_read_as_it_comes(contract: Contract, client_for: ClientFor) -> None:
    url = reverse("assessment:rubric-template", args=[contract.slug])

    answer = client_for(member(Role.ASSESSOR, contract)).get(url)

    rubric = read_template(read_workbook("模板.xlsx", answer.content, OFFICIAL_LIMITS))
    assert [criterion.code for criterion in rubric.criteria] == ["1.1", "1.10"]


def test_rubric_template_is_for_those_who_may_edit(contract: Contract, client_for: ClientFor) -> None:
    url = reverse("assessment:rubric-template", args=[contract.slug])

    assert client_for(member(Role.DIRECTOR, contract)).get(url).status_code == 403
