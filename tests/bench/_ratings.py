"""Ratings of two visits in five, on a seeded hall that has none: python -m tests.bench._ratings."""

import json
from typing import Any

from tests.bench._django import ready
from tests.bench._planted import IS_PLANTED

# Levels and sources as halls report them; every fifth visit speaks, as many again are counted as silence.
RATINGS = f"""
    INSERT INTO windows_rating (
        uid, contract_id, case_id, visit_kind, visit_key, visited_on, department_id, window_id, clerk_id, level,
        reasons, text, source, channel, claimed_at, recorded_at, is_real_name, state
    )
    SELECT gen_random_uuid(), contract_id, id, 'case', '', day, department_id, window_id, clerk_id,
        CASE WHEN id %% 10 < 2 THEN 5 WHEN id %% 97 = 0 THEN 1 WHEN id %% 53 = 0 THEN 2 WHEN id %% 31 = 0 THEN 3
             WHEN id %% 4 = 0 THEN 4 ELSE 5 END,
        '[]', '', CASE WHEN id %% 10 < 2 THEN 'default' ELSE 'active' END, 'page',
        registered_at + interval '20 minutes', registered_at + interval '20 minutes', false, 'valid'
    FROM windows_case WHERE contract_id = %s AND (id %% 10 < 4 OR {IS_PLANTED}) AND state <> 'void'
"""
FOLLOWED = """
    INSERT INTO windows_ratingfollowup (
        rating_id, contract_id, number, state, opened_at, contact_due_on, rectify_due_on, contacted_at, answered_at,
        call_back_result, closed_at
    )
    SELECT id, contract_id, row_number() OVER (ORDER BY id), 'closed', recorded_at, visited_on + 1, visited_on + 21,
        recorded_at + interval '2 hours', recorded_at + interval '3 hours', '', recorded_at + interval '4 hours'
    FROM windows_rating WHERE contract_id = %s AND level < 3
"""


def count(contract: Any) -> None:
    """Have the closed days counted, as the next night does."""
    from django.db import connection
    from django.utils import timezone

    from windows.actions.rating_tallies import count_rating_days
    from windows.models import RatingDay

    RatingDay.objects.filter(contract=contract).delete()
    count_rating_days(at=timezone.now(), contract=contract)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE windows_ratingtally, windows_ratingday")


def main() -> None:
    ready()
    from django.db import connection

    from contracts.models import Contract
    from windows.models import Rating

    contract = Contract.objects.get(slug="bench")
    if not Rating.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute(RATINGS, [contract.pk])
            cursor.execute(FOLLOWED, [contract.pk])
            cursor.execute("VACUUM ANALYZE windows_rating, windows_ratingfollowup")
        count(contract)
    print(json.dumps({"ratings": Rating.objects.count()}))


if __name__ == "__main__":
    main()
