"""Uniforms: the contradiction of 001 is flagged, the warranty runs from the acceptance."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from staffing.models import UniformIssue, UniformLot
from staffing.profile import install
from staffing.rules.people import years_later
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def baoting(contract: Contract) -> Contract:
    """001: 25 people, 25 sets of three and two, 53 of two and one."""
    profile = load_profile("baoting")
    dumped: dict[str, Any] = profile.model_dump(mode="json")
    Contract.objects.filter(pk=contract.pk).update(profile={"milestones": dumped["milestones"]})
    found = Contract.objects.get(pk=contract.pk)
    install(profile, found)
    return found


def test_sets_and_people_that_do_not_fit_are_flagged(
    client_for: ClientFor, baoting: Contract, other_contract: Contract
) -> None:
    lot = baoting.uniform_lots.order_by("pk")[0]
    person = make_person(baoting)
    UniformIssue.objects.create(
        person=person, lot=lot, summer=3, winter=2, issued_on=date(2026, 3, 2), recorded_at=timezone.now(),
        recorded_by=person.recorded_by,
    )  # fmt: skip
    there = reverse("staffing:uniform-list", args=[baoting.slug])

    page = client_for(member(Role.DIRECTOR, baoting)).get(there).content.decode()

    assert "合计 78 套" in page and "编制 25 人" in page and page.count("与编制不符") == 1 and "5 件" in page
    assert client_for(member(Role.ASSESSOR, baoting)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_the_warranty_runs_two_years_from_the_acceptance(
    client_for: ClientFor, baoting: Contract, other_contract: Contract
) -> None:
    lot = baoting.uniform_lots.order_by("pk")[0]
    there = reverse("staffing:uniform-list-accept", args=[baoting.slug, lot.pk])
    client = client_for(member(Role.SUPERVISOR, baoting))

    assert client.post(there, {"accepted_on": "2999-01-01"}).status_code == 422
    assert client.post(there, {"accepted_on": "2026-03-02"}).status_code == 302

    lot.refresh_from_db()
    assert lot.warranty_until == date(2028, 3, 2)
    assert client_for(member(Role.CLERK, baoting)).get(there).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_a_further_delivery_is_added_once(client_for: ClientFor, contract: Contract) -> None:
    there = reverse("staffing:uniform-list", args=[contract.slug])
    data = {"name": "冬装补充", "people": "10", "summer": "0", "winter": "1", "waistcoat": "0", "jacket": "0"}
    client = client_for(member(Role.DIRECTOR, contract))

    assert client.post(there, data).status_code == 302
    again = client.post(there, data)

    assert (
        again.status_code == 422
        and "已经登记过" in again.content.decode()
        and UniformLot.objects.count() == 1
    )
    assert client.post(there, {**data, "name": "空", "winter": "0"}).status_code == 422


def test_a_leap_day_ends_a_day_earlier() -> None:
    assert years_later(date(2024, 2, 29), 2) == date(2026, 2, 28)
