"""What the province's platform tells of a month and no row of ours can: how many use its mobile service.

Source: 001 § 1.2(5) (“海易办”用户量提升).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums.figures import FigureKind


class PlatformFigure(models.Model):
    """One figure of one month, as told. A correction is the next revision, with its reason; append-only by trigger.

    Shape: `month` is a first day. Units: `value` counts people.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="platform_figures")
    kind = models.CharField(_("指标"), max_length=12, choices=FigureKind)
    month = models.DateField(_("月份"))
    revision = models.PositiveSmallIntegerField(_("版次"))
    value = models.PositiveIntegerField(_("人数"))
    source = models.CharField(_("数据来源"), max_length=120)
    reason = models.CharField(_("更正原因"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("平台用户数")
        ordering: ClassVar = ["-month", "kind", "-revision"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "kind", "month", "revision"], name="platform_figure_once"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="platform_figure_of_month"),
            models.CheckConstraint(
                condition=Q(revision=1) | Q(revision__gt=1) & ~Q(reason=""),
                name="platform_figure_correction_has_reason",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="platform_figure_has_source"),
            models.CheckConstraint(
                condition=Q(kind__in=FigureKind.values), name="platform_figure_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.get_kind_display()}"
