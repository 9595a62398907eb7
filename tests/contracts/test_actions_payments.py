"""Payment plans through install, plans entered by hand, and the steps of an instalment."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contracts.actions.contracts import apply_profile, create_contract
from contracts.actions.payments import (
    Application,
    PaymentRefused,
    PlanEntry,
    apply_for_payment,
    enter_plan,
    record_payment,
)
from contracts.enums import PaymentState, PaymentStepKind
from contracts.models import Contract, PaymentInstalment, PaymentStep
from contracts.profile_schema import load_profile
from contracts.queries.payments import due_of, payable_of, payment_row, steps_of
from contracts.rules.payments import Entered
from records.models import AuditEvent
from tests.contracts.made import AT, details, make
from tests.contracts.people import People

TODAY = date(2026, 4, 20)
FIRST_DUE = date(2023, 1, 10)


def plan_of(contract: Contract, year: int = 1) -> list[PaymentInstalment]:
    rows = PaymentInstalment.objects.filter(contract=contract, service_year__number=year)
    return list(rows.select_related("service_year", "contract__contractor", "contract__purchaser"))


def first_of(contract: Contract) -> PaymentInstalment:
    return plan_of(contract)[0]


@pytest.fixture
def people(db: None) -> People:
    return People.of(make("haikou", price_yuan=Decimal("33796500.00")))


def application(contract: Contract, **changes: Any) -> Application:
    name = contract.contractor.name
    whole = Application(
        payee=name, bank="滨湖银行", account="6222 0000 1111", invoicer=name, invoice_number="No. 0001",
        invoiced_on=date(2023, 1, 5), invoiced_yuan=Decimal("99999999.00"),
    )  # fmt: skip
    return replace(whole, **changes)


def apply(people: People, row: PaymentInstalment, on: date = date(2023, 1, 6), **values: Any) -> PaymentStep:
    reason = values.pop("reason", "")
    given = values.pop("application", application(people.contract, **values))
    return apply_for_payment(
        by=people.director, at=timezone.now(), instalment=row, on=on, application=given, reason=reason
    )


def record(people: People, row: PaymentInstalment, kind: str, on: date, **values: Any) -> PaymentStep:
    data = {"by": people.assessor, "at": timezone.now(), "instalment": row, "today": TODAY}
    return record_payment(kind=PaymentStepKind(kind), on=on, **{**data, **values})


# -- plans through install ------------------------------------------------------------------------------------------
def test_haikou_pays_four_advances_and_the_performance_money(people: People) -> None:
    rows = plan_of(people.contract)

    assert [(row.kind, row.due_on, row.amount_yuan) for row in rows] == [
        ("advance", date(2023, 1, 10), Decimal("2534737.50")),
        ("advance", date(2023, 4, 10), Decimal("2534737.50")),
        ("advance", date(2023, 7, 10), Decimal("2534737.50")),
        ("advance", date(2023, 10, 10), Decimal("2534737.50")),
        ("performance", date(2023, 12, 5), Decimal("1126550.00")),
    ]


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("qiongshan", ["month"] * 12),
        ("tongliao", ["instalment"] * 3),
        ("huarong", ["quarter"] * 4),
        ("baoting", []),
    ],
    ids=["000 § 四.3", "003 § 六", "004 § 四.3", "001 § 3.2"],
)
def test_each_tender_has_its_plan(db: None, name: str, kinds: list[str]) -> None:
    contract = make(name)

    assert [row.kind for row in plan_of(contract)] == kinds


def test_install_again_changes_nothing(people: People) -> None:
    before = list(PaymentInstalment.objects.order_by("pk").values())

    apply_profile(people.contract, load_profile("haikou"))

    assert list(PaymentInstalment.objects.order_by("pk").values()) == before and len(before) == 15


def test_a_signing_date_that_comes_later_dates_what_waits(db: None) -> None:
    contract = make("tongliao", signed_on=None)
    assert [row.due_on for row in plan_of(contract)] == [None, None, None]

    contract.signed_on = date(2026, 3, 2)
    contract.save(update_fields=["signed_on"])
    apply_profile(contract, load_profile("tongliao"))

    assert [row.due_on for row in plan_of(contract)] == [
        date(2026, 4, 1),
        date(2026, 6, 2),
        date(2026, 10, 2),
    ]


PROFILES = {name: load_profile(name) for name in ("haikou", "qiongshan", "tongliao", "huarong")}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(set(PROFILES) - {"haikou"})),
    st.integers(1, 10**11),
    st.dates(date(2024, 1, 1), date(2029, 1, 1)),
)
def test_every_years_instalments_add_up_to_its_price(db: None, name: str, fen: int, first: date) -> None:
    profile = PROFILES[name]
    slug = f"plan-{Contract.objects.count()}"
    terms = details(profile, slug=slug, price_yuan=Decimal(fen).scaleb(-2), starts_on=first)

    contract = create_contract(by=None, at=AT, profile=profile, details=terms)

    for year in contract.service_years.all():
        rows = plan_of(contract, year.number)
        assert sum(row.amount_yuan for row in rows) == year.price_yuan
        assert all(row.amount_yuan >= 0 for row in rows)
        assert [row.number for row in rows] == list(range(1, len(rows) + 1))


# -- plans entered --------------------------------------------------------------------------------------------------
def baoting() -> People:
    return People.of(make("baoting", price_yuan=Decimal("2400000.00")))


def entered(*amounts: str) -> tuple[Entered, ...]:
    return tuple(Entered(f"第 {n} 期", date(2026, n + 3, 1), Decimal(a)) for n, a in enumerate(amounts, 1))


def enter(people: People, **values: Any) -> Any:
    year = people.contract.service_years.get(number=1)
    return enter_plan(by=people.assessor, at=timezone.now(), service_year=year, entry=PlanEntry(**values))


def test_an_entered_plan_takes_the_wages_off(db: None) -> None:
    people = baoting()

    enter(people, prepaid_wages=Decimal("400000.00"), rows=entered("1500000.00", "500000.00"))

    assert [row.amount_yuan for row in plan_of(people.contract)] == [Decimal(1500000), Decimal(500000)]
    assert AuditEvent.objects.get(action="payment.plan").actor_id == people.assessor.pk


@pytest.mark.parametrize(
    ("wages", "amounts"),
    [("400000.00", ["2000000.01"]), ("0", ["2399999.99"]), ("2400000.01", []), ("0", [])],
)
def test_an_entered_plan_that_does_not_add_up_is_refused(db: None, wages: str, amounts: list[str]) -> None:
    people = baoting()
    with pytest.raises(PaymentRefused):
        enter(people, prepaid_wages=Decimal(wages), rows=entered(*amounts))

    assert not PaymentInstalment.objects.exists()


def test_an_entered_plan_may_be_entered_anew(db: None) -> None:
    people = baoting()
    enter(people, rows=entered("2400000.00"))
    enter(people, rows=entered("1400000.00", "1000000.00"))

    assert len(plan_of(people.contract)) == 2


def test_time_served_goes_by_days(people: People) -> None:
    """002 § 一.6: 2023 is paid for the time really served."""
    enter(people, served_from=date(2023, 3, 1))

    rows = plan_of(people.contract)
    assert sum(row.amount_yuan for row in rows) == Decimal("9444501.37")  # 11,265,500 × 306 ÷ 365
    assert rows[0].covers_from == date(2023, 3, 1)


@pytest.mark.parametrize("day", [date(2022, 12, 31), date(2024, 1, 1)])
def test_time_served_lies_within_the_year(people: People, day: date) -> None:
    with pytest.raises(PaymentRefused, match="服务年度之内"):
        enter(people, served_from=day)


def test_wages_are_taken_off_only_where_the_tender_says_so(people: People) -> None:
    with pytest.raises(PaymentRefused, match="没有约定"):
        enter(people, prepaid_wages=Decimal(1))


def test_a_plan_under_way_stays(people: People) -> None:
    apply(people, first_of(people.contract))
    with pytest.raises(PaymentRefused, match="不能再改"):
        enter(people, served_from=date(2023, 3, 1))


# -- steps ----------------------------------------------------------------------------------------------------------
def test_applied_filed_paid(people: People) -> None:
    row = first_of(people.contract)
    states = [payment_row(row, date(2023, 1, 2)).state]
    apply(people, row)
    states.append(payment_row(row, date(2023, 1, 7)).state)
    record(people, row, "filed", date(2023, 1, 9))
    states.append(payment_row(row, TODAY).state)
    record(people, row, "paid", date(2023, 2, 20))
    states.append(payment_row(row, TODAY).state)

    assert states == [PaymentState.OPEN, PaymentState.APPLIED, PaymentState.FILED, PaymentState.PAID]
    assert not payment_row(row, TODAY).is_late  # the treasury's review does not count (002 § 九(三))


@pytest.mark.parametrize(
    ("filed", "late", "days"),
    [(date(2023, 1, 10), False, 0), (date(2023, 1, 11), True, 1)],
    ids=["on the day", "after"],
)
def test_the_day_of_filing_decides(people: People, filed: date, late: bool, days: int) -> None:
    row = first_of(people.contract)
    apply(people, row)
    record(people, row, "filed", filed)

    found = payment_row(row, TODAY)
    assert (found.is_late, found.days_late) == (late, days)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2022, 12, 10), PaymentState.NOT_YET),
        (date(2022, 12, 11), PaymentState.OPEN),
        (FIRST_DUE, PaymentState.OPEN),
        (date(2023, 1, 11), PaymentState.LATE),
    ],
)
def test_what_nobody_applied_for_becomes_late(people: People, day: date, state: PaymentState) -> None:
    assert payment_row(first_of(people.contract), day).state == state


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"payee": "另一家公司"}, "收款方"),
        ({"invoicer": "另一家公司"}, "出具发票方"),
        ({"invoiced_yuan": Decimal("2534737.49")}, "少于应付"),
        ({"invoiced_on": date(2023, 1, 7)}, "晚于申请"),
    ],
)
def test_an_application_names_what_is_wrong(people: People, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(PaymentRefused, match=said):
        apply(people, first_of(people.contract), **changes)

    assert not PaymentStep.objects.exists()


def test_an_application_keeps_what_it_said(people: People) -> None:
    step = apply(people, first_of(people.contract))

    assert step.facts["party_b"] == people.contract.contractor.name and step.facts["problems"] == []
    assert len(step.document_hash) == 64 and step.amount_yuan == Decimal("2534737.50")
    assert [each["month"] for each in step.facts["months"]] == ["2023-01-01", "2023-02-01", "2023-03-01"]


def test_steps_come_in_their_order(people: People) -> None:
    row = first_of(people.contract)
    with pytest.raises(PaymentRefused, match="已申请"):
        record(people, row, "filed", date(2023, 1, 9))
    apply(people, row)
    with pytest.raises(PaymentRefused, match="已报财政"):
        record(people, row, "paid", date(2023, 1, 9))
    with pytest.raises(PaymentRefused, match="先后"):
        record(people, row, "filed", date(2023, 1, 5))
    with pytest.raises(PaymentRefused, match="还没有到"):
        record(people, row, "filed", date(2026, 4, 21))


def test_a_mistake_is_put_right_beside_the_first(people: People) -> None:
    row = first_of(people.contract)
    apply(people, row)
    record(people, row, "filed", date(2023, 1, 12))
    with pytest.raises(PaymentRefused, match="原因"):
        record(people, row, "filed", date(2023, 1, 9))

    record(people, row, "filed", date(2023, 1, 9), reason="日期抄错")

    assert steps_of(row)["filed"].on == date(2023, 1, 9)
    assert PaymentStep.objects.filter(kind="filed").count() == 2


@pytest.mark.parametrize("who", ["director", "approver"])
def test_only_the_assessor_records(people: People, who: str) -> None:
    row = first_of(people.contract)
    apply(people, row)
    with pytest.raises(PaymentRefused, match="考核人"):
        record(people, row, "filed", date(2023, 1, 9), by=getattr(people, who))


def test_only_the_contractor_applies(people: People) -> None:
    with pytest.raises(PaymentRefused, match="供应商"):
        apply(replace(people, director=people.assessor), first_of(people.contract))


# -- what upper apps tell -------------------------------------------------------------------------------------------
def closed_quarter(contract: Contract) -> dict[date, dict[str, Any]]:
    months = [date(2026, month, 1) for month in (3, 4, 5)]
    return {
        month: {"month": month, "total": Decimal(92), "state": "closed", "closed_on": date(2026, 6, 10 + n)}
        for n, month in enumerate(months)
    }


def settled(contract: Contract) -> dict[int, Decimal]:
    return {1: Decimal("957567.50")}


def test_a_quarter_falls_due_when_its_last_card_is_closed(db: None, settings: Any) -> None:
    settings.MONTH_SCORES = f"{__name__}.closed_quarter"
    people = People.of(make("huarong"))
    first, second, *_rest = plan_of(people.contract)

    assert due_of(first) == date(2026, 6, 12)
    assert due_of(second) is None and payment_row(second, date(2030, 1, 1)).state == PaymentState.NOT_YET
    with pytest.raises(PaymentRefused, match="全部办结"):
        apply(people, second)
    assert apply(people, first, invoiced_on=date(2023, 1, 5)).facts["months"][0]["total"] == "92"


def test_performance_money_is_what_the_signed_settlement_says(people: People, settings: Any) -> None:
    settings.SETTLED_YEARS = f"{__name__}.settled"

    assert payable_of(plan_of(people.contract)[-1]) == Decimal("957567.50")
    assert payable_of(plan_of(people.contract, 2)[-1]) == Decimal("1126550.00")
