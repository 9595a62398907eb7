"""Taking fees, taking them back by counter-entries, counting a day's till."""

import secrets
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.factories.contracts import ContractFactory, member
from tests.factories.windows import make_case
from tests.windows.fee_rows import PRICE, make_fee, paying_case
from windows.actions.fees import FeeEntry, FeeRefused, count_day, reverse_fee, take_fee
from windows.models import Fee, FeeCount
from windows.queries.fees import booked_of, day_by_channel, fees_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def contract() -> Contract:
    return ContractFactory()


@pytest.fixture
def supervisor(contract: Contract) -> Any:
    return member(Role.SUPERVISOR, contract)


def back(fee: Fee, by: Any, **values: Any) -> Fee:
    given = {"at": timezone.now(), "reason": "收错", "key": secrets.token_hex(16), **values}
    return reverse_fee(by=by, fee=fee, **given)


def test_a_fee_is_the_items_own_price_numbered_and_told(contract: Contract) -> None:
    fee = make_fee(contract, quantity=3, reduced_yuan=Decimal("6.05"), why_reduced="小微企业减半")

    assert (fee.unit_yuan, fee.due_yuan, fee.amount_yuan) == (PRICE, Decimal("36.30"), Decimal("30.25"))
    assert fee.number.endswith("-000001") and make_fee(contract).number.endswith("-000002")
    assert AuditEvent.objects.filter(action="fee.take").count() == 2 and fee.title == "登记费"


def test_a_fee_is_taken_once_however_often_it_is_sent(contract: Contract) -> None:
    case, key, now = paying_case(contract), secrets.token_hex(16), timezone.now()
    entry = FeeEntry(channel="cash", receipt_number="A1")
    rows = [take_fee(by=case.clerk, at=now, case=case, entry=entry, key=key) for _n in (1, 2)]

    assert rows[0].pk == rows[1].pk
    with pytest.raises(FeeRefused, match="已收费"):
        make_fee(contract, case=case)


@pytest.mark.parametrize(
    ("entry", "said"),
    [({"receipt_number": " "}, "票据号"), ({"channel": "gold"}, "支付方式"), ({"quantity": 0}, "数量")],
)
def test_what_is_missing_is_named(contract: Contract, entry: dict[str, Any], said: str) -> None:
    with pytest.raises(FeeRefused, match=said):
        make_fee(contract, **entry)
    assert not Fee.objects.exists()


def test_no_fee_without_a_price_for_an_ended_case_or_on_a_used_receipt(contract: Contract) -> None:
    with pytest.raises(FeeRefused, match="不收费"):
        make_fee(contract, case=make_case(contract))
    ended = paying_case(contract)
    ended = make_case(contract, "withdrawn", item=ended.item)
    with pytest.raises(FeeRefused, match="不能收费"):
        make_fee(contract, case=ended)
    used = make_fee(contract, receipt_number="B7")
    with pytest.raises(FeeRefused, match=used.number):
        make_fee(contract, receipt_number="B7")


def test_a_void_is_whole_the_same_day_and_by_another(contract: Contract, supervisor: Any) -> None:
    fee = make_fee(contract)
    with pytest.raises(FeeRefused, match="收费人以外"):
        back(fee, fee.taken_by)
    with pytest.raises(FeeRefused, match="当天"):
        back(fee, supervisor, at=timezone.now() + timedelta(days=1))
    row = back(fee, supervisor)
    with pytest.raises(FeeRefused, match="已全部"):
        back(fee, supervisor)

    assert (row.kind, row.amount_yuan, row.reverses) == ("void", -PRICE, fee)
    again = make_fee(contract, case=fee.case)
    assert fees_of(fee.case).charge == again and fees_of(fee.case).net_yuan == PRICE


def test_refunds_are_parts_until_nothing_is_left(contract: Contract, supervisor: Any) -> None:
    fee = make_fee(contract)
    back(fee, supervisor, refund_yuan=Decimal("2.10"))
    with pytest.raises(FeeRefused, match="10.00"):
        back(fee, supervisor, refund_yuan=Decimal("10.01"))
    with pytest.raises(FeeRefused, match="退费"):
        back(fee, supervisor)
    back(fee, supervisor, refund_yuan=Decimal("10.00"))

    assert fees_of(fee.case).net_yuan == 0 and fees_of(fee.case).charge is None


def test_the_same_refund_sent_twice_is_one(contract: Contract, supervisor: Any) -> None:
    fee, key = make_fee(contract), secrets.token_hex(16)
    rows = [back(fee, supervisor, refund_yuan=Decimal("1.00"), key=key) for _n in (1, 2)]

    assert rows[0].pk == rows[1].pk and Fee.objects.count() == 2


def test_a_days_count_stands_beside_the_books_and_grows_stale(contract: Contract, supervisor: Any) -> None:
    now, today = timezone.now(), timezone.localdate()
    make_fee(contract)
    back(make_fee(contract), supervisor)
    assert booked_of(contract, today, "cash") == (3, PRICE)
    say = {"by": supervisor, "at": now, "contract": contract, "day": today, "channel": "cash"}
    with pytest.raises(FeeRefused, match=r"差 -0\.10 元"):
        count_day(**say, counted_yuan=Decimal("12.00"))
    count_day(**say, counted_yuan=Decimal("12.00"), note="少找零一角")
    count_day(**say, counted_yuan=PRICE)

    line = day_by_channel(Fee.objects.all(), contract, today)[0]
    assert (line.net_yuan, line.gap_yuan, line.is_stale) == (PRICE, 0, False)
    make_fee(contract)
    assert day_by_channel(Fee.objects.all(), contract, today)[0].is_stale


def test_nobody_counts_a_day_to_come(contract: Contract, supervisor: Any) -> None:
    with pytest.raises(FeeRefused, match="没有到"):
        count_day(
            by=supervisor, at=timezone.now(), contract=contract, day=timezone.localdate() + timedelta(days=1),
            channel="cash", counted_yuan=Decimal(0),
        )  # fmt: skip


def test_the_database_keeps_entries_as_they_are(contract: Contract, supervisor: Any) -> None:
    fee = make_fee(contract)
    count_day(
        by=supervisor, at=timezone.now(), contract=contract, day=fee.day, channel="cash", counted_yuan=PRICE
    )
    for rows in (Fee.objects.all(), FeeCount.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(channel="card")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount_yuan": Decimal("12.09")},
        {"due_yuan": Decimal("12.11"), "amount_yuan": Decimal("12.11")},
        {"receipt_number": ""},
        {"reduced_yuan": Decimal("0.10"), "amount_yuan": Decimal("12.00")},
        {"kind": "refund", "reason": "退"},
        {"kind": "void", "amount_yuan": -PRICE, "due_yuan": -PRICE, "reason": "错"},
        {"channel": "gold"},
        {"kind": "gift"},
    ],
)
def test_the_database_refuses_impossible_entries(contract: Contract, wrong: dict[str, Any]) -> None:
    fee = make_fee(contract)
    columns = {field.attname: getattr(fee, field.attname) for field in Fee._meta.concrete_fields}
    columns |= {"id": None, "number": "X-1", "receipt_number": "other"} | wrong

    with pytest.raises(IntegrityError), transaction.atomic():
        Fee.objects.create(**columns)
