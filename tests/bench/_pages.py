"""Answers a page at a time: {"get": address} or {"find": words} in, seconds and number of queries out.

`{"facts": true}` tells what to look for: one person. `{"tally": …}` tells how many rows each value of a
column has, `{"number": …}` how many there are of all: by them it is chosen what the halls are asked with
(tests/bench/_alike.py).
"""

import json
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate
from typing import Any

from tests.bench._django import ready

CASES_OF_ONE = 3  # as many as most people have in either hall


def facts() -> dict[str, Any]:
    """What to look for, chosen alike in every database: somebody with three cases, one of them issued lately."""
    from hall_ops.lib.sealing import open_column
    from windows.models import Case
    from windows.queries.ledger_rows import PAGE

    people = Case.objects.filter(applicant_kind="person", state="issued").order_by("-registered_at", "-pk")
    one = next(case for case in people[5000:].iterator() if _cases_of(case) == (CASES_OF_ONE, CASES_OF_ONE))
    return {
        "number": one.number, "id": open_column(one, "id"), "phone": open_column(one, "phone"), "nobody": "欧阳无此人",
        "page": PAGE,
    }  # fmt: skip


def _cases_of(case: Any) -> tuple[int, int]:
    """How many cases have the document of this one, how many its telephone."""
    from windows.models import Case

    found = (Case.objects.filter(**{name: getattr(case, name)}) for name in ("id_index", "phone_index"))
    return tuple(rows.count() for rows in found)  # type: ignore[return-value]


def rows_asked(asked: dict[str, str]) -> tuple[Any, str]:
    """A ledger's rows under its filters, as its page reads them. Shape: the rows, the path of the column."""
    from django.http import QueryDict
    from django.utils import timezone

    from windows.forms.asked_ledgers import asked as read
    from windows.reports.ledgers import ledgers

    ledger, by = ledgers()[asked["ledger"]], asked.get("by", "pk")
    user = user_of("assessor" if ledger.key == "ratings" else "supervisor")
    found = read(ledger, user, bench_contract(), QueryDict(asked["query"]), timezone.localdate())
    return found.rows, by if by in ledger.own else f"{ledger.case_path or ''}{by}"


def register_asked(asked: dict[str, str]) -> tuple[Any, str]:
    """A register's rows. Shape: as above; the column is `name`, or the `beginning` or the `day` of a row."""
    from django.db.models import F
    from django.db.models.functions import Left, TruncDate

    from windows.views._registers import REGISTERS

    columns = {"name": F("person_name"), "beginning": Left("person_name", 1), "day": TruncDate("recorded_at")}
    rows = (
        REGISTERS[asked["register"]].model.objects.filter(contract=bench_contract()).exclude(person_name="")
    )
    return rows.annotate(asked=columns[asked["by"]]), "asked"


def tally(asked: dict[str, str]) -> dict[str, int]:
    """How many rows each value has. Shape: by what stands in the address for the value."""
    from django.db.models import Count

    from windows.models import ServiceItem

    rows, path = register_asked(asked) if "register" in asked else rows_asked(asked)
    with unhurried():
        found = dict(rows.exclude(**{path: None}).order_by().values_list(path).annotate(rows=Count("pk")))
    if asked["by"] == "item":
        codes = dict(ServiceItem.objects.values_list("pk", "short_code"))
        found = {codes[item]: n for item, n in found.items()}
    return beginning_so(found) if asked["by"] == "name" else {str(value): n for value, n in found.items()}


def beginning_so(names: dict[str, int]) -> dict[str, int]:
    """How many rows have each name or one that begins so: a register finds both."""
    ordered = sorted(names)
    before = [0, *accumulate(names[name] for name in ordered)]
    return {
        name: before[bisect_left(ordered, f"{name}\U0010ffff")] - before[place]
        for place, name in enumerate(ordered)
    }


def number(asked: dict[str, str]) -> int:
    with unhurried():
        found: int = rows_asked(asked)[0].count()
        return found


@contextmanager
def unhurried() -> Iterator[None]:
    """What no page asks may take its time."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        yield
        cursor.execute("RESET statement_timeout")


@cache
def first_end(paths: tuple[str, ...]) -> datetime:
    """When the first case ended."""
    from django.db.models import F, Min
    from django.db.models.functions import Coalesce

    from windows.models import Case

    found: datetime = Case.objects.aggregate(first=Min(Coalesce(*[F(path) for path in paths])))["first"]
    return found


def look_for_expired(counted: bool) -> dict[str, Any]:
    """What the nightly erasure asks of the cases, field by field, on a night when nothing has run out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from hall_ops.lib.personal_data import catalogue
    from records.actions.personal_data import BATCH, due_rows

    entries = [entry for entry in catalogue() if entry.model == "windows.case" and entry.retention_days]
    first, took = first_end(entries[0].ends), 0.0
    with CaptureQueriesContext(connection) as queries:
        for entry in entries:
            at = first + timedelta(days=entry.retention_days or 0)
            began = time.perf_counter()
            rows = list(due_rows(entry, at).order_by("pk")[:BATCH])
            took += time.perf_counter() - began
            assert not rows, f"{entry.path}: nothing has run out yet"
    if not counted:
        return {"seconds": took, "rows": 0}
    slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))
    return {"queries": len(queries), "slowest": [slowest["time"], slowest["sql"][:1500]]}


def answer(question: dict[str, Any]) -> dict[str, Any] | int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if "facts" in question:
        return facts()
    if "tally" in question:
        return tally(question["tally"])
    if "number" in question:
        return number(question["number"])
    if "erase" in question:
        return look_for_expired(bool(question.get("count")))
    client = client_of(question.get("as", "supervisor"), question.get("department", ""))
    if "find" in question:
        address = client.post("/bench/windows/ledgers/acceptance/", {"words": question["find"]}).headers[
            "Location"
        ]
    else:
        address = question["get"]
    if question.get("count"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        slowest = max(queries.captured_queries, key=lambda query: float(query["time"]))
        return {"queries": len(queries), "slowest": [slowest["time"], slowest["sql"][:1500]]}
    began = time.perf_counter()
    response = client.get(address)
    took = time.perf_counter() - began
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return {"seconds": took, "rows": drawn(response.content)}


def drawn(page: bytes) -> int:
    """The rows of a page's tables, without their headings."""
    return page.count(b"<tr") - page.count(b"<thead")


@cache
def bench_contract() -> Any:
    from contracts.models import Contract

    return Contract.objects.get(slug="bench")


@cache
def user_of(role: str, department: str = "") -> Any:
    """Somebody of this role; a liaison of the department, or of the one with the newest case."""
    from accounts.models import User
    from contracts.models import Membership
    from hall_ops.lib.permissions import Role
    from tests.factories.accounts import UserFactory
    from tests.factories.contracts import member
    from windows.models import Case

    contract, place = bench_contract(), {}
    if role == Role.LIAISON:
        newest = Case.objects.filter(contract=contract).order_by("-registered_at", "-pk")
        place = {"department_id": int(department) if department else newest[0].department_id}
    found = Membership.objects.filter(contract=contract, role=role, ended_at=None, **place).first()
    if found is not None:
        return found.user
    UserFactory.reset_sequence(User.objects.count(), force=True)  # another process made those there are
    return member(Role(role), contract, **place)


@cache
def client_of(role: str, department: str = "") -> Any:
    from tests.conftest import sign_in_quickly

    return sign_in_quickly(user_of(role, department))


def main() -> None:
    ready()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
