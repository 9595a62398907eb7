"""What ends: only the last paper of a kind, only of people on a post."""

from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import LabourContract, Medical, Person
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:due-list", args=[contract.slug])


def medical(person: Person, checked_on: date, due: date) -> None:
    Medical.objects.create(
        person=person, checked_on=checked_on, fit=True, next_due_on=due, recorded_at=timezone.now(),
        recorded_by=person.recorded_by,
    )  # fmt: skip


def test_only_the_last_paper_of_people_on_a_post_is_due(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    today, post = timezone.localdate(), make_post(contract)
    late, renewed, gone = (make_person(contract, name=name) for name in ("陈一", "王二", "李三"))
    for person in (late, renewed):
        engage(person, post)
    for person in (late, renewed, gone):
        medical(person, today - timedelta(days=400), today - timedelta(days=35))
    medical(renewed, today - timedelta(days=3), today + timedelta(days=362))
    LabourContract.objects.create(
        person=renewed, kind="fixed", signed_on=today, starts_on=today, ends_on=today + timedelta(days=80),
        recorded_at=timezone.now(), recorded_by=renewed.recorded_by,
    )  # fmt: skip
    client = client_for(member(Role.SUPERVISOR, contract))

    page = client.get(address(contract)).content.decode()
    further = client.get(address(contract) + "?days=90").content.decode()

    assert "陈一" in page and "已到期" in page and "王二" not in page and "李三" not in page
    assert "王二" in further and "80 天" in further
    assert client_for(member(Role.LIAISON, contract)).get(address(contract)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(contract)).status_code == 404


def test_people_without_any_medical_are_named(client_for: ClientFor, contract: Contract) -> None:
    engage(make_person(contract, name="陈一"))

    page = client_for(member(Role.DIRECTOR, contract)).get(address(contract)).content.decode()

    assert "没有体检记录" in page and "陈一" in page


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, post, counts = client_for(member(Role.SUPERVISOR, contract)), make_post(contract), []
    for _more in range(3):
        person = make_person(contract)
        engage(person, post)
        medical(person, date(2024, 1, 1), date(2025, 1, 1))
        with queries:
            client.get(address(contract))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 20
