"""What a clerk has typed and not yet registered, kept on the server. Decision: docs/decisions/0024-drafts.md."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet


class IntakeDraftQuerySet(ScopedQuerySet):
    """A draft is its clerk's own, whatever further right they hold."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        return Q(user_id=standing.user_id) if scope is Scope.CONTRACT else Q(pk__in=[])


class IntakeDraft(models.Model):
    """One unfinished registration of one clerk.

    Shape: `key` is the form's own number, the one its registration will claim; `sealed` holds everything typed as one
    sealed JSON, item and applicant alike; `revision` counts saves, so that a late save does not undo a newer one.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    sealed = models.BinaryField()
    revision = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField(_("开始时间"))
    saved_at = models.DateTimeField(_("保存时间"), db_index=True)

    objects = IntakeDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("受理草稿")
        ordering: ClassVar = ["-saved_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "contract", "key"], name="draft_key_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.saved_at:%m-%d %H:%M}"
