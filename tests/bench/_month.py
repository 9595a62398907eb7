"""Days of rest in this month before a hall's first day: python -m tests.bench._month [DAY].

A hall of 24 thousand cases is eight working days old. A larger one rests on the earlier days of the month, so that the
month at hand has the same days, and as many cases, in both; all that it has more is older. Without a day: the hall's
own.
"""

import json
import sys
from datetime import date, timedelta

from tests.bench._django import ready


def rest_before(first_day: date, today: date) -> int:
    """Shape: how many days of this month are written down as days of rest."""
    from contracts.enums import DayKind
    from contracts.models import WorkDay

    first = today.replace(day=1)
    days = [first + timedelta(days=step) for step in range((first_day - first).days)]
    rows = [WorkDay(date=day, kind=DayKind.HOLIDAY, name="停业", source="bench") for day in days]
    WorkDay.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["date"], update_fields=["kind", "name", "source"]
    )
    return len(rows)


def main() -> None:
    ready()
    from django.utils import timezone

    from windows.models import Case

    asked = sys.argv[1] if len(sys.argv) > 1 else ""
    first_day = date.fromisoformat(asked) if asked else Case.objects.earliest("day").day
    rested = rest_before(first_day, timezone.localdate())
    print(json.dumps({"first_day": first_day.isoformat(), "rested": rested}))


if __name__ == "__main__":
    main()
