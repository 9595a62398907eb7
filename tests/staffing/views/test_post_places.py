"""Which windows are a post's, when they must be staffed, the least number at a venue."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import PostPlace
from staffing.queries.posts import places_on
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_post, make_sessions, make_window

pytestmark = pytest.mark.django_db


def test_windows_and_least_numbers_are_set_from_a_day(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    make_sessions(contract)
    post, window = make_post(contract), make_window(contract)
    there = reverse("staffing:post-places", args=[contract.slug, post.pk])
    data = {
        "day": "2026-11-02",
        f"w{window.pk}-am": "on",
        f"v{window.venue_id}-am": "2",
        f"v{window.venue_id}-pm": "",
    }

    answer = client_for(member(Role.SUPERVISOR, contract)).post(there, data)

    assert answer.status_code == 302
    places = list(places_on(contract, date(2026, 11, 2)))
    assert sorted((place.window_id or 0, place.sessions, place.minimum.get("am")) for place in places) == [
        (0, [], 2), (window.pk, ["am"], None),
    ]  # fmt: skip
    assert client_for(member(Role.CLERK, contract)).get(there).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(there).status_code == 404


def test_a_window_moves_over_and_the_past_stays(client_for: ClientFor, contract: Contract) -> None:
    make_sessions(contract)
    first, second, window = make_post(contract), make_post(contract), make_window(contract)
    old = PostPlace.objects.create(
        post=first, venue=window.venue, window=window, sessions=["am"], effective_on=date(2026, 1, 5)
    )
    today = timezone.localdate()

    client_for(member(Role.DIRECTOR, contract)).post(
        reverse("staffing:post-places", args=[contract.slug, second.pk]),
        {"day": today.isoformat(), f"w{window.pk}-am": "on", f"w{window.pk}-pm": "on"},
    )

    old.refresh_from_db()
    assert old.effective_until == today - timedelta(days=1)
    assert [place.post_id for place in places_on(contract, today) if place.window_id] == [second.pk]
