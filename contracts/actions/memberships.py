"""Roles: granted by one person, confirmed by another, ended, never altered.

Source: security.md section 5 no. 19 and section 6. The database keeps the same rules (contracts/triggers.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.accounts import create_account
from accounts.actions.passwords import create_link
from accounts.actions.sign_in import end_sessions
from accounts.enums import AccountState
from accounts.models import User
from accounts.queries import GUARDED_ROLES, stand_ins
from contracts.models import Contract, Membership, Organisation, Team
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import INSTALLATION_ROLES, ROLE_SIDES, Role
from records.actions import record_event

FIRST_LINK_LASTS = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class FirstAdmin:
    """A person named on the command line."""

    username: str
    name: str
    holder: str


class MembershipRefused(DomainError):
    """The role cannot be given, confirmed or taken like this."""


def grant_role(
    *,
    by: User,
    user: User,
    contract: Contract | None,
    role: Role,
    at: datetime,
    team: Team | None = None,
    department: Organisation | None = None,
) -> Membership:
    """Grant a role; it takes effect when another person confirms it. Raises: MembershipRefused."""
    _check_person(by, user, role)
    _check_place(contract, role, team, department)
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                user=user,
                contract=contract,
                role=role,
                side=ROLE_SIDES[role],
                team=team,
                department=department,
                granted_by=by,
                granted_at=at,
            )
            record_event("role.grant", by=by, obj=membership, contract=contract, after=_facts(membership))
    except IntegrityError as error:
        raise MembershipRefused(_("此人已有这个身份，或正在等待确认。")) from error
    return membership


def create_first_admins(*, people: Mapping[Role, FirstAdmin], at: datetime) -> dict[Role, str]:
    """The installation's three administrators and, for each, the token of a link to set a password.

    Nobody could grant or confirm these roles, so this works once, while there is no account at all.
    Raises: MembershipRefused when there is one; AccountRefused for names out of bounds.
    """
    tokens = {}
    with transaction.atomic():
        if User.objects.exists():
            raise MembershipRefused(_("系统里已有账号。首批管理员只能在空系统上建立一次。"))
        for role, person in people.items():
            user, _password = create_account(
                by=None,
                username=person.username,
                name=person.name,
                side=ROLE_SIDES[role],
                holder=person.holder,
                at=at,
            )
            User.objects.filter(pk=user.pk).update(is_active=True, activated_at=at)
            membership = Membership.objects.create(
                user=user, contract=None, role=role, side=ROLE_SIDES[role], granted_at=at, confirmed_at=at
            )
            record_event("role.grant", by=None, obj=membership, after=_facts(membership))
            tokens[role] = create_link(by=None, account=user, at=at, lasts=FIRST_LINK_LASTS)
    return tokens


def confirm_role(*, by: User, membership: Membership, at: datetime) -> None:
    """Put a granted role into force; its user's sessions end. Raises: MembershipRefused."""
    with transaction.atomic():
        list(User.objects.select_for_update().filter(pk=membership.user_id))
        row = Membership.objects.select_for_update().get(pk=membership.pk)
        if row.ended_at is not None or row.confirmed_at is not None:
            raise MembershipRefused(_("这个身份不在等待确认。请刷新页面。"))
        if by.pk in (row.granted_by_id, row.user_id):
            raise MembershipRefused(_("授予须由授予人和本人以外的第二人确认。"))
        Membership.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=at)
        end_sessions(user=row.user)
        record_event("role.confirm", by=by, obj=row, contract=row.contract, after=_facts(row))


def end_role(*, by: User, membership: Membership, at: datetime) -> None:
    """Take a role back, from the next request on; also withdraws one not confirmed yet. Raises: MembershipRefused."""
    with transaction.atomic():
        # The user first, then the memberships, as when an account is disabled: nobody waits for each other in a ring.
        list(User.objects.select_for_update().filter(pk=membership.user_id))
        # One lock over the guarded roles: two administrators cannot take the last two holders away at once.
        rows = Membership.objects.select_for_update().order_by("pk")
        guarded = membership.role in GUARDED_ROLES
        locked = (
            rows.filter(role=membership.role, ended_at=None) if guarded else rows.filter(pk=membership.pk)
        )
        row = next((each for each in locked if each.pk == membership.pk), None)
        if row is None or row.ended_at is not None:
            raise MembershipRefused(_("这个身份已经收回。"))
        if guarded and row.confirmed_at is not None and row.user.is_active and not stand_ins(row).exists():
            raise MembershipRefused(
                _("此人是最后一位%(role)s。请先授予并确认接任者，再收回。") % {"role": row.get_role_display()}
            )
        Membership.objects.filter(pk=row.pk).update(ended_by=by, ended_at=at)
        end_sessions(user=row.user)
        record_event("role.end", by=by, obj=row, contract=row.contract, before=_facts(row))


def _check_person(by: User, user: User, role: Role) -> None:
    if by.pk == user.pk:
        raise MembershipRefused(_("不能给自己授予身份。"))
    if user.state == AccountState.DISABLED:
        raise MembershipRefused(_("账号已停用。请先重新启用。"))
    if ROLE_SIDES[role] != user.side:
        raise MembershipRefused(
            _("%(name)s的账号属于“%(side)s”，不能担任另一方的身份：一个账号只属于一方。")
            % {"name": user.name, "side": user.get_side_display()}
        )


def _check_place(
    contract: Contract | None, role: Role, team: Team | None, department: Organisation | None
) -> None:
    if contract is None:
        if role not in INSTALLATION_ROLES:
            raise MembershipRefused(_("这个身份只能在某份合同内授予。"))
        if team or department:
            raise MembershipRefused(_("全系统的身份不属于班组或部门。"))
        return
    if team and team.contract_id != contract.pk:
        raise MembershipRefused(_("班组不属于这份合同。"))
    if department and department.parent_id != contract.purchaser_id:
        raise MembershipRefused(_("部门不属于这份合同的采购人。"))
    if role is Role.LIAISON and department is None:
        raise MembershipRefused(_("部门联络人须选所属部门。"))


def _facts(membership: Membership) -> dict[str, Any]:
    return {
        "user": membership.user_id,
        "name": str(membership.user),
        "role": membership.role,
        "team": str(membership.team or ""),
        "department": str(membership.department or ""),
    }
