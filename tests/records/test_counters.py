"""Numbers without gaps or doubles, however many hands take them, and whoever changes their mind."""

import time

import pytest
from django.db import IntegrityError, transaction

from records.actions import next_number
from records.models import Counter
from tests.races import at_once

HANDS, EACH = 8, 25


class Regret(RuntimeError):
    """Thrown inside a transaction that is to come to nothing."""


@pytest.mark.django_db
def test_series_count_from_one_each_for_itself() -> None:
    taken = [
        next_number("case:1:2026-03-02"),
        next_number("case:1:2026-03-02"),
        next_number("case:2:2026-03-02"),
    ]

    assert taken == [1, 2, 1]


@pytest.mark.django_db
def test_a_number_costs_one_query(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(1):
        next_number("a")


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["", "x" * 121])
def test_a_scope_that_does_not_fit_is_refused(scope: str) -> None:
    with pytest.raises(ValueError, match="1 to 120"):
        next_number(scope)


@pytest.mark.django_db
def test_the_database_refuses_a_counter_below_one() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Counter.objects.create(scope="a", value=0)


@pytest.mark.django_db(transaction=True)
def test_no_number_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        next_number("a")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_no_gap() -> None:
    with transaction.atomic():
        next_number("a")
    with transaction.atomic():
        assert next_number("a") == 2
        transaction.set_rollback(True)

    with transaction.atomic():
        assert next_number("a") == 2


@pytest.mark.django_db(transaction=True)
def test_many_hands_get_every_number_once() -> None:
    """Every fifth taker changes its mind: its number goes to somebody else."""

    def take(place: int) -> list[int]:
        taken = []
        for turn in range(EACH):
            try:
                with transaction.atomic():
                    number = next_number("a")
                    if turn % 5 == 0:
                        raise Regret
                taken.append(number)
            except Regret:
                continue
        return taken

    answers = at_once(take, HANDS)

    assert sorted(number for some in answers for number in some) == list(range(1, HANDS * EACH * 4 // 5 + 1))  # type: ignore[attr-defined]


def next_by_reading(scope: str) -> int:
    """The guard switched off: read, think, write, each on its own."""
    last = Counter.objects.filter(scope=scope).values_list("value", flat=True).first() or 0
    time.sleep(0.01)
    Counter.objects.update_or_create(scope=scope, defaults={"value": last + 1})
    return last + 1


@pytest.mark.django_db(transaction=True)
def test_reading_the_last_number_first_gives_doubles() -> None:
    """Negative control: the checker above notices a counter that does not lock."""
    answers = at_once(lambda place: next_by_reading("a"), HANDS)

    assert sorted(answers, key=str) != list(range(1, HANDS + 1))
