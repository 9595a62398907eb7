"""Tokens of other systems: which contract they speak for, what they may do, on whose account."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.enums import ApiScope
from contracts.models.core import Contract
from hall_ops.lib.scoping import ScopedQuerySet


class ApiToken(models.Model):
    """One token. Only its digest is kept; the text is shown once, when it is made.

    Shape: scopes lists values of contracts.enums.ApiScope; `owner` is the member of the contract who answers for what
    the other system writes. Source: issue 3 "tokens per contract and scope"; security.md B1, A1.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(_("对接系统"), max_length=60)
    prefix = models.CharField(_("令牌前缀"), max_length=8, unique=True)
    digest = models.CharField(max_length=64)
    scopes = models.JSONField(_("可用范围"), default=list)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("建立时间"))
    expires_on = models.DateField(_("有效至"))
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(_("停用时间"), null=True, blank=True)
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("接口令牌")
        ordering: ClassVar = ["-made_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None)
                | Q(revoked_at__gte=F("made_at"), revoked_by__isnull=False),
                name="token_revoked_says_who",
            ),
            models.CheckConstraint(condition=~Q(digest=""), name="token_has_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.prefix}"

    @property
    def scope_labels(self) -> list[str]:
        return [str(ApiScope(each).label) for each in self.scopes if each in ApiScope.values]
