"""Ledgers as somebody wants to see them: filters and columns under a name."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet


class SavedViewQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        """A view holds no case: every member of the contract may keep and see some, however narrow their rights."""
        return Q()

    def seen_by(self, user: Any) -> Self:
        """One's own and those that are shared."""
        return self.filter(Q(owner=user) | Q(is_shared=True))


class SavedView(models.Model):
    """One person's view of a ledger; a shared one is everybody's. Filters are kept as in the address, never a search
    for a person.

    Shape: `query` is the address's parameters, with the span of time by its name, so that "this month" stays so.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="saved_views")
    ledger = models.CharField(_("台账"), max_length=40)
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    is_shared = models.BooleanField(_("共享"), default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(_("保存时间"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("台账视图")
        ordering: ClassVar = ["ledger", "-is_shared", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "ledger", "owner", "name"], name="saved_view_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_view_has_name"),
        ]

    def __str__(self) -> str:
        return self.name
