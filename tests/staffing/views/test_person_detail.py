"""One staff file: masked numbers, what is missing first, demands with their clause."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_post, make_staff
from tests.staffing.people_rows import file_of, id_number

pytestmark = pytest.mark.django_db
DEMAND = {
    "key": "resident", "rule": "resident", "clause": "002 § 四(二)1(4)①", "summary": "须是本市常住人口",
    "acts": ["staffing"],
}  # fmt: skip


def test_a_file_shows_what_is_missing_and_no_number(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    Contract.objects.filter(pk=contract.pk).update(profile={"eligibility": [DEMAND]})
    person = file_of(Contract.objects.get(pk=contract.pk))
    engage(person, make_post(contract))
    there = reverse("staffing:person-detail", args=[contract.slug, person.pk])

    page = client_for(member(Role.DIRECTOR, contract)).get(there).content.decode()
    purchaser = client_for(member(Role.ASSESSOR, contract)).get(there).content.decode()

    assert "没有保密协议" in page and "须是本市常住人口" in page and "待核查" in page
    assert "460105********" in page and id_number() not in page and "13812345678" not in page
    assert "1995-05-17" in page and "1995-05-17" not in purchaser and "修改档案" not in purchaser
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
    assert client_for(make_staff(contract).user).get(there).status_code == 404, "a colleague's file"
    assert client_for(member(Role.AUDITOR)).get(there).status_code == 403
