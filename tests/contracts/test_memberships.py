"""Roles: two people, one side, last holders; by action, by form and by the database (security.md 5 no. 19 and 6)."""

from itertools import combinations
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.actions.accounts import disable_account
from accounts.models import User
from contracts.actions.memberships import MembershipRefused, confirm_role, end_role, grant_role
from contracts.models import Contract, Membership
from hall_ops.lib.permissions import INSTALLATION_ROLES, ROLE_SIDES, Role
from tests.factories.accounts import UserFactory
from tests.factories.contracts import MembershipFactory, OrganisationFactory, member


def insert(**values: Any) -> None:
    """One row of SQL, past every form and action."""
    row = {"side": ROLE_SIDES[Role(values["role"])].value, "granted_at": timezone.now(), **values}
    columns, marks = ", ".join(row), ", ".join(["%s"] * len(row))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO contracts_membership ({columns}) VALUES ({marks})", list(row.values()))


def alter(membership: Membership, change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE contracts_membership SET {change} WHERE id = {membership.pk}")


def grant(by: User, user: User, contract: Contract | None, role: Role, **values: Any) -> Membership:
    return grant_role(by=by, user=user, contract=contract, role=role, at=timezone.now(), **values)


@pytest.mark.parametrize("pair", list(combinations(Role, 2)), ids=lambda pair: "+".join(pair))
def test_roles_of_two_sides_exclude_each_other(contract: Contract, pair: tuple[Role, Role]) -> None:
    """{SA, SE, AU} pairwise and with business, contractor with government, liaison with contractor."""
    first, second = pair
    user = member(first, contract)
    together = ROLE_SIDES[first] == ROLE_SIDES[second]
    department = OrganisationFactory(kind="department", parent=contract.purchaser)
    values = {"department": department} if second is Role.LIAISON else {}

    if together:
        grant(UserFactory(), user, contract, second, **values)
        return
    with pytest.raises(MembershipRefused, match="一个账号只属于一方"):
        grant(UserFactory(), user, contract, second, **values)
    for side in (ROLE_SIDES[second], ROLE_SIDES[first]):
        with pytest.raises(IntegrityError):
            insert(
                user_id=user.pk,
                contract_id=contract.pk,
                role=second.value,
                side=side.value,
                department_id=department.pk,
            )


def test_neither_granter_nor_holder_confirms(contract: Contract) -> None:
    security, user = UserFactory(), UserFactory(role=Role.CLERK)
    membership = grant(security, user, contract, Role.CLERK)

    for by in (security, user):
        with pytest.raises(MembershipRefused, match="第二人"):
            confirm_role(by=by, membership=membership, at=timezone.now())
        with pytest.raises(IntegrityError):
            alter(membership, f"confirmed_at = CURRENT_TIMESTAMP, confirmed_by_id = {by.pk}")
    with pytest.raises(IntegrityError):
        alter(membership, "confirmed_at = CURRENT_TIMESTAMP")


def test_nobody_grants_to_themselves(contract: Contract) -> None:
    security = member(Role.SECURITY_ADMIN)

    with pytest.raises(MembershipRefused, match="自己"):
        grant(security, security, contract, Role.SECURITY_ADMIN)
    with pytest.raises(IntegrityError):
        insert(user_id=security.pk, contract_id=contract.pk, role="security_admin", granted_by_id=security.pk)


@pytest.mark.parametrize("role", [role for role in Role if role not in INSTALLATION_ROLES])
def test_business_roles_are_held_in_a_contract_only(db: None, role: Role) -> None:
    user = UserFactory(role=role)

    with pytest.raises(MembershipRefused, match="合同内"):
        grant(UserFactory(), user, None, role)
    with pytest.raises(IntegrityError):
        insert(user_id=user.pk, role=role.value)


def test_place_of_a_role_must_be_of_its_contract(contract: Contract, other_contract: Contract) -> None:
    foreign_team = other_contract.teams.create(name="早班")
    foreign_department = OrganisationFactory(kind="department", parent=other_contract.purchaser)
    liaison, clerk = UserFactory(role=Role.LIAISON), UserFactory(role=Role.CLERK)

    with pytest.raises(MembershipRefused, match="班组"):
        grant(UserFactory(), clerk, contract, Role.CLERK, team=foreign_team)
    with pytest.raises(MembershipRefused, match="部门"):
        grant(UserFactory(), liaison, contract, Role.LIAISON, department=foreign_department)
    with pytest.raises(MembershipRefused, match="所属部门"):
        grant(UserFactory(), liaison, contract, Role.LIAISON)
    with pytest.raises(IntegrityError):
        insert(user_id=liaison.pk, contract_id=contract.pk, role="liaison")


def test_role_is_granted_once_and_again_after_it_ended(contract: Contract) -> None:
    user = UserFactory(role=Role.CLERK)
    membership = grant(UserFactory(), user, contract, Role.CLERK)
    with pytest.raises(MembershipRefused, match="已有"):
        grant(UserFactory(), user, contract, Role.CLERK)

    end_role(by=UserFactory(), membership=membership, at=timezone.now())

    assert grant(UserFactory(), user, contract, Role.CLERK).pk != membership.pk
    with pytest.raises(MembershipRefused, match="已经收回"):
        end_role(by=UserFactory(), membership=membership, at=timezone.now())


@pytest.mark.parametrize(
    "change",
    [
        "role = 'director'",
        "user_id = {other}",
        "contract_id = NULL",
        "granted_by_id = {other}",
        "side = 'audit'",
    ],
)
def test_database_keeps_a_membership_as_it_was_granted(contract: Contract, change: str) -> None:
    membership = MembershipFactory(role=Role.CLERK, contract=contract)

    with pytest.raises(IntegrityError):
        alter(membership, change.format(other=UserFactory().pk))


def test_database_keeps_ended_memberships_ended_and_all_of_them(contract: Contract) -> None:
    membership = MembershipFactory(role=Role.CLERK, contract=contract, ended_at=timezone.now())

    with pytest.raises(IntegrityError):
        alter(membership, "ended_at = NULL")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM contracts_membership WHERE id = {membership.pk}")


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDITOR, Role.APPROVER])
def test_last_holder_of_a_guarded_role_stays(contract: Contract, role: Role) -> None:
    last = MembershipFactory(role=role, contract=contract)
    MembershipFactory(role=role, contract=contract, user=UserFactory(role=role, is_active=False))
    MembershipFactory(role=role, contract=contract, confirmed_at=None)

    with pytest.raises(MembershipRefused, match="最后一位"):
        end_role(by=UserFactory(), membership=last, at=timezone.now())
    with pytest.raises(IntegrityError):
        alter(last, "ended_at = CURRENT_TIMESTAMP")

    MembershipFactory(role=role, contract=contract)
    end_role(by=UserFactory(), membership=last, at=timezone.now())


