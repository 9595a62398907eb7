"""Taking the next number of a series."""

from django.db import connection

NEXT = (
    "INSERT INTO records_counter (scope, value) VALUES (%s, 1) "
    "ON CONFLICT (scope) DO UPDATE SET value = records_counter.value + 1 RETURNING value"
)
LONGEST = 120


def next_number(scope: str) -> int:
    """The next number of the series, from 1, without gaps: a rollback gives it back (security F6).

    The series stays locked until the caller's transaction ends, so a caller takes its numbers late and, when it takes
    several, always in the same order of scopes.
    Raises: RuntimeError outside a transaction; ValueError for an empty or overlong scope.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs into the transaction of the row that bears it")
    if not 0 < len(scope) <= LONGEST:
        raise ValueError(f"a scope has 1 to {LONGEST} characters, this one {len(scope)}")
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [scope])
        return int(cursor.fetchone()[0])
