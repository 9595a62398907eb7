"""Service years whose months are assessed, through the product's own actions; signing jumps over the passwords."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from accounts.models import User
from assessment.actions.cards import open_card
from assessment.enums import CardState
from assessment.models import Scorecard
from contracts.models import Contract, ServiceYear
from hall_ops.lib.months import months_between
from hall_ops.lib.permissions import Role
from tests.factories.accounts import PASSWORD
from tests.factories.assessment import entry_on, sign
from tests.factories.contracts import member

__all__ = ["PASSWORD", "YEAR_ONE", "fill_year", "month_card", "officer", "year_of"]
# rules.md section 3: 92 for six months, 88 for five.
YEAR_ONE = ["92"] * 6 + ["88"] * 5


def year_of(contract: Contract, number: int = 1) -> ServiceYear:
    return ServiceYear.objects.get(contract=contract, number=number)


def officer(role: Role, contract: Contract) -> User:
    return member(role, contract)


def fill_year(
    contract: Contract,
    totals: Iterable[str],
    *,
    number: int = 1,
    state: str = CardState.CLOSED,
    by: User | None = None,
) -> list[Scorecard]:
    """The year's first months with these totals, as far as there are totals."""
    year = year_of(contract, number)
    by = by or member(Role.ASSESSOR, contract)
    months = months_between(year.assessed_from, year.assessed_to)
    return [
        month_card(contract, month, total, by, state) for month, total in zip(months, totals, strict=False)
    ]


def month_card(
    contract: Contract, month: date, total: str, by: User, state: str = CardState.CLOSED
) -> Scorecard:
    """A card of this total (70 to 100), in this state; one that is signed already stays as it is."""
    card = open_card(by=by, at=timezone.now(), contract=contract, month=month)
    if card.state != CardState.DRAFT:
        return card
    lost = 100 - int(total)
    if lost:
        entry_on(card, "3.10", by=by, count=lost, note="逐日记录", occurred_on=card.month)
    if state != CardState.DRAFT:
        sign(card, state)
    card.refresh_from_db()
    return card
