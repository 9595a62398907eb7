"""Recruitment: a need, its notice, the candidates and each step of their way.

Source: 002 § 四(二)1(1)(2), 000 § 四.4④.
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from staffing.enums import CandidateState, Grade, NeedState, SchoolingLevel, Sex, Stage, StepResult
from staffing.models.people import Person
from staffing.models.posts import Post

USER = settings.AUTH_USER_MODEL


class Need(models.Model):
    """People wanted for a post, with the reason and by when. Shape: `number` is gapless per contract and year."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="needs")
    number = models.CharField(_("编号"), max_length=30)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="needs")
    headcount = models.PositiveIntegerField(_("需求人数"))
    reason = models.CharField(_("需求说明"), max_length=300)
    wanted_on = models.DateField(_("希望到岗日期"))
    state = models.CharField(_("状态"), max_length=8, choices=NeedState, default=NeedState.OPEN)
    opened_at = models.DateTimeField(_("提出时间"))
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(_("关闭时间"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    close_reason = models.CharField(_("关闭原因"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("招聘需求")
        ordering: ClassVar = ["-opened_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="need_number_once"),
            models.CheckConstraint(condition=Q(headcount__gt=0), name="need_wants_somebody"),
            models.CheckConstraint(
                condition=Q(state=NeedState.OPEN, closed_at=None, closed_by=None)
                | ~Q(state=NeedState.OPEN) & Q(closed_at__isnull=False),
                name="need_closed_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Notice(models.Model):
    """A recruitment notice. Its day is the day ages are counted on (002 § 四(二)1(4)⑦)."""

    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="notices")
    title = models.CharField(_("公告标题"), max_length=120)
    published_on = models.DateField(_("发布日期"))
    closes_on = models.DateField(_("报名截止"))
    channels = models.CharField(_("发布渠道"), max_length=200)
    text = models.TextField(_("公告内容"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("招聘公告")
        ordering: ClassVar = ["need", "-published_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("published_on")), name="notice_forward")
        ]

    def __str__(self) -> str:
        return self.title


class Candidate(models.Model):
    """Somebody who applied. `stage` is where they wait, `state` whether they still do.

    Units: pay a month. `former_pay_yuan` is asked of those taken over only (004 § 三.11: the offer not below it).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="candidates")
    need = models.ForeignKey(Need, on_delete=models.PROTECT, related_name="candidates")
    notice = models.ForeignKey(
        Notice, on_delete=models.PROTECT, null=True, blank=True, related_name="candidates"
    )
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex)
    born_on = models.DateField(_("出生日期"))
    id_sealed = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=16, null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    schooling = models.CharField(_("学历"), max_length=10, choices=SchoolingLevel)
    full_time = models.BooleanField(_("全日制"), default=True)
    school = models.CharField(_("毕业院校"), max_length=80, blank=True)
    major = models.CharField(_("专业"), max_length=80, blank=True)
    experience_years = models.DecimalField(_("相关工作年限"), max_digits=4, decimal_places=1, default=0)
    experience_note = models.CharField(_("工作经历"), max_length=300, blank=True)
    preferences = models.JSONField(_("优先条件"), default=list)
    checks = models.JSONField(_("条件核查"), default=dict)
    incumbent = models.BooleanField(_("原服务人员"), default=False)
    former_pay_yuan = models.DecimalField(
        _("原月薪酬"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    offered_pay_yuan = models.DecimalField(
        _("拟定月薪酬"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    grade = models.CharField(_("初试档次"), max_length=1, choices=Grade, blank=True)
    stage = models.CharField(_("环节"), max_length=12, choices=Stage, default=Stage.APPLIED)
    state = models.CharField(_("状态"), max_length=10, choices=CandidateState, default=CandidateState.ACTIVE)
    stage_since = models.DateTimeField(_("进入本环节时间"))
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="applications"
    )
    recorded_at = models.DateTimeField(_("报名时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    erased_at = models.DateTimeField(_("个人信息清除时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("应聘人")
        ordering: ClassVar = ["need", "-incumbent", "recorded_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["need", "id_index"], condition=Q(id_index__isnull=False), name="applies_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=CandidateState.HIRED) | Q(person__isnull=False), name="hired_is_person"
            ),
            models.CheckConstraint(
                condition=Q(state=CandidateState.ACTIVE, ended_at=None)
                | ~Q(state=CandidateState.ACTIVE) & Q(ended_at__isnull=False),
                name="candidate_end_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CandidateStep(models.Model):
    """What a stage came to: who judged, when, with what mark. Append-only by trigger."""

    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(_("环节"), max_length=12, choices=Stage)
    result = models.CharField(_("结果"), max_length=10, choices=StepResult)
    held_on = models.DateField(_("日期"))
    score = models.DecimalField(_("成绩"), max_digits=5, decimal_places=1, null=True, blank=True)
    grade = models.CharField(_("档次"), max_length=1, choices=Grade, blank=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    eligibility = models.JSONField(_("当时的条件核对"), default=list)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("登记时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("招聘环节")
        ordering: ClassVar = ["candidate", "pk"]

    def __str__(self) -> str:
        return f"{self.candidate} {self.stage}"
