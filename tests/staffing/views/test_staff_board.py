"""The staff-information board: the people of today and nothing the public need not know."""

from datetime import date

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_post
from tests.staffing.people_rows import file_of
from tests.staffing.samples_people import whole_file

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:staff-board", args=[contract.slug])


def test_the_board_names_who_is_there(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_post(contract, name="综合窗口")
    whole_file(contract, name="陈一", number="G77")
    gone = file_of(contract, number="G78", name="王二")
    engage(
        gone,
        ends_on=date(2020, 2, 1),
        end_kind="resigned",
        ended_at=gone.recorded_at,
        ended_by=gone.recorded_by,
    )
    client = client_for(member(Role.LIAISON, contract))

    page = client.get(address(contract)).content.decode()
    display = client.get(address(contract) + "?display=1").content.decode()

    for shown in (page, display):
        assert "陈一" in shown and "G77" in shown and "样本组" in shown and "5 级证书" in shown
        assert "王二" not in shown and "1995" not in shown
    assert 'class="side"' in page and 'class="side"' not in display
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404
    assert client_for(member(Role.SECURITY_ADMIN)).get(address(contract)).status_code == 403


def test_a_photograph_is_only_a_picture(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person = whole_file(contract)
    bare = file_of(contract)
    there = reverse("staffing:staff-board-photo", args=[contract.slug, person.pk])
    client = client_for(member(Role.CLERK, contract))

    answer = client.get(there)

    assert answer["Content-Type"] == "image/png" and b"".join(answer).startswith(b"\x89PNG")
    assert client.get(reverse("staffing:staff-board-photo", args=[contract.slug, bare.pk])).status_code == 404
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404
    assert Person.objects.get(pk=person.pk).photo is not None


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.CLERK, contract)), []
    for _more in range(3):
        whole_file(contract)
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 14
