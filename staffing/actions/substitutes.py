"""Who stands in for whom (AB 角): named once, ended once. Source: 001 § 1.7.1; 004 § 三.4–5."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from records.actions import record_event
from staffing.models import Person, SubstitutePair
from staffing.queries.people import engaged_on


class PairRefused(DomainError):
    """Two people who cannot stand in for each other."""


@transaction.atomic
def add_pair(
    *, by: Any, at: datetime, contract: Contract, first: Person, second: Person, rank: int, today: date
) -> SubstitutePair:
    """Name the second of somebody. Raises: PairRefused."""
    if first.pk == second.pk:
        raise PairRefused(_("A 角和 B 角不能是同一人。"))
    engaged = set(engaged_on(contract, today).values_list("person_id", flat=True))
    for person in (first, second):
        if person.pk not in engaged:
            raise PairRefused(_("%(name)s现在不在岗，不能登记为 AB 角。") % {"name": person.name})
    try:
        with transaction.atomic():
            pair = SubstitutePair.objects.create(contract=contract, first=first, second=second, rank=rank)
    except IntegrityError as error:
        words = {"first": first.name, "second": second.name}
        raise PairRefused(_("%(second)s已经是%(first)s的 B 角。") % words) from error
    after = {"first": first.number, "second": second.number, "rank": rank}
    record_event("substitute.add", by=by, obj=pair, contract=contract, after=after)
    return pair


@transaction.atomic
def end_pair(*, by: Any, at: datetime, pair: SubstitutePair) -> SubstitutePair:
    """From now on the second no longer stands in; shifts planned before stay. Raises: PairRefused."""
    row = (
        SubstitutePair.objects.select_for_update(of=("self",))
        .select_related("first", "second")
        .get(pk=pair.pk)
    )
    if row.ended_at is not None:
        raise PairRefused(_("这一对 AB 角已经结束。"))
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    after = {"first": row.first.number, "second": row.second.number}
    record_event("substitute.end", by=by, obj=row, contract=row.contract, after=after)
    return row
