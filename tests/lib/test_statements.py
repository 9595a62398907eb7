"""Statements that travel together: all hold or none, in their order, in one round trip on PostgreSQL."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from hall_ops.lib.statements import execute_together, insertion
from records.actions import number_row
from records.models import Counter, IdempotencyKey
from tests.factories.accounts import UserFactory
from windows.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    made: User = UserFactory()
    return made


def key(user: User, name: str) -> IdempotencyKey:
    return IdempotencyKey(
        user=user, key=name, body_hash="0" * 64, answer={"%s": "；;'"}, created_at=timezone.now()
    )


def test_rows_are_written_as_the_model_would(user: User) -> None:
    execute_together([insertion([key(user, "a" * 8), key(user, "b" * 8)])])

    assert list(IdempotencyKey.objects.order_by("key").values_list("key", "answer")) == [
        ("a" * 8, {"%s": "；;'"}),
        ("b" * 8, {"%s": "；;'"}),
    ]


def test_the_last_statement_answers_and_all_take_one_trip(user: User) -> None:
    with CaptureQueriesContext(connection) as took:
        row = execute_together(
            [insertion([key(user, "a" * 8)]), ("SELECT count(*) FROM records_idempotencykey", ())]
        )

    assert row == (1,)
    assert len(took) == (1 if connection.vendor == "postgresql" else 2)


def test_one_that_fails_takes_the_others_back(user: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        execute_together([insertion([key(user, "a" * 8)]), insertion([key(user, "")])])

    assert not IdempotencyKey.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_they_are_refused() -> None:
    with pytest.raises(RuntimeError):
        execute_together([("SELECT 1", ())])


def test_a_number_brings_the_rows_key_where_the_database_hands_it_out() -> None:
    first, second = Case(), Case()

    assert [number_row("case:test", first), number_row("case:test", second)] == [1, 2]
    assert Counter.objects.get(scope="case:test").value == 2
    if connection.vendor == "postgresql":
        assert first.pk and second.pk == first.pk + 1
    else:
        assert first.pk is second.pk is None
