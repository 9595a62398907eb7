"""The people of the hall as the public may know them: photograph, name, number, post, team, window, certificate."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from staffing.models import Certificate, Engagement, Person
from staffing.queries.people import engaged_on
from staffing.queries.staff_files import valid_on


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One person of the day. Shape: `level` of the best certificate that is valid, None without one."""

    held: Engagement
    level: int | None


def board_cards(user: Any, contract: Contract, day: date) -> list[tuple[str, list[BoardCard]]]:
    """Everybody on a post today by post, in the contract's order. Three queries."""
    seen = Person.objects.allowed(user, Permission.STAFF_BOARD).filter(contract=contract)
    held = (
        engaged_on(contract, day)
        .filter(person__in=seen)
        .select_related("person", "post", "team", "window", "venue")
    )
    rows = list(held)
    numbers = [row.person_id for row in rows]
    best: dict[int, int] = {}
    for row in Certificate.objects.filter(person__in=numbers, voided_at=None):
        if valid_on(row, day):
            best[row.person_id] = min(row.level, best.get(row.person_id, row.level))
    found: dict[int, tuple[str, list[BoardCard]]] = {}
    for row in rows:
        found.setdefault(row.post_id, (row.post.name, []))[1].append(BoardCard(row, best.get(row.person_id)))
    return list(found.values())
