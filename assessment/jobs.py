"""Nightly work on cards: seal the day, close what is due, remind. Each is safe when run twice."""

from django.utils import timezone
from django.utils.translation import gettext as _

from assessment.actions.card_life import close_due
from assessment.actions.daily_seals import deliver_waiting, make_missing
from assessment.actions.findings import look_again, months_to_look_at
from assessment.actions.notices import refresh_notices
from assessment.queries.seal_faults import seal_faults
from contracts.models import Contract


class SealNotDelivered(RuntimeError):
    """The seal stands, but did not leave the database: the run is marked failed and readiness turns red."""


class SealBroken(RuntimeError):
    """The nightly check found something that was sealed and changed since."""


def seal_days() -> str:
    """Seal every day since the last seal. Raises: SealNotDelivered, after all that could be delivered was."""
    now = timezone.now()
    made = make_missing(at=now)
    failed = deliver_waiting(at=now)
    if failed:
        raise SealNotDelivered("；".join(f"{each}: {each.problem}" for each in failed))
    return f"made={made}"


def close_cards() -> str:
    """Close every card whose objection window has passed with nothing open."""
    return f"closed={close_due(at=timezone.now())}"


def remind() -> str:
    """Make today's notices and settle those whose reason is gone."""
    made, settled = refresh_notices(at=timezone.now())
    return f"made={made} settled={settled}"


def verify_seals_nightly() -> str:
    """Check everything sealed. Raises: SealBroken with the first faults."""
    found = list(seal_faults())
    if found:
        raise SealBroken(
            _("%(n)s 处：%(first)s") % {"n": len(found), "first": "；".join(f.text for f in found[:3])}
        )
    return "ok"


def find() -> str:
    """Ask the detectors about this month and the last, for every contract in its term."""
    now = timezone.now()
    found = 0
    for contract in Contract.objects.order_by("pk"):
        for month in months_to_look_at(contract, now):
            found += look_again(at=now, contract=contract, month=month)
    return f"changed={found}"
