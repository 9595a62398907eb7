"""Personnel changes: filed ahead, answered by the purchaser, then carried out. Source: 002 § 四(二)1(3)⑤, § 八(二)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Team
from records.models import StoredFile
from staffing.enums import ChangeKind, ChangeState, ProposedBy
from staffing.models.people import Engagement, Person
from staffing.models.posts import Post
from staffing.models.recruitment import Candidate
from staffing.models.scoping import PersonQuerySet

USER = settings.AUTH_USER_MODEL


class StaffChange(models.Model):
    """One change of one person. A leaver and the successor are two rows, `replaces` ties them to one change.

    Shape: `announced_on` is the day the purchaser was told, `effective_on` the day it takes place. `key_staff` is set
    for managers and team leaders, whose change the approver consents to. `platform_done_at`: the staff record in the
    purchaser's own platform (海政通, 002 表1 1.8) was brought up to date.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="staff_changes")
    number = models.CharField(_("编号"), max_length=30)
    kind = models.CharField(_("变更"), max_length=10, choices=ChangeKind)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, null=True, blank=True, related_name="changes"
    )
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="successors"
    )
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key_staff = models.BooleanField(_("组长以上岗位"), default=False)
    proposed_by = models.CharField(_("提出方"), max_length=10, choices=ProposedBy)
    reason = models.CharField(_("事由"), max_length=500)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    announced_on = models.DateField(_("告知采购人日期"), null=True, blank=True)
    effective_on = models.DateField(_("生效日期"))
    state = models.CharField(_("状态"), max_length=10, choices=ChangeState, default=ChangeState.DRAFT)
    ended = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, null=True, blank=True, related_name="ending_changes"
    )
    begun = models.ForeignKey(
        Engagement, on_delete=models.PROTECT, null=True, blank=True, related_name="starting_changes"
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decision_note = models.CharField(_("答复意见"), max_length=300, blank=True)
    done_at = models.DateTimeField(_("办理时间"), null=True, blank=True)
    done_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    without_consent = models.BooleanField(_("未经同意即办理"), default=False)
    platform_done_at = models.DateTimeField(_("平台人员信息更新时间"), null=True, blank=True)
    platform_done_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员变更")
        ordering: ClassVar = ["-effective_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["contract", "effective_on"], name="change_day")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="change_number_once"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(candidate__isnull=False), name="change_of_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ChangeState.CONSENTED, ChangeState.REFUSED])
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="change_answer_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.DONE) | Q(done_at__isnull=False, done_by__isnull=False),
                name="change_done_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=ChangeState.REFUSED) | ~Q(decision_note=""),
                name="change_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=models.F("recorded_by")),
                name="change_answered_by_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def who(self) -> str:
        """The name of the person, or of the applicant who is to become one."""
        somebody = self.person or self.candidate
        return somebody.name if somebody else ""


class ChangeStep(models.Model):
    """One line of a change's log. Append-only by trigger."""

    change = models.ForeignKey(StaffChange, on_delete=models.PROTECT, related_name="steps")
    action = models.CharField(_("动作"), max_length=20)
    from_state = models.CharField(max_length=10, blank=True)
    to_state = models.CharField(max_length=10)
    text = models.CharField(_("说明"), max_length=300, blank=True)
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("变更过程")
        ordering: ClassVar = ["change", "pk"]

    def __str__(self) -> str:
        return f"{self.change} {self.action}"
