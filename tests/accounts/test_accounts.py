"""Accounts from their first slip to the nightly job: who may do what, and what the database refuses (A1, A9)."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.actions.accounts import AccountRefused, activate_account, create_account, disable_account
from accounts.actions.passwords import use_link
from accounts.jobs import disable_idle_accounts
from accounts.models import PasswordLink, User
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import ROLE_SIDES, Role
from records.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member

NEW = "Lagoon-73-cedar"
FACTS = {"username": "chen.yu", "name": "陈雨", "side": "contractor", "holder": "GH001"}


@pytest.mark.parametrize("double", ["username", "holder"])
def test_second_account_of_one_person_is_refused(db: None, double: str) -> None:
    create_account(by=None, at=timezone.now(), **FACTS)
    again = {
        "username": "other",
        "name": "陈雨",
        "side": "contractor",
        "holder": "GH002",
        double: FACTS[double],
    }

    with pytest.raises(AccountRefused, match="一人一号"):
        create_account(by=None, at=timezone.now(), **again)

    assert User.objects.count() == 1


def test_maker_and_owner_cannot_activate(db: None) -> None:
    maker = UserFactory()
    user, _password = create_account(by=maker, at=timezone.now(), **FACTS)

    for by in (maker, user):
        with pytest.raises(AccountRefused, match="另一人"):
            activate_account(by=by, account=user, at=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        "is_active = TRUE",
        "is_active = TRUE, activated_by_id = created_by_id",
        "side = 'government'",
        "disabled_at = CURRENT_TIMESTAMP",
        "is_active = TRUE, disabled_at = CURRENT_TIMESTAMP, disabled_reason = 'x'",
        "side = 'nobody'",
    ],
)
def test_database_refuses_impossible_accounts(db: None, change: str) -> None:
    maker = UserFactory()
    user, _password = create_account(by=maker, at=timezone.now(), **FACTS)

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE accounts_user SET {change} WHERE id = {user.pk}")


def test_database_refuses_to_delete_an_account(db: None) -> None:
    user = UserFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"DELETE FROM accounts_user WHERE id = {user.pk}")


def execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDITOR, Role.APPROVER])
def test_last_holder_stays_until_there_is_another(contract: Contract, role: Role) -> None:
    where = contract if role is Role.APPROVER else None
    last = member(role, where)
    with pytest.raises(AccountRefused, match="最后一位"):
        disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        execute(f"UPDATE accounts_user SET is_active = FALSE WHERE id = {last.pk}")

    member(role, where)

    disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())
    assert User.objects.get(pk=last.pk).state == "disabled"


def test_holder_in_another_contract_is_no_stand_in(contract: Contract, other_contract: Contract) -> None:
    last = member(Role.APPROVER, contract)
    member(Role.APPROVER, other_contract)

    with pytest.raises(AccountRefused, match="批准人"):
        disable_account(by=UserFactory(), account=last, reason="离岗", at=timezone.now())


def test_idle_accounts_are_disabled_at_night_but_not_the_last_holders(db: None) -> None:
    now = timezone.now()
    ages = {"fresh": 89, "idle": 91, "never": None, "last": 400}
    for name, days in ages.items():
        UserFactory(
            username=name,
            role=Role.AUDITOR,
            last_login=now - timedelta(days=days) if days else None,
            activated_at=now - timedelta(days=120),
        )
    last = User.objects.get(username="last")
    Membership.objects.create(
        user=last, role=Role.AUDITOR, side=ROLE_SIDES[Role.AUDITOR], granted_at=now, confirmed_at=now
    )

    assert disable_idle_accounts() == "disabled=2 kept=1"

    assert set(User.objects.filter(is_active=True).values_list("username", flat=True)) == {"fresh", "last"}
    assert set(AuditEvent.objects.filter(action="account.disable").values_list("actor_name", flat=True)) == {
        "系统"
    }


def first_admins(**changes: str) -> str:
    out = StringIO()
    people = {"system": "zhou:周建国:S001", "security": "li.min", "audit": "wang:王芳", **changes}
    call_command("create_first_admins", stdout=out, **people)
    return out.getvalue()


def test_first_admins_are_made_once_and_hold_everywhere(db: None) -> None:
    assert User.objects.count() == 0
    text = first_admins()

    held = Membership.objects.in_force().values_list("user__username", "role", "contract")
    assert set(held) == {
        ("zhou", "system_admin", None),
        ("li.min", "security_admin", None),
        ("wang", "auditor", None),
    }
    links = [line.split("：")[1] for line in text.splitlines() if "/account/link/" in line]
    assert len(links) == 3
    token = links[0].rstrip("/").split("/")[-1]
    assert PasswordLink.objects.filter(expires_at__gt=timezone.now() + timedelta(hours=23)).count() == 3
    use_link(token=token, new=NEW, at=timezone.now())
    assert Client().post("/sign-in/", {"username": "zhou", "password": NEW}).status_code == 302
    with pytest.raises(CommandError, match="只能在空系统上"):
        first_admins(system="a.b.c", security="d.e.f", audit="g.h.i")


@pytest.mark.parametrize("changes", [{"audit": "zhou"}, {"system": "Zhou 周"}, {"security": "x"}])
def test_first_admins_are_three_people_with_proper_names(db: None, changes: dict[str, str]) -> None:
    with pytest.raises(CommandError):
        first_admins(**changes)

    assert User.objects.count() == 0
