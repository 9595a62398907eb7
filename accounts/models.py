"""Who signs in: one account, one person, one side."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.enums import AccountState, SideChoice
from hall_ops.lib.permissions import PRIVILEGED_ROLES, Permission, Role

# ASCII only: names that merely look alike (Cyrillic а, full-width ｌ) cannot be registered (torture list S28).
USERNAME = RegexValidator(
    r"^[a-z][a-z0-9._-]{2,31}\Z", _("登录名为 3 至 32 位小写字母、数字、点、横线，以字母开头。")
)


class UserQuerySet(models.QuerySet["User"]):
    def allowed(self, user: "User", permission: Permission) -> "UserQuerySet":
        """Accounts belong to the installation: only those whose right covers it reach any of them."""
        wide = any(place.contract_id is None and place.scope_of(permission) for place in user.standings())
        return self if wide else self.none()

    def signed_in(self, pk: int) -> "User | None":
        """An active user with their standings: one query, two for somebody without a role. Every request asks this."""
        memberships: Any = self.model._meta.get_field("memberships").related_model
        held = standings_in(memberships.objects.filter(user=pk, user__is_active=True).select_related("user"))
        if not held:
            return self.filter(pk=pk, is_active=True).first()
        user: User = held[0].user
        user._standings = held
        return user


def standings_in(memberships: Any) -> list[Any]:
    """Those in force, the newest contract's first, with what every page shows of their contracts.

    A whole profile is not part of who somebody is. Sorted here, where it costs a tenth of what the ORM takes to say so.
    """
    rows = memberships.in_force().select_related("contract__purchaser", "contract__contractor")
    return sorted(rows.defer("contract__profile").order_by(), key=_newest_first)


def _newest_first(place: Any) -> tuple[Any, ...]:
    contract = place.contract
    where = (1,) if contract is None else (0, -contract.starts_on.toordinal(), contract.name)
    return (*where, place.role, place.pk)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who signs in. Roles come from memberships (contracts.Membership), never from here.

    `epoch` is part of every session's check value: raising it ends all sessions of the user at once.
    """

    username = models.CharField(_("登录名"), max_length=32, unique=True, validators=[USERNAME])
    name = models.CharField(_("姓名"), max_length=40)
    side = models.CharField(_("所属方"), max_length=12, choices=SideChoice)
    holder = models.CharField(
        _("工号或证号"), max_length=40, unique=True, help_text=_("一人一号：同一工号不能再开第二个账号。")
    )
    is_active = models.BooleanField(_("已启用"), default=False)
    is_demo = models.BooleanField(_("演示账号"), default=False)
    must_change_password = models.BooleanField(_("下次登录须改口令"), default=True)
    password_changed_at = models.DateTimeField(_("口令修改时间"), null=True, blank=True)
    epoch = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(_("启用时间"), null=True, blank=True)
    activated_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    disabled_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    disabled_reason = models.CharField(_("停用原因"), max_length=200, blank=True)

    objects = UserManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name", "side", "holder"]

    class Meta:
        verbose_name = _("账号")
        ordering: ClassVar = ["username"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(side__in=SideChoice.values), name="user_side_known"),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(disabled_at=None), name="user_active_is_not_disabled"
            ),
            models.CheckConstraint(
                condition=Q(disabled_at=None) | ~Q(disabled_reason=""), name="user_disabled_names_reason"
            ),
            models.CheckConstraint(
                condition=Q(activated_by=None) | ~Q(activated_by=models.F("created_by")) | Q(created_by=None),
                name="user_activated_by_another",
            ),
            models.CheckConstraint(
                condition=Q(is_active=False) | Q(activated_by__isnull=False) | Q(created_by=None),
                name="user_active_was_activated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.username}）"

    def get_session_auth_hash(self) -> str:
        return self._session_hash(None)

    def get_session_auth_fallback_hash(self) -> Iterable[str]:
        from django.conf import settings

        for secret in settings.SECRET_KEY_FALLBACKS:
            yield self._session_hash(secret)

    def _session_hash(self, secret: str | None) -> str:
        content = f"{self.password}{self.epoch}{self.is_active}"
        return salted_hmac("accounts.User.session", content, secret=secret, algorithm="sha256").hexdigest()

    @cached_property
    def _standings(self) -> list[Any]:
        return standings_in(self.memberships)

    def standings(self) -> list[Any]:
        """The user's memberships in force, read once per request (contracts.Membership rows)."""
        return self._standings if self.is_active else []

    @property
    def is_privileged(self) -> bool:
        return any(Role(place.role) in PRIVILEGED_ROLES for place in self.standings())

    @property
    def state(self) -> AccountState:
        if self.disabled_at is not None:
            return AccountState.DISABLED
        return AccountState.ACTIVE if self.is_active else AccountState.WAITING


class PastPassword(models.Model):
    """Hashes of earlier passwords, so that the last five are not taken again (profile mlps3)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-set_at"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(password=""), name="past_password_not_empty")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"


class PasswordLink(models.Model):
    """A link with which a person sets a password, once. Only the hash of its token is kept.

    `closed_at` is set when the link was used or a newer one took its place; `used` tells which.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="password_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    used = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")), name="link_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(used=False) | Q(closed_at__isnull=False), name="link_used_is_closed"
            ),
            models.CheckConstraint(
                condition=Q(created_by=None) | ~Q(created_by=models.F("user")), name="link_for_another"
            ),
            models.UniqueConstraint(fields=["user"], condition=Q(closed_at=None), name="link_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.created_at:%Y-%m-%d %H:%M}"
