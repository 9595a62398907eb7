"""Onto a post, moved, gone, taken back, through the screens."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import Badge, Engagement
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import engage, make_person, make_post

pytestmark = pytest.mark.django_db


def test_a_person_is_put_on_a_post(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, post = make_person(contract), make_post(contract)
    there = reverse("staffing:engagement-new", args=[contract.slug, person.pk])
    data = {"starts_on": "2026-03-02", "post": post.pk}
    client = client_for(member(Role.DIRECTOR, contract))

    assert client.get(there).status_code == 200
    assert client.post(there, data).status_code == 302
    again = client.post(there, data)

    assert Engagement.objects.get().starts_on == date(2026, 3, 2)
    assert again.status_code == 422 and "调整岗位" in again.content.decode()
    assert client.post(there, data | {"post": make_post(other_contract).pk}).status_code == 422
    assert client_for(member(Role.ASSESSOR, contract)).post(there, data).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).post(there, data).status_code == 404


def test_an_engagement_moves_and_ends(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    person, post = make_person(contract), make_post(contract, name="出件窗口")
    held, today = engage(person), timezone.localdate()
    Badge.objects.create(
        person=person,
        number="B7",
        issued_on=today,
        recorded_at=timezone.now(),
        recorded_by=person.recorded_by,
    )
    client = client_for(member(Role.SUPERVISOR, contract))

    def page(name: str, row: Engagement) -> str:
        return reverse(f"staffing:engagement-{name}", args=[contract.slug, row.pk])

    data = {"starts_on": today.isoformat(), "post": post.pk}
    assert client.post(page("move", held), data).status_code == 302
    moved = Engagement.objects.get(post=post)
    asked = client.get(page("end", moved)).content.decode()
    assert client.post(page("end", moved), {"ends_on": "2000-01-01", "kind": "resigned"}).status_code == 422
    assert (
        client.post(page("end", moved), {"ends_on": today.isoformat(), "kind": "resigned"}).status_code == 302
    )

    held.refresh_from_db()
    moved.refresh_from_db()
    assert held.ends_on == today - timedelta(days=1) and moved.end_kind == "resigned" and "B7" in asked
    for name in ("move", "end", "void"):
        assert client_for(member(Role.CLERK, contract)).get(page(name, held)).status_code == 403
        assert client_for(member(Role.DIRECTOR, other_contract)).get(page(name, held)).status_code == 404


def test_a_wrong_engagement_is_voided_with_a_reason(client_for: ClientFor, contract: Contract) -> None:
    held = engage(make_person(contract))
    there = reverse("staffing:engagement-void", args=[contract.slug, held.pk])
    client = client_for(member(Role.DIRECTOR, contract))

    assert client.post(there, {"reason": ""}).status_code == 422
    assert client.post(there, {"reason": "登记错人"}).status_code == 302
    again = client.post(there, {"reason": "再来"})

    held.refresh_from_db()
    assert held.void_reason == "登记错人" and again.status_code == 422
