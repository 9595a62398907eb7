"""The demo's wage lists: paid and insured in time but for one person, one other below the floor, deductions spent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from staffing.actions.wages import WageEntry, WageList, import_wages, record_spending
from staffing.demo.days import closed_months, office
from staffing.queries.people import engaged_between
from staffing.queries.wages import last_day
from staffing.rules.wages import ZERO, Amounts

CENT = Decimal("0.01")
BASIC, PERFORMANCE, ALLOWANCE = Decimal(3400), Decimal(900), Decimal(300)
INSURANCE, FUND, DEDUCTED = Decimal("0.105"), Decimal("0.05"), Decimal(40)
PAY_DAY, INSURED_DAY = 10, 15
# The places in the list: whose bank sent the money back, whose performance was cut, who is deducted from.
RETURNED, BELOW, DEDUCTED_EVERY = 12, 15, 9
SPENDINGS = (
    ("购置窗口便民药箱、老花镜和雨伞", Decimal("86.00")),
    ("月度业务之星奖品", Decimal("60.00")),
)


def load(*, contract: Contract, people: dict[str, User], now: datetime, seats: dict[int, int]) -> None:
    """Every month that is over, and what deducted money was spent on."""
    months = closed_months(contract.starts_on, timezone.localdate(now), 12)
    year(people["zhou.zongjian"], contract, months, now)
    if months:
        spend(people["zhou.zongjian"], contract, timezone.localdate(now) - timedelta(days=2), now)


def year(by: User, contract: Contract, months: Sequence[date], now: datetime) -> None:
    """These months' lists; in the last but one somebody is paid late."""
    for month in months:
        pay(by, contract, month, now, late=month in months[-2:-1])


def pay(by: User, contract: Contract, month: date, now: datetime, *, late: bool) -> None:
    """Take a month's list; `late` has one person paid six days after the due day."""
    due = (last_day(month) + timedelta(days=1)).replace(day=PAY_DAY)
    insured_due = due.replace(day=INSURED_DAY)
    at = min(now, office(insured_due + timedelta(days=2), 16))
    held = {row.person_id: row for row in engaged_between(contract, month, last_day(month))}
    entries = [
        _entry(place, person, due, timezone.localdate(at), managing=row.post.is_management, late=late)
        for place, (person, row) in enumerate(sorted(held.items()))
    ]
    name = f"{month:%Y-%m} 工资发放表.xlsx"
    import_wages(by=by, at=at, contract=contract, made=WageList(month, due, insured_due, name, entries))


def spend(by: User, contract: Contract, day: date, now: datetime) -> None:
    for place, (purpose, amount) in enumerate(SPENDINGS):
        spent_on = max(contract.starts_on, day - timedelta(days=20 * place))
        record_spending(
            by=by, at=min(now, office(spent_on, 17)), contract=contract, spent_on=spent_on, amount=amount,
            purpose=purpose,
        )  # fmt: skip


def _entry(place: int, person: int, due: date, known: date, *, managing: bool, late: bool) -> WageEntry:
    """One line of the list as it was known on a day: what falls later is still open."""
    amounts = _amounts(place, managing)
    returned = late and place == RETURNED
    paid_on = due + timedelta(days=6) if returned else due - timedelta(days=2)
    paid = paid_on <= known
    insured_on = due + timedelta(days=2) if due + timedelta(days=2) <= known else None
    return WageEntry(
        person=person, amounts=amounts, paid=amounts.net if paid else None, paid_on=paid_on if paid else None,
        insured_on=insured_on, fund_on=insured_on, note="银行退票，更正账号后补发" if returned else "",
    )  # fmt: skip


def _amounts(place: int, managing: bool) -> Amounts:
    basic = BASIC + 2200 if managing else BASIC
    performance = PERFORMANCE - 15 if place == BELOW else PERFORMANCE + place % 5 * 60
    overtime = Decimal(150) if place % 7 == 0 else ZERO
    gross = basic + performance + ALLOWANCE + overtime
    insurance, fund = (gross * INSURANCE).quantize(CENT), (gross * FUND).quantize(CENT)
    deducted = DEDUCTED if place % DEDUCTED_EVERY == 4 else ZERO
    return Amounts(
        basic=basic, performance=performance, allowance=ALLOWANCE, overtime=overtime, gross=gross,
        own_insurance=insurance, own_fund=fund, deducted=deducted, net=gross - insurance - fund - deducted,
    )  # fmt: skip
