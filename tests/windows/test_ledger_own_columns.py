"""Rows of ledgers bear the item and the department of their case, and are narrowed by them without it."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item, make_session
from tests.windows.fee_rows import make_fee, paying_case
from tests.windows.ledger_rows import everything
from windows.actions.moves import log_case
from windows.enums import CaseState
from windows.forms.asked_ledgers import asked
from windows.models import LEDGER_ACTIONS, Case, CaseEvent, Fee, HandOverLine, Issuance
from windows.reports.ledgers import ledgers

OWN = [key for key, ledger in ledgers().items() if ledger.own]


def rows_asked(contract: Contract, key: str, **filters: Any) -> Any:
    data = QueryDict(mutable=True)
    data.update({"span": "all", **filters})
    return asked(ledgers()[key], member(Role.SUPERVISOR, contract), contract, data, timezone.localdate()).rows


@pytest.fixture
def full(contract: Contract) -> Contract:
    everything(contract)
    return contract


def test_rows_bear_the_item_and_department_of_their_case(full: Contract) -> None:
    for model in (Fee, Issuance, HandOverLine):
        row = model.objects.select_related("case").get(
            **{} if model is not HandOverLine else {"kind": "papers"}
        )
        assert (row.item_id, row.department_id) == (row.case.item_id, row.case.department_id)
    line = HandOverLine.objects.select_related("batch").first()
    assert line is not None
    assert (line.contract_id, line.made_at) == (line.batch.contract_id, line.batch.made_at)


@pytest.mark.parametrize("action", [*LEDGER_ACTIONS, "accept"])
def test_the_log_bears_them_where_a_ledger_shows_it(contract: Contract, action: str) -> None:
    case = make_case(contract, CaseState.ACCEPTED)

    log_case(by=case.clerk, at=timezone.now(), case=case, action=action, before=CaseState.REGISTERED)

    line = CaseEvent.objects.get(case=case, action=action)
    borne = (case.item_id, case.department_id) if action in LEDGER_ACTIONS else (None, None)
    assert (line.item_id, line.department_id) == borne


@pytest.mark.parametrize("key", OWN)
def test_own_columns_narrow_a_ledger_without_its_cases(full: Contract, key: str) -> None:
    known = {(row.case.item_id, row.case.department_id): row.case for row in rows_asked(full, key)}
    case = next(iter(known.values()))
    other = make_item(full, department=make_department(full))

    for name, here, elsewhere in (
        ("item", case.item.short_code, other.short_code),
        ("department", case.department_id, other.department_id),
    ):
        rows = rows_asked(full, key, **{name: here})
        assert rows.exists() and not rows_asked(full, key, **{name: elsewhere}).exists()
        assert {getattr(row.case, f"{name}_id") for row in rows} == {getattr(case, f"{name}_id")}
        assert f'JOIN "{Case._meta.db_table}"' not in str(rows.order_by().query)


def test_fees_are_found_by_the_window_they_were_taken_at(contract: Contract) -> None:
    session = make_session(contract)
    fee = make_fee(contract, case=paying_case(contract), by=session.clerk)
    elsewhere = make_session(contract)

    assert fee.window_id == session.window_id
    assert list(rows_asked(contract, "fees", window=session.window_id)) == [fee]
    assert not rows_asked(contract, "fees", window=elsewhere.window_id).exists()


def test_the_migration_fills_rows_that_were_there(full: Contract) -> None:
    rows = (Fee, Issuance, HandOverLine, CaseEvent)
    before = [list(model.objects.order_by("pk").values()) for model in rows]
    other, later = make_item(full, department=make_department(full)), timezone.now() + timedelta(days=1)
    wrong = {"item": other, "department": other.department}
    filling = import_module("windows.migrations.0014_own_columns_of_ledger_rows")

    editor = connection.SchemaEditorClass(
        connection
    )  # not entered: SQLite would ask for foreign keys to be off
    for table in filling.GUARDED:
        on = f" ON {table}" if connection.vendor == "postgresql" else ""
        editor.execute(f"DROP TRIGGER {table}_refuse_update{on}")
    Fee.objects.update(item=other)
    Issuance.objects.update(**wrong)
    HandOverLine.objects.update(**wrong, made_at=later)
    CaseEvent.objects.filter(action__in=LEDGER_ACTIONS).update(**wrong)
    filling.fill(None, editor)

    assert [list(model.objects.order_by("pk").values()) for model in rows] == before
