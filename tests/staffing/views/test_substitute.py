"""AB 角: named and ended by the supervisor, read by everybody of the hall."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import SubstitutePair
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import Hall

pytestmark = pytest.mark.django_db


def address(contract: Contract, name: str = "substitute-list", *more: int) -> str:
    return reverse(f"staffing:{name}", args=[contract.slug, *more])


def test_a_pair_is_named_and_ended(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    client = client_for(hall.supervisor)
    values = {"first": hall.people["林一"].pk, "second": hall.people["林二"].pk, "rank": 1}

    client.post(address(contract), values)
    pair = SubstitutePair.objects.get()
    assert "已经是林一的 B 角" in client.post(address(contract), values).content.decode()
    assert (
        "不能是同一人"
        in client.post(address(contract), {**values, "second": values["first"]}).content.decode()
    )
    assert "林二" in client_for(hall.people["林三"].user).get(address(contract)).content.decode()

    client.post(address(contract, "substitute-end", pair.pk))
    pair.refresh_from_db()
    assert pair.ended_at is not None
    assert (
        "已经结束" in client.post(address(contract, "substitute-end", pair.pk), follow=True).content.decode()
    )


def test_somebody_who_left_is_no_choice(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    gone = hall.people["林三"]
    held, day = gone.engagements.get(), timezone.localdate() - timedelta(days=1)
    held.__class__.objects.filter(pk=held.pk).update(
        ends_on=day, end_kind="resigned", ended_at=timezone.now(), ended_by=hall.supervisor
    )

    answer = client_for(hall.supervisor).post(
        address(contract), {"first": hall.people["林一"].pk, "second": gone.pk, "rank": 1}
    )

    assert answer.status_code == 422 and not SubstitutePair.objects.exists()


def test_one_number_of_queries(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    hall = Hall.of(contract)
    hall.pair("林一", "林二")
    client = client_for(hall.supervisor)
    client.get(address(contract))
    with queries:
        client.get(address(contract))
    one = len(queries)
    hall.pair("林二", "林三")
    hall.pair("林三", "林一")
    with queries:
        client.get(address(contract))

    assert len(queries) == one


def test_who_is_let_in(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    hall = Hall.of(contract)
    pair = hall.pair("林一", "林二")
    stranger = client_for(member(Role.SUPERVISOR, other_contract))

    assert stranger.get(address(contract)).status_code == 404
    assert stranger.post(address(contract, "substitute-end", pair.pk)).status_code == 404
    assert client_for(hall.leader).post(address(contract), {}).status_code == 403
    foreign = reverse("staffing:substitute-end", args=[other_contract.slug, pair.pk])
    assert stranger.post(foreign).status_code == 404
