"""manage.py create_first_admins: the three administrators of an empty installation, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import RoleChoice
from contracts.actions.memberships import FirstAdmin, create_first_admins
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Role

OPTIONS = {"system": Role.SYSTEM_ADMIN, "security": Role.SECURITY_ADMIN, "audit": Role.AUDITOR}


class Command(BaseCommand):
    help = _("在空系统上建立系统、安全、审计三名管理员，并打印各自设置口令的一次性链接（24 小时内有效）。")

    def add_arguments(self, parser: CommandParser) -> None:
        for option, role in OPTIONS.items():
            parser.add_argument(
                f"--{option}",
                required=True,
                metavar=_("登录名[:姓名[:工号]]"),
                help=_("%(role)s的登录名，可带姓名和工号") % {"role": RoleChoice(role).label},
            )

    def handle(self, *args: Any, **options: Any) -> None:
        people = {role: _person(options[option], role) for option, role in OPTIONS.items()}
        if len({person.username for person in people.values()}) < len(people):
            raise CommandError(_("三名管理员须是三个不同的人：登录名不能相同。"))
        try:
            tokens = create_first_admins(people=people, at=timezone.now())
        except DomainError as error:
            raise CommandError(str(error)) from error
        for role, token in tokens.items():
            link = settings.PUBLIC_URL + reverse("accounts:password-link", args=[token])
            self.stdout.write(f"{RoleChoice(role).label} {people[role].username}：{link}")
        self.stdout.write(_("请把链接分别交给本人，24 小时内打开并设置口令；链接只能用一次，不再显示。"))


def _person(text: str, role: Role) -> FirstAdmin:
    username, name, holder, *_rest = [*(part.strip() for part in text.split(":")), "", ""]
    return FirstAdmin(username, name or str(RoleChoice(role).label), holder or username)
