"""Answers a page at a time: {"get": address} or {"find": words} in, seconds and number of queries out.

`{"facts": true}` tells what to look for: the most used item, department, window, clerk, zone, an item and a department
that are seldom used, and one case.
"""

import json
import sys
import time
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from tests.bench._django import ready

SELDOM = 100  # the hundredth item of two thousand: one case in six hundred


def facts() -> dict[str, Any]:
    """Values that filters and searches take, chosen alike in every database."""
    from django.db.models import Count

    from contracts.models import Window
    from hall_ops.lib.sealing import open_column
    from windows.models import Case, ServiceItem

    found: dict[str, Any] = {}
    newest = Case.objects.order_by("-registered_at", "-pk")[:24000].values("pk")
    for name in ("item", "department", "window", "clerk", "zone"):
        rows = Case.objects.filter(pk__in=newest).values(name).annotate(n=Count("pk")).order_by("-n", name)
        found[name] = rows[0][name]
    for name in ("item", "department"):
        rows = list(Case.objects.values(name).annotate(n=Count("pk")).order_by("-n", name))
        found[f"rare_{name}"] = rows[-1][name]
        found[f"seldom_{name}"] = rows[min(SELDOM, len(rows) - 1)][name]
    found["window_number"] = Window.objects.get(pk=found["window"]).number
    for name in ("item", "rare_item", "seldom_item"):
        found[name] = ServiceItem.objects.get(pk=found[name]).short_code
    one = Case.objects.filter(applicant_kind="person", state="issued").order_by("-registered_at", "-pk")[5000]
    found |= {"number": one.number, "id": open_column(one, "id"), "phone": open_column(one, "phone")}
    found |= {
        "name": one.applicant_name,
        "surname": one.applicant_name[0],
        "nobody": "欧阳无此人",
        "day": f"{one.day:%Y-%m-%d}",
    }
    found["cases"] = Case.objects.count()
    return found


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


def answer(question: dict[str, Any]) -> dict[str, Any]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    if "facts" in question:
        return facts()
    if "erase" in question:
        return look_for_expired(bool(question.get("count")))
    client = client_of(question.get("as", "supervisor"))
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
    return {
        "seconds": took,
        "rows": len(response.context.get("lines", ()) or response.context.get("rows", ())),
    }


@cache
def client_of(role: str) -> Any:
    """Somebody of this role; a liaison of the department with the newest case."""
    from accounts.models import User
    from contracts.models import Contract, Membership
    from hall_ops.lib.permissions import Role
    from tests.conftest import sign_in_quickly
    from tests.factories.accounts import UserFactory
    from tests.factories.contracts import member
    from windows.models import Case

    contract = Contract.objects.get(slug="bench")
    found = Membership.objects.filter(contract=contract, role=role, ended_at=None).first()
    if found is not None:
        return sign_in_quickly(found.user)
    newest = Case.objects.filter(contract=contract).order_by("-registered_at", "-pk")[0]
    place = {"department": newest.department} if role == Role.LIAISON else {}
    UserFactory.reset_sequence(User.objects.count(), force=True)  # another process made those there are
    return sign_in_quickly(member(Role(role), contract, **place))


def main() -> None:
    ready()
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
