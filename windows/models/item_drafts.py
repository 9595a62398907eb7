"""A list of items that was uploaded and is looked at before it is taken."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet


class ItemDraftQuerySet(ScopedQuerySet):
    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        """A liaison sees what they uploaded themselves."""
        if scope is Scope.DEPARTMENT:
            return Q(created_by_id=standing.user_id)
        return super().scope_conditions(scope, standing)


class ItemDraft(models.Model):
    """An uploaded list of items between its preview and its taking; then the row goes.

    Shape: content as windows.files.items writes it; items whose materials no sheet named keep theirs.
    """

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="item_drafts")
    file_name = models.CharField(_("文件名"), max_length=120)
    content = models.JSONField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("上传时间"))

    objects = ItemDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项导入")
        ordering: ClassVar = ["-created_at"]

    def __str__(self) -> str:
        return self.file_name
