"""Fixtures for every test: guarded tables that can still be emptied, quick sign-in, contracts."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from accounts.middleware import SEEN, SIGNED_IN
from accounts.models import User
from accounts.sessions import BACKEND
from contracts.models import Contract
from hall_ops.lib.statements import Statement
from hall_ops.lib.triggers import drop_triggers, make_triggers
from records.actions import core
from records.enums import ACTION_LABELS, FIELD_LABELS
from records.models import AuditEvent
from tests.factories.contracts import ContractFactory

ClientFor = Callable[..., Client]

# Where CI runs, every run tries the same examples, so that it fails by what was changed; elsewhere each tries new ones.
# A busy machine is no finding: examples have no deadline. What fails is printed so that it can be tried again.
hypothesis_settings.register_profile("ci", derandomize=True, database=None, deadline=None, print_blob=True)
hypothesis_settings.register_profile("here", deadline=None, print_blob=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks rules and no database: it cannot differ from one database to the other, so CI runs it once."""
    for item in items:
        asks = item.get_closest_marker("django_db") or {"db", "transactional_db"} & set(item.fixturenames)  # type: ignore[attr-defined]
        if item.path.name.startswith("test_rules_") and not asks:
            item.add_marker("rules")


@pytest.fixture(autouse=True, scope="session")
def _flush_past_the_guards() -> Iterator[None]:
    """Tests with real transactions empty all tables afterwards, which the triggers refuse: take them off and on."""
    flush = TransactionTestCase._fixture_teardown

    def teardown(self: TransactionTestCase) -> None:
        drop_triggers()
        flush(self)
        for config in apps.get_app_configs():
            make_triggers(config)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True, scope="session")
def _every_event_is_labelled() -> Iterator[None]:
    """Whatever a test makes the product write down, the auditor reads in Chinese: actions and fields have names.

    Actions under `test.` and the field `x_unknown` are the tests' own, for what has none.
    """
    write = core.insertion

    def looked_at(rows: Sequence[Any]) -> Statement:
        for event in rows:
            if isinstance(event, AuditEvent) and not event.action.startswith("test."):
                fields = {*event.before, *event.after} - {*FIELD_LABELS, "x_unknown"}
                said = fields | {event.action} - ACTION_LABELS.keys()
                assert not said, f"records/action_labels.py and field_labels.py do not name {sorted(said)}"
        return write(rows)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "insertion", looked_at)
        yield


@pytest.fixture
def contract(db: None) -> Contract:
    return ContractFactory()


@pytest.fixture
def other_contract(db: None) -> Contract:
    return ContractFactory()


@pytest.fixture
def client_for(db: None) -> ClientFor:
    """A client signed in as a user, without the sign-in page."""
    return sign_in_quickly


def sign_in_quickly(user: User, **options: Any) -> Client:
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    client = Client(**options)
    client.force_login(user, backend=BACKEND)
    session = client.session
    session[SEEN] = session[SIGNED_IN] = timezone.now().timestamp()
    session.save()
    return client


@pytest.fixture
def queries() -> CaptureQueriesContext:
    """`with queries: …` then len(queries)."""
    return CaptureQueriesContext(connection)
