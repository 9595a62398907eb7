"""This app's part of a contract: posts, hours, uniform lots. Safe to run again: what people changed since is kept."""

from contracts.models import Contract
from contracts.profile_schema import Profile
from staffing.models import Post, PostPlace, ServiceSession, UniformLot

WORKDAYS = [1, 2, 3, 4, 5]
SESSION_KEYS = ("am", "pm", "evening")
# 001 § 2 表 3: two lots of uniforms stand among the facts of the tender.
LOTS = ("uniform_full", "uniform_short")


def install(profile: Profile, contract: Contract) -> None:
    _posts(profile, contract)
    _sessions(profile, contract)
    _uniforms(profile, contract)


def _posts(profile: Profile, contract: Contract) -> None:
    for position, wanted in enumerate(profile.posts):
        post, created = Post.objects.get_or_create(
            contract=contract, code=wanted.code,
            defaults={
                "name": wanted.name, "kind": wanted.kind, "role": wanted.role, "headcount": wanted.headcount,
                "at_least": wanted.at_least, "counted": wanted.counted, "position": position,
                "clause": wanted.clause, "summary": wanted.summary,
            },
        )  # fmt: skip
        if created:
            for venue in contract.venues.filter(kind=wanted.venue_kind):
                PostPlace.objects.create(post=post, venue=venue, effective_on=contract.starts_on)


def _sessions(profile: Profile, contract: Contract) -> None:
    """The hours of the tender; where it names none, people enter them on the screen."""
    if ServiceSession.objects.filter(contract=contract).exists():
        return
    hours = profile.hours
    ServiceSession.objects.bulk_create(
        ServiceSession(
            contract=contract, key=key, name=session.name, starts_at=session.starts_at, ends_at=session.ends_at,
            weekdays=WORKDAYS, effective_on=contract.starts_on, clause=hours.clause, silent=hours.sessions_silent,
        )
        for key, session in zip(SESSION_KEYS, hours.sessions, strict=False)
    )  # fmt: skip


def _uniforms(profile: Profile, contract: Contract) -> None:
    for name in LOTS:
        people = profile.facts.get(f"{name}_people")
        if people is None:
            continue
        summer, winter = profile.facts[f"{name}_summer"], profile.facts[f"{name}_winter"]
        UniformLot.objects.get_or_create(
            contract=contract, name=people.label.split("（")[0],
            defaults={
                "people": int(people.value), "summer": int(summer.value), "winter": int(winter.value),
                "waistcoat": 1, "jacket": 1, "clause": people.clause, "note": people.summary,
            },
        )  # fmt: skip
