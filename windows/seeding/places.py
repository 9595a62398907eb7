"""What cases hang on: venue, zones, windows, clerks, departments and items; what a contract lacks is made up."""

import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate
from typing import Any

from django.db import transaction
from django.utils.crypto import get_random_string

from accounts.models import User
from contracts.enums import OrganisationKind, VenueKind
from contracts.models import Contract, Membership, Organisation, Venue, Window, Zone
from hall_ops.lib.permissions import ROLE_SIDES, Role
from windows.enums import CrossRegion, ItemKind, ResultKind
from windows.models import ItemVersion, ServiceItem
from windows.seeding.words import BUREAUS, GIVEN, STEPS, SUBJECTS, SURNAMES, ZONES

# 002: 59 departments, 2,087 items, 111 window staff.
DEPARTMENTS, ITEMS, WINDOWS, CLERKS = 59, 2087, 98, 111
VERSION_COLUMNS = (
    "pk", "item_id", "item__department_id", "kind", "promised_days", "statutory_days", "cross_region", "result_kind",
    "special_steps",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """One version of an item as cases need it. Units: working days."""

    version: int
    item: int
    department: int
    kind: str
    promised: int
    statutory: int
    cross_region: str
    has_result: bool
    is_special: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A window with its zone and the clerk who sits there."""

    window: int
    zone: int | None
    clerk: int


@dataclass(frozen=True, slots=True)
class Places:
    """Everything a seeded case refers to. Shape: `weights` are cumulative, the first things the most asked for."""

    venue: Venue
    seats: Sequence[Seat]
    things: Sequence[Thing]
    weights: Sequence[float]

    def pick(self, chance: random.Random) -> Thing:
        return self.things[bisect(self.weights, chance.random() * self.weights[-1])]


def _thing(row: Any) -> Thing:
    """A version from its VERSION_COLUMNS."""
    version, item, department, kind, promised, statutory, cross_region, result, special_steps = row
    has_result, is_special = result != ResultKind.NONE, special_steps != []
    return Thing(version, item, department, kind, promised, statutory, cross_region, has_result, is_special)


@transaction.atomic
def places_of(contract: Contract, *, by: Any, at: datetime, chance: random.Random, small: bool) -> Places:
    """The contract's places, people and items, completed to the tender's numbers. Shape: `small` makes a twentieth."""
    share = 20 if small else 1
    venue = _venue(contract)
    zones = [Zone.objects.get_or_create(venue=venue, name=name)[0] for name in ZONES]
    windows = _windows(venue, zones, max(WINDOWS // share, 4))
    clerks = _clerks(contract, at, max(CLERKS // share, 5))
    departments = _departments(contract, max(DEPARTMENTS // share, 3))
    _items(contract, departments, max(ITEMS // share, 20), by=by, at=at, chance=chance)
    current = ServiceItem.objects.filter(purchaser_id=contract.purchaser_id).values("current_id")
    rows = ItemVersion.objects.filter(pk__in=current).order_by("pk").values_list(*VERSION_COLUMNS)
    things = [_thing(row) for row in rows]
    chance.shuffle(things)
    seats = [Seat(window.pk, window.zone_id, clerks[n % len(clerks)]) for n, window in enumerate(windows)]
    return Places(venue, seats, things, list(accumulate(1 / (n + 8) for n in range(len(things)))))


def _venue(contract: Contract) -> Venue:
    venue = contract.venues.order_by("pk").first()
    if venue is None:
        values = {"name": "政务服务大厅", "kind": VenueKind.HALL}
        venue, _made = Venue.objects.get_or_create(purchaser=contract.purchaser, code="ZW", defaults=values)
        venue.contracts.add(contract)
    return venue


def _windows(venue: Venue, zones: Sequence[Zone], wanted: int) -> list[Window]:
    have = set(venue.windows.values_list("number", flat=True))
    Window.objects.bulk_create(
        Window(venue=venue, zone=zones[n % len(zones)], number=f"{n + 1:02}")
        for n in range(wanted)
        if f"{n + 1:02}" not in have
    )
    return list(venue.windows.order_by("number")[: max(wanted, len(have))])


def _clerks(contract: Contract, at: datetime, wanted: int) -> list[int]:
    """Clerks with a membership that nobody can sign in with."""
    have = list(
        Membership.objects.filter(contract=contract, role=Role.CLERK).values_list("user_id", flat=True)
    )
    missing = max(wanted - len(have), 0)
    side, tag = ROLE_SIDES[Role.CLERK], get_random_string(6, "abcdefghjkmnpqrstuvwxyz")
    people = [
        User(
            username=f"seed-{tag}-{n:03}", name=SURNAMES[n % len(SURNAMES)] + GIVEN[n * 7 % len(GIVEN)], side=side,
            holder=f"seed-{tag}-{n:03}", password="!", created_at=at,
        )
        for n in range(missing)
    ]  # fmt: skip
    made = User.objects.bulk_create(people)
    Membership.objects.bulk_create(
        Membership(user=user, contract=contract, role=Role.CLERK, side=side, granted_at=at, confirmed_at=at)
        for user in made
    )
    return have + [user.pk for user in made]


def _departments(contract: Contract, wanted: int) -> list[Organisation]:
    have = contract.purchaser.departments.count()
    names = [f"{contract.purchaser.name[:2]}{name}" for name in BUREAUS[have:wanted]]
    Organisation.objects.bulk_create(
        Organisation(name=name, kind=OrganisationKind.DEPARTMENT, parent=contract.purchaser) for name in names
    )
    return list(contract.purchaser.departments.order_by("pk"))


def _items(
    contract: Contract,
    departments: Sequence[Organisation],
    wanted: int,
    *,
    by: Any,
    at: datetime,
    chance: random.Random,
) -> None:
    """Items up to the number wanted, six of ten on the spot."""
    have = ServiceItem.objects.filter(purchaser_id=contract.purchaser_id).count()
    items, versions = [], []
    for n in range(have, wanted):
        name = f"{SUBJECTS[n % len(SUBJECTS)]}（{STEPS[n // len(SUBJECTS) % len(STEPS)]}）"
        item = ServiceItem(
            purchaser_id=contract.purchaser_id, department=departments[n % len(SUBJECTS) % len(departments)],
            short_code=f"Z{n + 1:04}", created_at=at, created_by=by,
        )  # fmt: skip
        items.append(item)
        versions.append(_version(item, name, by, at, chance))
    ServiceItem.objects.bulk_create(items, batch_size=500)
    ItemVersion.objects.bulk_create(versions, batch_size=500)
    for item, version in zip(items, versions, strict=True):
        item.current = version
    ServiceItem.objects.bulk_update(items, ["current"], batch_size=500)


def _version(item: ServiceItem, name: str, by: Any, at: datetime, chance: random.Random) -> ItemVersion:
    on_spot = chance.random() < 0.6
    promised = 0 if on_spot else chance.choice((1, 2, 3, 3, 5, 5, 7, 10))
    return ItemVersion(
        item=item, number=1, effective_on=date(2015, 1, 1), name=name, search=f"{name}\n{item.short_code}".lower(),
        kind=ItemKind.ON_SPOT if on_spot else ItemKind.PROMISED, promised_days=promised,
        statutory_days=max(promised * 2, 1), fee_yuan=0,
        cross_region=chance.choices(CrossRegion.values, (92, 4, 3, 1))[0],
        special_steps=[] if on_spot or chance.random() > 0.05 else [{"name": "现场核查", "days": 5}],
        result_kind=chance.choice((ResultKind.LICENCE, ResultKind.APPROVAL, ResultKind.NONE)),
        made_at=at, made_by=by,
    )  # fmt: skip
