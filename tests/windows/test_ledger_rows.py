"""Rows of ledgers: found one by one where they are narrowed by what they hang on, counted up to a point."""

from dataclasses import replace

import pytest
from django.http import QueryDict
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.windows.fee_rows import make_fee
from windows.forms.asked_ledgers import asked, counted, ledger_named
from windows.models import Case, Fee
from windows.queries import ledger_rows
from windows.queries.ledger_rows import Total, page_of, page_shown, rows_of, total_found

ORDER = ("-taken_at", "-pk")


def test_rows_found_one_by_one_are_paged_as_all_others(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    fees = [make_fee(contract) for _ in range(3)]
    others, rows = make_fee(contract), Fee.objects.filter(contract=contract)
    rows = rows.exclude(pk=others.pk)
    newest = [fee.pk for fee in reversed(fees)]

    total = total_found(rows)

    assert (total.count, total.exact) == (3, True) and set(total.ids or ()) == set(newest)
    assert page_of(rows, ORDER, 1, total)[0] == newest
    assert set(rows_of(rows, total)) == set(rows_of(rows, Total(3))) == set(fees)
    monkeypatch.setattr(ledger_rows, "COUNTED", 2)
    assert total_found(rows) == Total(2, exact=False)
    assert page_of(rows, ORDER, 1, total_found(rows))[0] == newest


def test_rows_under_way_are_looked_for_among_the_newest(contract: Contract) -> None:
    """The newest first, where they are; the database would as soon begin with the oldest, and find none for long."""
    first, second, third = [make_fee(contract).pk for _ in range(3)]
    user, today = member(Role.SUPERVISOR, contract), timezone.localdate()
    fees = replace(ledger_named("fees", user, contract), filters=("state", "kind"))

    def ids(query: str) -> tuple[int, ...] | None:
        found = asked(fees, user, contract, QueryDict(f"span=all&{query}"), today)
        return counted(found, user, contract, today).ids

    state = Case.objects.earliest("pk").state
    assert ids(f"state={state}") == (third, second, first)
    assert set(ids(f"kind={Case.objects.earliest('pk').kind}") or ()) == {first, second, third}


def test_a_page_of_a_list_far_behind_is_found_whole(
    contract: Contract, monkeypatch: pytest.MonkeyPatch
) -> None:
    fees = [make_fee(contract) for _ in range(5)]
    monkeypatch.setattr(ledger_rows, "COUNTED", 3)
    monkeypatch.setattr(ledger_rows, "PAGE", 2)
    rows = Fee.objects.filter(contract=contract).order_by("pk")

    found = [page_shown(rows, rows.select_related("case"), number) for number in (1, 2, 3)]

    assert [fee for lines, _pages in found for fee in lines] == fees
    assert [pages.has_next for _lines, pages in found] == [True, True, False]
    assert found[2][1].total == Total(3, exact=False)
