"""Cases whose personal data must stay although its time is over: litigation, review, an audit."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from windows.models.cases import Case


class Hold(models.Model):
    """One hold on one case, from whom and when to when. While it lasts, `Case.hold_reason` says so too, which is what
    the nightly erasure asks. Source: security.md D4.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="holds")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(_("保留原因"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("设定时间"))
    released_at = models.DateTimeField(_("解除时间"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    release_reason = models.CharField(_("解除原因"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("保留")
        ordering: ClassVar = ["released_at", "-at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(released_at=None), name="one_hold_a_case"),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_says_why"),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None, release_reason="")
                | Q(released_at__gte=F("at"), released_by__isnull=False) & ~Q(release_reason=""),
                name="hold_released_has_who",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.reason}"
