"""A day that is counted while somebody touches it: the mark stays, so that it is counted once more."""

import threading
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.factories.contracts import ContractFactory
from tests.races import at_once
from windows.actions import tallies
from windows.models import TallyDay

pytestmark = pytest.mark.django_db(transaction=True)
DAY, TODAY = date(2026, 3, 9), date(2026, 3, 12)
MOMENT = 0.3


def test_a_mark_made_while_its_day_is_counted_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    contract = ContractFactory()
    tallies.mark_days(contract=contract, days=[DAY], today=TODAY)
    read, figures_of_days = threading.Event(), tallies.figures_of_days

    def slowly(*args: Any) -> Any:
        found = figures_of_days(*args)
        read.set()
        threading.Event().wait(MOMENT)  # meanwhile the other hand comes to the row
        return found

    monkeypatch.setattr(tallies, "figures_of_days", slowly)

    def work(place: int) -> None:
        if place:
            assert read.wait(10)
            tallies.mark_days(contract=contract, days=[DAY], today=TODAY)
        else:
            tallies.count_day(at=timezone.now(), contract=contract, day=DAY)

    assert at_once(work, 2) == [None, None]
    assert TallyDay.objects.get(day=DAY).is_dirty
