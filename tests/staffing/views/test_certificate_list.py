"""Ratios with the money for those who see everybody; one's own certificate for the others; exams."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract, ServiceYear
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import Role
from staffing.models import Certificate, ExamOffer
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(contract: Contract) -> Contract:
    """The running year is the second of 002, with its price."""
    profile: dict[str, Any] = load_profile("haikou").model_dump(mode="json")
    Contract.objects.filter(pk=contract.pk).update(
        profile={key: profile[key] for key in ("certification", "payment")}
    )
    today = timezone.localdate()
    ServiceYear.objects.create(
        contract=contract, number=2, starts_on=today - timedelta(days=100), ends_on=today + timedelta(days=200),
        assessed_from=today.replace(day=1), assessed_to=today.replace(day=1), price_yuan=Decimal("11265500"),
    )  # fmt: skip
    return Contract.objects.get(pk=contract.pk)


def address(contract: Contract) -> str:
    return reverse("staffing:certificate-list", args=[contract.slug])


def test_the_shortfall_and_its_money_are_shown(
    client_for: ClientFor, asking: Contract, other_contract: Contract
) -> None:
    holder, lacking = make_person(asking, name="陈一"), make_person(asking, name="王二")
    for person in (holder, lacking):
        engage(person, make_post(asking))
    Certificate.objects.create(
        person=holder, name="办事员", level=5, number="C1", issued_on=date(2024, 1, 5), recorded_at=timezone.now(),
        recorded_by=holder.recorded_by,
    )  # fmt: skip
    client = client_for(member(Role.ASSESSOR, asking))

    page = client.get(address(asking)).content.decode()
    missing = client.get(address(asking) + "?missing=year2_level5").content.decode()

    assert "50.0%" in page and "5632.75" in page and "还没有考试" in page and "陈一" in page
    assert "王二" in missing and "陈一" not in missing
    assert client_for(member(Role.LIAISON, asking)).get(address(asking)).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(address(asking)).status_code == 404


def test_a_clerk_sees_their_own_only(client_for: ClientFor, asking: Contract) -> None:
    clerk = make_staff(asking, name="陈一")
    make_staff(asking, name="王二")

    page = client_for(clerk.user).get(address(asking)).content.decode()

    assert "陈一" in page and "王二" not in page and "5632.75" not in page


def test_an_exam_is_written_down_and_corrected(client_for: ClientFor, asking: Contract) -> None:
    client = client_for(member(Role.DIRECTOR, asking))
    data = {"level": "5", "held_on": "2026-12-05", "places": "30", "held": "on"}

    assert client.post(address(asking), data).status_code == 302
    silent = client.post(address(asking), {**data, "held": ""})
    assert silent.status_code == 422 and "写明情况" in silent.content.decode()
    assert client.post(address(asking), {**data, "held": "", "note": "省厅通知延期"}).status_code == 302

    offer = ExamOffer.objects.get()
    assert not offer.held and offer.note == "省厅通知延期" and offer.places == 30
    assert client_for(member(Role.ASSESSOR, asking)).post(address(asking), data).status_code == 403


def test_a_contract_without_ratios_says_so(client_for: ClientFor, contract: Contract) -> None:
    page = client_for(member(Role.DIRECTOR, contract)).get(address(contract)).content.decode()

    assert "没有约定持证比例" in page


def test_the_number_of_queries_does_not_grow(
    client_for: ClientFor, asking: Contract, queries: CaptureQueriesContext
) -> None:
    client, post, counts = client_for(member(Role.SUPERVISOR, asking)), make_post(asking), []
    for _more in range(3):
        engage(make_person(asking), post)
        with queries:
            client.get(address(asking))
        counts.append(len(queries))

    assert counts[0] == counts[2] <= 26
