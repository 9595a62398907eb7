"""Posts with their people on a day, the totals the tender states, where each post stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from contracts.models import Contract, Venue, Window
from contracts.profile_schema.work import Headcount, Requirement
from staffing.models import Engagement, Post, PostPlace
from staffing.queries.hours import sessions_of
from staffing.queries.people import engaged_on
from staffing.rules.posts import Filling, total


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post as the board shows it: its people today, and how many came or go."""

    post: Post
    filling: Filling
    people: list[Engagement]
    windows: int
    needs_manual: bool


@dataclass(frozen=True, slots=True)
class HeadcountRow:
    """A total that the tender states itself, over several posts."""

    label: str
    clause: str
    filling: Filling


def posts_of(contract: Contract, day: date) -> Any:
    """Posts in use on a day."""
    return Post.objects.filter(contract=contract).filter(Q(retired_on=None) | Q(retired_on__gt=day))


def post_rows(contract: Contract, day: date) -> list[PostRow]:
    """Every post with its people. Three queries, however many there are."""
    people: dict[int, list[Engagement]] = {}
    for held in engaged_on(contract, day):
        people.setdefault(held.post_id, []).append(held)
    windows: dict[int, int] = {}
    for place in places_on(contract, day):
        windows[place.post_id] = windows.get(place.post_id, 0) + (place.window_id is not None)
    return [
        PostRow(
            post,
            Filling(post.headcount, len(people.get(post.pk, [])), post.counted),
            people.get(post.pk, []),
            windows.get(post.pk, 0),
            not post.manual,
        )
        for post in posts_of(contract, day)
    ]


def headcount_rows(contract: Contract, rows: list[PostRow]) -> list[HeadcountRow]:
    """All counted posts together first, then the totals the tender names ("at least three managers")."""
    counted = {row.post.code for row in rows if row.filling.counted}
    stated = [Headcount.model_validate(each) for each in contract.profile.get("headcounts", [])]
    whole = next((each for each in stated if counted <= set(each.posts)), None)
    found = [
        HeadcountRow(
            whole.label if whole else "",
            whole.clause if whole else "",
            total(row.filling for row in rows),
        )
    ]
    for each in stated:
        if each is whole:
            continue
        filled = sum(row.filling.filled for row in rows if row.post.code in each.posts)
        found.append(HeadcountRow(each.label, each.clause, Filling(each.headcount, filled)))
    return found


def places_on(contract: Contract, day: date) -> Any:
    """Where posts stand on a day: venues with their least number, windows with the sessions to be staffed."""
    return (
        PostPlace.objects.filter(post__contract=contract, effective_on__lte=day)
        .filter(Q(effective_until=None) | Q(effective_until__gte=day))
        .select_related("post", "venue", "window")
        .order_by("post__position", "venue", "window__number")
    )


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place of a post in words. Shape: `named` are sessions to be staffed, or sessions with their least number."""

    venue: Venue
    window: Window | None
    effective_on: date
    named: list[str]


def place_rows(contract: Contract, post: Post, day: date) -> list[PlaceRow]:
    names = {session.key: session.name for session in sessions_of(contract, day, day)}
    return [
        PlaceRow(
            place.venue,
            place.window,
            place.effective_on,
            [names.get(key, key) for key in place.sessions]
            + [f"{names.get(key, key)} {number}" for key, number in place.minimum.items()],
        )
        for place in places_on(contract, day).filter(post=post)
    ]


def demands_on(contract: Contract, post: Post) -> list[Requirement]:
    """What the contract asks of people on a post, with each legal note."""
    asked = [Requirement.model_validate(each) for each in contract.profile.get("eligibility", [])]
    return [each for each in asked if not each.posts or post.code in each.posts]


def windows_of(contract: Contract) -> list[Window]:
    return list(
        Window.objects.filter(venue__contracts=contract).select_related("venue").order_by("venue", "number")
    )


def venues_with(contract: Contract) -> list[Venue]:
    return list(contract.venues.all())
