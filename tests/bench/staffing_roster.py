"""The week of 120 people on one screen: how many queries, how long, against reading the week's shifts by plain SQL.

Budget: at most 15 queries for 120 people × 7 days × 2 sessions (issue 4). Runs in the database made for the benches.
"""

from datetime import date, timedelta

from tests.bench import Measure

MONDAY = date(2026, 11, 30)
PEOPLE, QUERIES = 120, 15


def run() -> list[Measure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from tests.conftest import sign_in_quickly
    from tests.factories.contracts import ContractFactory

    contract = ContractFactory()
    supervisor = full_hall(contract)
    client, address = sign_in_quickly(supervisor), reverse("staffing:roster-week", args=[contract.slug])
    shown = client.get(address, {"week": MONDAY.isoformat()})
    if shown.status_code != 200 or shown.content.decode().count("data-v=") != PEOPLE * 7 * 2:
        raise AssertionError("the bench's week is not the one that was planned")
    with CaptureQueriesContext(connection) as queries:
        client.get(address, {"week": MONDAY.isoformat()})
    return [Measure("queries of the roster screen, 120 people × 7 days × 2", len(queries), QUERIES, 1)]


def full_hall(contract: object) -> object:
    """Everybody works every session; the hall names no limit of hours. Shape: the supervisor."""
    from django.utils import timezone

    from staffing.actions.roster import Change, change_cells
    from staffing.models import ServiceSession
    from tests.factories.staffing import make_window
    from tests.staffing.roster_hall import Hall

    hall = Hall.of(contract)  # type: ignore[arg-type]
    type(contract).objects.filter(pk=contract.pk).update(profile={})  # type: ignore[attr-defined]
    contract.profile = {}  # type: ignore[attr-defined]
    ServiceSession.objects.filter(contract=contract).update(weekdays=[1, 2, 3, 4, 5, 6, 7])
    for number in range(PEOPLE - len(hall.people)):
        hall.hire(f"员工{number}", hall.post, team=hall.team, user=hall.supervisor if number == 0 else None)
    for number in range(3, 73):
        make_window(contract, f"{number:02}")  # type: ignore[arg-type]
    changes = [
        Change(person.pk, MONDAY + timedelta(days=day), session.pk, present=True)
        for person in hall.people.values()
        for day in range(7)
        for session in (hall.am, hall.pm)
    ]
    change_cells(
        by=hall.supervisor, at=timezone.now(), contract=hall.contract, monday=MONDAY, changes=changes
    )
    return hall.supervisor
