"""Who is engaged on a day, on which post, in which team; who a signed-in user is in a contract."""

from datetime import date
from typing import Any

from django.db.models import Q

from contracts.models import Contract
from staffing.models import Engagement, Person


def engaged_between(contract: Contract, first: date, last: date) -> Any:
    """Engagements that touch the days, both included, with person, post and team."""
    return (
        Engagement.objects.filter(contract=contract, voided_at=None, starts_on__lte=last)
        .filter(Q(ends_on=None) | Q(ends_on__gte=first))
        .select_related("person", "post", "team")
        .order_by("post__position", "person__number")
    )


def engaged_on(contract: Contract, day: date) -> Any:
    return engaged_between(contract, day, day)


def file_of(user: Any, contract: Contract) -> Person | None:
    """The staff file of a signed-in user; None for somebody without one."""
    return Person.objects.filter(contract=contract, user=user).first()
