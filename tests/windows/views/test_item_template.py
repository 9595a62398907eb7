"""The empty list to fill in."""

import io

import openpyxl
import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item

pytestmark = pytest.mark.django_db


def test_the_template_has_three_sheets(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    address = reverse("windows:item-template", args=[contract.slug])
    make_item(contract, name="食品经营许可")

    body = client_for(member(Role.ASSESSOR, contract)).get(address).content

    book = openpyxl.load_workbook(io.BytesIO(body))
    assert book.sheetnames == ["事项", "情形", "材料"] and book["事项"].max_row == 1
    assert client_for(member(Role.CLERK, contract)).get(address).status_code == 403
    assert client_for(member(Role.ASSESSOR, other_contract)).get(address).status_code == 404
