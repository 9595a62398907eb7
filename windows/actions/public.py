"""Counting tries at the public pages, in the database, whether they hit or miss, by the same statements.

Source: security.md P7, § 5 (Receipts).
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from hall_ops.lib.sealing import blind_index
from windows.models import RateBucket
from windows.rules.public_limits import MISSES, TAIL_MINUTES, Tries, network_of

ADD = (
    "INSERT INTO windows_ratebucket (key, minute, count) VALUES (%s, %s, %s) "
    "ON CONFLICT (key, minute) DO UPDATE SET count = windows_ratebucket.count + %s RETURNING count"
)
KEPT_MINUTES = 60


@transaction.atomic
def count_try(
    *, at: datetime, address: str, code: str, missed: bool, wrong_tail: bool = False, tried: bool = True
) -> Tries:
    """Count one try and tell what was counted. Shape: `tried` False counts nothing against the address.

    The same five statements run for a hit and a miss, so that neither takes longer.
    """
    minute = minute_of(at)
    tail_key = f"tail:{blind_index(code, field='public.code').hex()}"
    by_address = _add(
        f"address:{blind_index(network_of(address), field='public.address').hex()}", minute, tried
    )
    misses = _add(MISSES, minute, missed)
    _add(tail_key, minute, wrong_tail)
    wrong = RateBucket.objects.filter(key=tail_key, minute__gt=minute - TAIL_MINUTES).aggregate(
        n=Sum("count")
    )
    return Tries(by_address, misses, wrong["n"] or 0)


def minute_of(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _add(key: str, minute: int, number: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(ADD, [key, minute, int(number), int(number)])
        return int(cursor.fetchone()[0])


@transaction.atomic
def forget_tries(*, at: datetime) -> int:
    """Remove the counts of more than an hour ago."""
    old = minute_of(at - timedelta(minutes=KEPT_MINUTES))
    return RateBucket.objects.filter(minute__lt=old).delete()[0]
