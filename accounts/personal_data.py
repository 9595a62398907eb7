"""Personal data of those who sign in, and of sign-ins (axes keeps the attempts)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Role
from hall_ops.lib.personal_data import Basis, Level, Mask, PersonalField

ADMINISTRATORS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDITOR})
SIX_MONTHS, ONE_YEAR = 183, 366
WITH_ACCOUNT = "账号停用后仍是签名和审计记录的署名，随账号保留"


def of_user(field: str, purpose: str, mask: Mask, level: Level = Level.OFFICIAL) -> PersonalField:
    return PersonalField(
        "accounts.user", field, purpose, Basis.CONTRACT, level, mask, None, ADMINISTRATORS, WITH_ACCOUNT
    )


def of_sign_in(table: str, field: str, title: Any, purpose: str, mask: Mask) -> PersonalField:
    return PersonalField(
        f"axes.{table}", field, purpose, Basis.SECURITY, Level.ORDINARY, mask, ONE_YEAR, ADMINISTRATORS,
        ends=("attempt_time",), whole_row=True, title=title,
    )  # fmt: skip


PERSONAL_FIELDS = [
    of_user("username", "登录", Mask.SHOWN),
    of_user("name", "署名：谁经办、谁签署", Mask.SHOWN),
    of_user("holder", "一人一号，防止重复开户", Mask.NUMBER, Level.ORDINARY),
    of_user("password", "核对口令（只存散列值）", Mask.ALL, Level.SENSITIVE),
    PersonalField(
        "accounts.pastpassword", "password", "防止重复使用旧口令（只存散列值）", Basis.SECURITY, Level.SENSITIVE,
        Mask.ALL, None, why_kept="只留最近五次，随账号保留", title=_("旧口令"),
    ),
    *(
        of_sign_in(table, field, title, purpose, mask)
        for table in ("accessattempt", "accesslog", "accessfailurelog")
        for field, title, purpose, mask in (
            ("username", _("登录名"), "登录安全：谁在尝试登录", Mask.SHOWN),
            ("ip_address", _("来源地址"), "登录安全：从哪里登录", Mask.NETWORK),
            ("user_agent", _("浏览器"), "登录安全：用什么浏览器登录", Mask.SHOWN),
        )
    ),
]  # fmt: skip
NOT_PERSONAL = {
    "accounts.user.must_change_password": "是否须改口令的标记",
    "accounts.user.password_changed_at": "时间",
    "auth.group.name": "框架的用户组，本系统不用",
    "auth.permission.name": "框架的权限名称",
}
