"""Chasing a department about a case, and the warnings written about its terms.

Source: 002 § 四(一)(1) (催办, 预警); facts.md § 5.12.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import ChaseWay, DueKind
from windows.models.cases import Case


class OfCaseQuerySet(ScopedQuerySet):
    """Rows that hang on a case and are seen by whoever may see the case."""

    contract_path = "case__contract_id"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(case__department_id=standing.department_id)
        return super().scope_conditions(scope, standing)


class Chase(models.Model):
    """The hall asked a department where a case stands; what it answered."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="chases")
    way = models.CharField(_("方式"), max_length=8, choices=ChaseWay)
    words = models.CharField(_("催办内容"), max_length=200)
    due_on = models.DateField(_("应办结日期"), null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("催办时间"))
    answer = models.CharField(_("答复"), max_length=300, blank=True)
    expected_on = models.DateField(_("预计办结日期"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("催办")
        ordering: ClassVar = ["case", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="chase_unanswered", condition=Q(answered_at=None)),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=ChaseWay.values), name="chase_way_known"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer=""),
                name="chase_answer_has_who",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class DueNotice(models.Model):
    """One warning about one term of a case, written once however often the job runs; a moved term warns anew.

    Shape: `due_on` is the term that was warned about. `settled_at` is set when the reason is gone.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="due_notices")
    kind = models.CharField(_("种类"), max_length=12, choices=DueKind)
    due_on = models.DateField(_("期限"))
    made_at = models.DateTimeField(_("提醒时间"))
    settled_at = models.DateTimeField(_("了结时间"), null=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("期限提醒")
        ordering: ClassVar = ["due_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["kind"], name="due_notice_open", condition=Q(settled_at=None)),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "kind", "due_on"], name="warned_once_a_term"),
            models.CheckConstraint(condition=Q(kind__in=DueKind.values), name="due_notice_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.get_kind_display()}"
