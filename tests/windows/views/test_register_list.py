"""The service registers' lists."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import sign_in_quickly
from tests.factories.contracts import ContractFactory, member
from tests.windows.service_rows import make_row
from windows.models import Consultation, UnresolvedMatter
from windows.queries import ledger_rows
from windows.queries.ledger_filters import day_start
from windows.views._registers import REGISTERS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("register", REGISTERS)
def test_a_list_shows_its_rows_masked(register: str) -> None:
    contract = ContractFactory()
    row = make_row(register, contract)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    text = client.get(reverse(f"windows:register-list-{register}", args=[contract.slug])).content.decode()

    assert row.number in text and "陈大明" not in text


def test_an_empty_list_asks_for_its_first_row_and_a_filtered_one_for_fewer_filters() -> None:
    contract = ContractFactory()
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    url = reverse("windows:register-list-matter", args=[contract.slug])

    untouched, filtered = (client.get(each).content.decode() for each in (url, f"{url}?state=open"))

    assert "还没有登记" in untouched and "没有符合条件" not in untouched
    assert reverse("windows:register-new-matter", args=[contract.slug]) in untouched
    assert "没有符合条件的登记" in filtered and f'href="{url}"' in filtered


@pytest.mark.parametrize("register", REGISTERS)
def test_more_rows_take_no_more_queries(register: str, django_assert_max_num_queries: Any) -> None:
    contract = ContractFactory()
    rows = [make_row(register, contract) for _row in range(9)]
    for row in rows:
        if register == "assist":  # each helped by somebody else
            type(row).objects.filter(pk=row.pk).update(helper=member(Role.CLERK, contract))
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))

    with django_assert_max_num_queries(18):
        client.get(reverse(f"windows:register-list-{register}", args=[contract.slug]))


def test_filters_find_what_is_late_and_by_number() -> None:
    contract = ContractFactory()
    late, other = make_row("matter", contract), make_row("matter", contract)
    UnresolvedMatter.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-list-matter", args=[contract.slug])

    found = client.get(page, {"late": "on"}).content.decode()
    assert late.number in found and other.number not in found
    found = client.get(page, {"q": other.number.lower()}).content.decode()
    assert other.number in found and late.number not in found


def test_a_name_is_found_by_its_beginning() -> None:
    contract = ContractFactory()
    here, other = make_row("consultation", contract), make_row("consultation", contract)
    Consultation.objects.filter(pk=other.pk).update(person_name="海口ZX-9贸易")
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-list-consultation", args=[contract.slug])

    def found(words: str) -> list[str]:
        return [each["row"].number for each in client.get(page, {"q": words}).context["rows"]]

    assert found("陈大") == [here.number] and found("大明") == []
    assert found("海口ZX-9") == [other.number] and found("ZX-9") == []


@pytest.mark.parametrize(
    ("hours", "shown"),
    [(-1, False), (0, True), (23, True), (24, False)],
    ids=["before", "first", "last", "after"],
)
def test_a_span_of_days_is_from_midnight_to_midnight(hours: int, shown: bool) -> None:
    contract, day = ContractFactory(), date(2026, 3, 9)
    row = make_row("consultation", contract, at=day_start(day) + timedelta(hours=hours))
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-list-consultation", args=[contract.slug])

    found = client.get(page, {"since": "2026-03-09", "until": "2026-03-09"}).content.decode()

    assert (row.number in found) is shown


def test_a_list_that_grew_long_is_counted_up_to_a_point_and_paged_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contract = ContractFactory()
    for _row in range(3):
        make_row("matter", contract)
    client = sign_in_quickly(member(Role.SUPERVISOR, contract))
    page = reverse("windows:register-list-matter", args=[contract.slug])

    assert "共 3 条" in client.get(page).content.decode()
    monkeypatch.setattr(ledger_rows, "COUNTED", 1)
    monkeypatch.setattr(ledger_rows, "PAGE", 1)
    pages = [client.get(page, {"page": str(number)}) for number in (1, 2, 3)]

    assert "共超过 1 条" in pages[0].content.decode()
    shown = [[line["row"].pk for line in found.context["rows"]] for found in pages]
    assert shown == [[row.pk] for row in UnresolvedMatter.objects.order_by("-recorded_at", "-pk")]
    assert [found.context["pages"].has_next for found in pages] == [True, True, False]


def test_others_see_nothing() -> None:
    contract = ContractFactory()
    page = reverse("windows:register-list-assist", args=[contract.slug])

    assert sign_in_quickly(member(Role.LIAISON, contract)).get(page).status_code == 403
    assert sign_in_quickly(member(Role.SUPERVISOR, ContractFactory())).get(page).status_code == 404
