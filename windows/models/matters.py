"""Unresolved matters (办不成事): owner, due date, cause, answer, closing by somebody else, call-back.

Source: 002 § 四(一)(3); 000 § 三.6(4); 004 二(二)2; facts.md §§ 5.19, 6.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from windows.enums.service import MatterCause, MatterResult, MatterSource, MatterState
from windows.models.cases import Case
from windows.models.refusals import RefusalLook
from windows.models.services import ServiceRecord, name_index

USER = settings.AUTH_USER_MODEL


class UnresolvedMatter(ServiceRecord):
    """One matter somebody could not get done.

    Shape: satisfied None until somebody called back; `refusal` is the one refusal it follows, if any; dropped, it says
    why nothing is left to be answered.
    """

    source = models.CharField(_("来源"), max_length=8, choices=MatterSource)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, blank=True, related_name="matters")
    refusal = models.OneToOneField(
        RefusalLook, on_delete=models.PROTECT, null=True, blank=True, related_name="matter"
    )
    text = models.CharField(_("反映内容"), max_length=500)
    cause = models.CharField(_("未办成原因"), max_length=10, choices=MatterCause, blank=True)
    is_hard = models.BooleanField(_("复杂事项"), default=False)
    owner = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="matters_owned")
    due_on = models.DateField(_("办理期限"))
    contact_by = models.DateField(_("联系期限"))
    contacted_at = models.DateTimeField(_("首次联系时间"), null=True, blank=True)
    handed_at = models.DateTimeField(_("交办时间"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=10, choices=MatterState, default=MatterState.OPEN)
    answer = models.CharField(_("答复"), max_length=1000, blank=True)
    result = models.CharField(_("结果"), max_length=10, choices=MatterResult, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(_("销号时间"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    dropped_why = models.CharField(_("撤销原因"), max_length=300, blank=True)
    called_back_at = models.DateTimeField(_("回访时间"), null=True, blank=True)
    satisfied = models.BooleanField(_("回访满意"), null=True, blank=True)

    class Meta(ServiceRecord.Meta):
        verbose_name = _("办不成事")
        indexes: ClassVar = [
            models.Index(fields=["contract", "state", "due_on"], name="matter_due"),
            models.Index(fields=["contract", "-recorded_at"], name="matter_newest"),
            name_index("matter_by_name"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="matter_number_once"),
            models.CheckConstraint(
                condition=~Q(state=MatterState.HANDED) | Q(handed_at__isnull=False, department__isnull=False),
                name="matter_handed_has_department",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[MatterState.ANSWERED, MatterState.CLOSED])
                | Q(answered_at__isnull=False, answered_by__isnull=False)
                & ~Q(answer="")
                & ~Q(result="")
                & ~Q(cause=""),
                name="matter_answered_has_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=MatterState.CLOSED)
                | Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(closed_by=F("owner")),
                name="matter_closed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(state=MatterState.DROPPED, closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(dropped_why="")
                | ~Q(state=MatterState.DROPPED) & Q(dropped_why=""),
                name="matter_dropped_says_why",
            ),
            models.CheckConstraint(
                condition=Q(called_back_at=None, satisfied=None)
                | Q(called_back_at__isnull=False, satisfied__isnull=False),
                name="matter_call_back_has_answer",
            ),
        ]