def test_installation_wide_auditor_stands_in_for_a_contracts_auditor(contract: Contract) -> None:
    last = MembershipFactory(role=Role.AUDITOR, contract=contract)
    member(Role.AUDITOR)

    end_role(by=UserFactory(), membership=last, at=timezone.now())

    assert Membership.objects.get(pk=last.pk).ended_at is not None


def test_disabled_account_gets_no_role(contract: Contract) -> None:
    user = UserFactory(role=Role.CLERK, is_active=False, disabled_at=timezone.now(), disabled_reason="离岗")

    with pytest.raises(MembershipRefused, match="停用"):
        grant(UserFactory(), user, contract, Role.CLERK)


def test_both_ways_out_lock_the_user_before_the_memberships(contract: Contract, queries: Any) -> None:
    """One order for all: whoever disables an account and whoever ends its role never wait for each other in a ring."""
    by, leaving, stays = UserFactory(), member(Role.APPROVER, contract), member(Role.APPROVER, contract)
    place = leaving.memberships.get()
    assert stays.pk

    def first_reads(work: Any) -> list[str]:
        with queries:
            work()
        reads = [each["sql"] for each in queries.captured_queries if each["sql"].startswith("SELECT")]
        return ["user" if 'FROM "accounts_user"' in sql else "membership" for sql in reads[:2]]

    disabled = first_reads(lambda: disable_account(by=by, account=stays, reason="离岗", at=timezone.now()))
    member(Role.APPROVER, contract)
    ended = first_reads(lambda: end_role(by=by, membership=place, at=timezone.now()))

    assert disabled == ended == ["user", "membership"]
