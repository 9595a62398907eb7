"""A second demo contract that runs today: a district hall with its catalogue, clerks, cases and their papers."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from typing import Any

from accounts.models import User
from assessment.actions.rubrics import add_rubric
from assessment.demo.people import PEOPLE, DemoPerson
from assessment.enums import RubricSource
from assessment.rules import rubric_from_document
from contracts.actions.contracts import ContractDetails, create_contract
from contracts.enums import OrganisationKind
from contracts.models import Contract, Membership, Organisation, Team
from contracts.profile_schema import load_profile
from hall_ops.lib.permissions import INSTALLATION_ROLES, ROLE_SIDES, Role
from windows.models import WindowSession

SLUG = "qiongshan"
CLERKS = (
    DemoPerson("mo.chuangkou", "莫少琴", Role.CLERK, "H-2005"),
    DemoPerson("fu.chuangkou", "符传宝", Role.CLERK, "H-2006"),
    DemoPerson("ye.chuangkou", "叶思颖", Role.CLERK, "H-2007"),
)
# In this order: what each part tells of stands on the parts before it.
PARTS = ("catalogue", "cases", "papers", "fees", "ratings", "service")
STAFF_PARTS = (
    "people",
    "changes",
    "things",
    "roster",
    "attendance",
    "wages",
    "hiring",
    "handover",
    "requests",
)
OF_A_TEAM = (Role.TEAM_LEADER, Role.CLERK)
REGISTRARS = ("li.chuangkou", "mo.chuangkou", "fu.chuangkou")


def load_live(people: dict[str, User], make_user: Any, at: datetime) -> Contract:
    """Make the contract of this year, its members, and a few weeks of the hall's work."""
    today = at.date()
    admin = people["gao.xitong"]
    contract = create_contract(by=admin, at=at, profile=load_profile("qiongshan"), details=_details(today))
    people = people | {person.username: make_user(person) for person in CLERKS}
    _memberships(people, contract, at)
    table = rubric_from_document(load_profile("haikou").rubric or {})
    add_rubric(
        by=people["fu.kaohe"],
        at=at,
        contract=contract,
        rubric=table,
        source=RubricSource.IMPORTED,
        effective_from=contract.starts_on,
    )
    for part in PARTS:
        load = import_module(f"windows.demo.{part}").load
        clerks = {name: people[name] for name in REGISTRARS}
        load(contract=contract, people=clerks if part == "cases" else people, now=at)
    seats, people = seats_of(contract), {name: User.objects.get(pk=user.pk) for name, user in people.items()}
    for part in STAFF_PARTS:
        load = import_module(f"staffing.demo.{part}").load
        load(contract=contract, people=people, now=at, seats=seats)
    return contract


def seats_of(contract: Contract) -> dict[int, int]:
    """The window each clerk sat at most, so that the roster tells of the same people at the same windows."""
    rows = WindowSession.objects.filter(contract=contract).values_list("clerk", "window")
    counted = Counter(rows).most_common()
    return {clerk: window for (clerk, window), _times in reversed(counted)}


def _details(today: date) -> ContractDetails:
    return ContractDetails(
        slug=SLUG,
        name=f"琼山区政务服务中心综合窗口服务外包（{today.year} 年，演示）",
        short_name="琼山综合窗口",
        purchaser="琼山区政务服务中心（演示）",
        contractor="示例政务服务有限公司",
        price_yuan=Decimal("2186400.00"),
        starts_on=date(today.year, 1, 1),
        signed_on=date(today.year - 1, 12, 26),
    )


def first_team(contract: Contract, part: str) -> Team:
    """The team of those with accounts, by the name under which a part of staffing's demo knows it."""
    name = import_module(f"staffing.demo.{part}").FIRST_TEAM
    return Team.objects.get_or_create(contract=contract, name=name)[0]


def _memberships(people: dict[str, User], contract: Contract, at: datetime) -> None:
    """The people of the first contract in the same roles; the liaison for the first department of the catalogue."""
    department, _made = Organisation.objects.get_or_create(
        name="区市场监督管理局（演示）", kind=OrganisationKind.DEPARTMENT, parent=contract.purchaser
    )
    team = first_team(contract, "people")
    for person in (*PEOPLE, *CLERKS):
        if person.role in INSTALLATION_ROLES:
            continue
        Membership.objects.create(
            user=people[person.username],
            contract=contract,
            role=person.role,
            side=ROLE_SIDES[person.role],
            department=department if person.role is Role.LIAISON else None,
            team=team if person.role in OF_A_TEAM else None,
            granted_by=people["he.anquan"],
            granted_at=at,
            confirmed_by=people["tang.anquan"],
            confirmed_at=at,
        )
