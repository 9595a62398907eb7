"""A month's lines; single amounts only for who needs them."""

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person
from tests.factories.wages import make_line, make_wage_month

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:wage-month", args=[contract.slug, "2026-05"])


def test_lines_with_their_lights_and_masked_amounts(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, missing = make_person(contract, name="陈一"), make_person(contract, name="林二")
    for each in (person, missing):
        engage(each)
    make_line(make_wage_month(contract), person, "4711.00", paid_yuan=None, paid_on=None)

    full = client_for(member(Role.ASSESSOR, contract)).get(address(contract)).content.decode()
    masked = client_for(member(Role.REVIEWER, contract)).get(address(contract)).content.decode()

    assert "4711.00" in full and "到期未付" in full and "表中没有此人" in full
    assert "3961.00" not in masked and "***" in masked and "到期未付" in masked
    assert client_for(member(Role.CLERK, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    made, client, counts = make_wage_month(contract), client_for(member(Role.DIRECTOR, contract)), []
    for _more in range(3):
        person = make_person(contract)
        engage(person)
        make_line(made, person)
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 14
