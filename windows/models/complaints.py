"""Complaints: who looks into one, until when, what was found and answered, closed by somebody else, called back.

Source: facts.md §§ 5.18, 6; 002 § 四(二)3(4), § 五 表1 3.8, 3.50; 004 § 二 岗 2.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from hall_ops.lib.permissions import Permission
from windows.enums.complaints import (
    ComplaintCause,
    ComplaintChannel,
    ComplaintFinding,
    ComplaintKind,
    ComplaintState,
)
from windows.models.cases import Case
from windows.models.services import ServiceQuerySet, ServiceRecord, name_index

USER = settings.AUTH_USER_MODEL


class ComplaintQuerySet(ServiceQuerySet):
    """Whoever a complaint is about never reaches it: not the text, not who complained."""

    def allowed(self, user: Any, permission: Permission) -> Self:
        return super().allowed(user, permission).exclude(about=user.pk)


class Complaint(ServiceRecord):
    """One complaint. Shape: `department` is the unit complained about, `about` the person, where they are known;
    satisfied None until somebody called back. An extension moves `due_on` once."""

    channel = models.CharField(_("来源"), max_length=8, choices=ComplaintChannel)
    kind = models.CharField(_("类别"), max_length=8, choices=ComplaintKind)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="complaints")
    title = models.CharField(_("标题"), max_length=100)
    text = models.CharField(_("投诉内容"), max_length=1000)
    email_sealed = models.BinaryField(null=True)
    about = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("答复期限"))
    extended_at = models.DateTimeField(_("延期时间"), null=True, blank=True)
    extended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    extended_why = models.CharField(_("延期原因"), max_length=300, blank=True)
    contacted_at = models.DateTimeField(_("首次联系时间"), null=True, blank=True)
    handed_at = models.DateTimeField(_("转办时间"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=ComplaintState, default=ComplaintState.OPEN)
    finding = models.CharField(_("调查结论"), max_length=10, choices=ComplaintFinding, blank=True)
    cause = models.CharField(_("投诉原因"), max_length=10, choices=ComplaintCause, blank=True)
    stirred = models.BooleanField(_("造成舆论影响"), default=False)
    answer = models.CharField(_("回复内容"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("回复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    called_back_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    satisfied = models.BooleanField(_("回访满意"), null=True, blank=True)
    closed_at = models.DateTimeField(_("结案时间"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = ComplaintQuerySet.as_manager()  # type: ignore[misc]

    class Meta(ServiceRecord.Meta):
        verbose_name = _("投诉")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "due_on"], name="complaint_due"),
            models.Index(fields=["contract", "-recorded_at"], name="complaint_newest"),
            name_index("complaint_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="complaint_number_once"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="complaint_says_something"),
            models.CheckConstraint(
                condition=Q(about=None) | ~Q(about=F("owner")), name="complaint_owner_is_another"
            ),
            models.CheckConstraint(
                condition=Q(extended_at=None, extended_by=None, extended_why="")
                | Q(extended_at__isnull=False, extended_by__isnull=False) & ~Q(extended_why=""),
                name="complaint_extension_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.HANDED)
                | Q(handed_at__isnull=False, department__isnull=False),
                name="complaint_handed_has_department",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ComplaintState.ANSWERED, ComplaintState.CLOSED])
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                & ~Q(finding="")
                & ~Q(cause=""),
                name="complaint_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=ComplaintState.CLOSED)
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_by=F("owner")),
                name="complaint_closed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(called_back_at=None, satisfied=None)
                | Q(called_back_at__isnull=False, satisfied__isnull=False),
                name="complaint_call_back_has_answer",
            ),
        ]
