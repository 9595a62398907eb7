"""Taking the next number of a series."""

from django.db import connection, models

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
    return int(_take(NEXT, scope)[0])


def number_row(scope: str, row: models.Model) -> int:
    """The next number of the series, for a row that is written together with the rows that refer to it.

    Where the database hands out keys ahead of the row, the row has its own afterwards, without a further question;
    elsewhere it gets it when it is saved. Raises: as next_number.
    """
    if connection.vendor != "postgresql":
        return next_number(scope)
    place = f"pg_get_serial_sequence('{row._meta.db_table}', '{row._meta.pk.column}')"
    number, row.pk = _take(f"{NEXT}, nextval({place})", scope)
    return int(number)


def _take(text: str, scope: str) -> tuple[int, ...]:
    if not connection.in_atomic_block:
        raise RuntimeError("a number belongs into the transaction of the row that bears it")
    if not 0 < len(scope) <= LONGEST:
        raise ValueError(f"a scope has 1 to {LONGEST} characters, this one {len(scope)}")
    with connection.cursor() as cursor:
        cursor.execute(text, [scope])
        return tuple(cursor.fetchone())
