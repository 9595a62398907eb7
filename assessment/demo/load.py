"""Demo data, made through the same actions the screens use. Runs once; a second run finds it there."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessment.actions.cards import open_card, set_assessed_on
from assessment.actions.daily_seals import make
from assessment.actions.entries import EntryData, add_entry
from assessment.demo import agreed, money, pictures
from assessment.demo.live import OF_A_TEAM, first_team, load_live
from assessment.demo.months import MONTHS, Line
from assessment.demo.people import PASSWORD, PEOPLE, DemoPerson
from assessment.demo.quick_signing import passwords_verified_once
from assessment.demo.year import load_year
from contracts.actions.calendar import seed_year
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.enums import OrganisationKind
from contracts.models import Contract, Membership, Organisation
from contracts.profile_schema import load_profile
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import INSTALLATION_ROLES, ROLE_SIDES, Role

SLUG = "haikou"
CALENDAR_YEARS = range(2022, 2028)
SEALED_DAYS = 3
PICTURED = date(2023, 1, 1)


class NotDemo(DomainError):
    """Demo data may not come near real data."""


def load(*, at: datetime) -> bool:
    """Load people, the Haikou contract and its decisions, three months of year 1, year 2 settled, the money.

    Shape: False when it was there. Raises: NotDemo.
    """
    if not settings.DEMO:
        raise NotDemo("HALL_DEMO=0：演示数据只能在演示模式下载入。")
    if Contract.objects.filter(slug=SLUG).exists():
        return False
    with passwords_verified_once(), transaction.atomic():
        _load(at)
    return True


def _load(at: datetime) -> None:
    secret = make_password(PASSWORD)
    people = {person.username: _user(person, secret, at) for person in PEOPLE}
    admin = people["gao.xitong"]
    for year in CALENDAR_YEARS:
        seed_year(by=admin, at=at, year=year)
    contract = create_contract(by=admin, at=at, profile=load_profile("haikou"), details=_details())
    _memberships(people, contract, at)
    agreed.agree(people, contract)
    money.begin(people, contract)
    for month, assessed_on, lines in MONTHS:
        _month(people["fu.kaohe"], contract, month, assessed_on, lines, at)
    load_year(people, contract)
    money.live(people, contract)
    import_module("staffing.demo.city").load(contract=contract, people=people, now=at)
    load_live(people, lambda person: _user(person, secret, at), at)
    for days in range(SEALED_DAYS, 0, -1):
        make(day=timezone.localdate(at) - timedelta(days=days), at=at)


def _details() -> ContractDetails:
    return ContractDetails(
        slug=SLUG,
        name="海口市政务大厅政务服务外包（演示）",
        short_name="海口综合窗口",
        purchaser="海口市政府服务中心",
        contractor="示例政务服务有限公司",
        price_yuan=Decimal("33796500.00"),
        starts_on=date(2023, 1, 1),
        ends_on=date(2025, 12, 31),
        signed_on=date(2022, 12, 28),
    )


def _user(person: DemoPerson, secret: str, at: datetime) -> User:
    return User.objects.create(
        username=person.username,
        name=person.name,
        side=ROLE_SIDES[person.role],
        holder=person.holder,
        password=secret,
        is_active=True,
        is_demo=True,
        must_change_password=False,
        password_changed_at=at,
        created_at=at,
        activated_at=at,
    )


def _memberships(people: dict[str, User], contract: Contract, at: datetime) -> None:
    first, second = people["he.anquan"], people["tang.anquan"]
    department = Organisation.objects.create(
        name="市场监督管理局（演示）", kind=OrganisationKind.DEPARTMENT, parent=contract.purchaser
    )
    team = first_team(contract, "city")
    for person in PEOPLE:
        user = people[person.username]
        granter = second if user == first else first
        confirmer = people["gao.xitong"] if second in (user, granter) else second
        Membership.objects.create(
            user=user,
            contract=None if person.role in INSTALLATION_ROLES else contract,
            role=person.role,
            side=ROLE_SIDES[person.role],
            department=department if person.role is Role.LIAISON else None,
            team=team if person.role in OF_A_TEAM else None,
            granted_by=granter,
            granted_at=at,
            confirmed_by=confirmer,
            confirmed_at=at,
        )


def _month(
    by: Any, contract: Contract, month: date, assessed_on: date | None, lines: tuple[Line, ...], at: datetime
) -> None:
    card = open_card(by=by, at=at, contract=contract, month=month)
    for position, (code, count, level, day, subject, note) in enumerate(lines):
        data = EntryData(
            criterion=code,
            count=count,
            level=level,
            occurred_on=month.replace(day=day) if day else None,
            subject=subject,
            note=note,
        )
        add_entry(by=by, at=at, card=card, data=data, key=f"demo-{month:%Y-%m}-{position:03d}")
    if assessed_on:
        set_assessed_on(by=by, at=at, card=card, assessed_on=assessed_on)
    if month == PICTURED:
        pictures.show(by, card, "窗口 21", date(2023, 1, 18))
