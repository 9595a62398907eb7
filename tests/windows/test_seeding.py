"""Seeding: what it writes is what the product itself would have counted, and the database keeps every rule."""

from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from windows.actions.rating_tallies import count_rating_days
from windows.actions.tallies import count_closed_days
from windows.models import Case, CaseEvent, CaseMaterial, RatingDay, RatingTally, Tally, TallyDay
from windows.queries.rating_tallies import uncounted_days
from windows.queries.tallies import uncounted
from windows.rules.tallies import NAMES
from windows.seeding import load
from windows.seeding.figures import happened
from windows.seeding.lives import Life

pytestmark = pytest.mark.django_db
COLUMNS = [field.name for field in Tally._meta.concrete_fields if field.name not in ("id", "contract")]


@pytest.fixture
def _quiet_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forty cases a day, so that a few hundred last over a change of month."""
    monkeypatch.setattr(load, "A_DAY", 40)


def seed(contract: Contract, cases: int, number: int = 7) -> load.Seeded:
    by, at = member(Role.SUPERVISOR, contract), timezone.now()
    return load.seed(by=by, at=at, contract=contract, cases=cases, seed_number=number, say=lambda _text: None)


@pytest.mark.parametrize(
    ("decided", "on_spot", "figure"),
    [(2, True, "on_time"), (4, False, "early"), (5, False, "on_time"), (6, False, "late")],
)
def test_a_decision_is_early_on_time_or_late_by_its_day(decided: int, on_spot: bool, figure: str) -> None:
    life = Life(accepted=(2, 40000), due=2 if on_spot else 5, decided=(decided, 41000), concluded="denied")

    found = happened(life, 2, on_spot=on_spot)

    assert sorted((day, NAMES[place]) for day, place in found) == sorted(
        [(2, "received"), (2, "accepted"), (decided, "decided"), (decided, "denied"), (decided, figure)]
    )


def figures() -> set[tuple[Any, ...]]:
    return set(Tally.objects.values_list(*COLUMNS))


def rateable() -> set[tuple[Any, ...]]:
    return set(RatingTally.objects.values_list("day", "dimension", "key", "visits", "rated"))


@pytest.mark.usefixtures("_quiet_hall")
def test_seeding_counts_its_days_as_the_product_would(contract: Contract) -> None:
    seed(contract, 700)
    written, visits, today = figures(), rateable(), timezone.localdate()
    assert Case.objects.count() == 700
    assert uncounted(contract, None, today, today).hold and not uncounted_days(contract, today)
    assert Case.objects.filter(state="void", day__lt=today).exists()
    assert Case.objects.filter(told_rounds__gt=0).exists()

    TallyDay.objects.update(is_dirty=True)
    Tally.objects.all().delete()
    count_closed_days(at=timezone.now(), contract=contract, today=today)
    RatingDay.objects.all().delete()
    count_rating_days(at=timezone.now(), contract=contract)

    assert written == figures() and visits == rateable()


@pytest.mark.usefixtures("_quiet_hall")
def test_seeding_beside_older_cases_counts_all_of_them(contract: Contract) -> None:
    seed(contract, 200)
    oldest = Case.objects.earliest("registered_at")
    TallyDay.objects.filter(day__lt=oldest.day).delete()
    venue = contract.venues.get()
    venue.contracts.remove(contract)
    contract.purchaser.venues.create(code="FZ", name="分中心", kind=venue.kind).contracts.add(contract)

    seed(contract, 200, number=8)

    visits = sum(RatingTally.objects.filter(dimension="all").values_list("visits", flat=True))
    closed = Case.objects.filter(registered_at__date__lt=timezone.localdate())
    assert visits == closed.exclude(state="void").count()
    received = sum(Tally.objects.filter(span="day", dimension="all").values_list("received", flat=True))
    assert received == Case.objects.filter(registered_at__date__lt=timezone.localdate()).count() == 400


@pytest.mark.usefixtures("_quiet_hall")
def test_seeded_cases_have_logs_papers_and_sealed_numbers(contract: Contract) -> None:
    seed(contract, 120)

    newest = Case.objects.order_by("-registered_at")[0]
    assert newest.events.filter(action="register").exists()
    assert CaseMaterial.objects.filter(case=newest).count() >= 2
    assert CaseEvent.objects.filter(case__state="void", action="void", to_state="void").count() == (
        Case.objects.filter(state="void").count()
    )
    assert not Case.objects.filter(id_sealed=None).exists()
    assert len(set(Case.objects.values_list("number", flat=True))) == 120


def test_seeding_by_command_says_how_much_was_made(
    contract: Contract, capsys: pytest.CaptureFixture[str]
) -> None:
    member(Role.SUPERVISOR, contract)

    call_command("seed_ledger", cases=30, contract=contract.slug)

    assert "30 件" in capsys.readouterr().out
    assert Case.objects.filter(contract=contract).count() == 30
