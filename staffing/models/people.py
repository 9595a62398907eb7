"""People of a contract, what is known of them, and which post they held from when to when.

A person's file belongs to the contract: another supplier or another hall starts its own (docs/decisions/0031).
Source: 002 § 四(二)1(3)–(5); 004 § 三.11; security.md D1–D4, § 5 no. 6 (engagements are append-only).
"""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Team, Venue, Window
from records.models import StoredFile
from staffing.enums import CheckBasis, EndKind, SchoolingLevel, Sex, TraitKind, WorkKind
from staffing.models.posts import Post
from staffing.models.scoping import OwnFileQuerySet, PaperQuerySet, PersonQuerySet

USER = settings.AUTH_USER_MODEL


class Person(models.Model):
    """One person's file. Shape: `number` is the staff number; ID number, telephone and address are sealed.

    `incumbent` marks somebody taken over from the supplier before; `former_pay_yuan` is what they earned there a
    month, `former_basic_yuan` and `former_allowance_yuan` of it (004 § 三.11: not below).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="people")
    user = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="staff_files"
    )
    number = models.CharField(_("工号"), max_length=20)
    name = models.CharField(_("姓名"), max_length=60)
    sex = models.CharField(_("性别"), max_length=6, choices=Sex)
    born_on = models.DateField(_("出生日期"))
    id_sealed = models.BinaryField(null=True)
    id_index = models.BinaryField(max_length=16, null=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    address_sealed = models.BinaryField(null=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    incumbent = models.BooleanField(_("原服务人员"), default=False)
    former_pay_yuan = models.DecimalField(
        _("原月薪酬"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    former_basic_yuan = models.DecimalField(
        _("原基本工资"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    former_allowance_yuan = models.DecimalField(
        _("原补贴"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    left_at = models.DateTimeField(_("离开时间"), null=True, blank=True)
    erased_at = models.DateTimeField(_("个人信息清除时间"), null=True, blank=True)

    objects = OwnFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("人员")
        ordering: ClassVar = ["contract", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="person_number_once"),
            models.UniqueConstraint(
                fields=["contract", "id_index"], condition=Q(id_index__isnull=False), name="person_id_once"
            ),
            models.UniqueConstraint(
                fields=["contract", "user"], condition=Q(user__isnull=False), name="person_user_once"
            ),
            models.CheckConstraint(condition=Q(sex__in=Sex.values), name="person_sex_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Engagement(models.Model):
    """A person on a post from a day on. Append-only: it is ended once, or voided with a reason when it was wrong.

    Shape: both days are included. `leader` marks the head of the team. A move ends one row and begins the next.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="engagements")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="engagements")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="engagements")
    team = models.ForeignKey(
        Team, on_delete=models.PROTECT, null=True, blank=True, related_name="engagements"
    )
    leader = models.BooleanField(_("班组长"), default=False)
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField(_("到岗日期"))
    ends_on = models.DateField(_("最后在岗日"), null=True, blank=True)
    end_kind = models.CharField(_("离岗原因"), max_length=10, choices=EndKind, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(_("登记离岗时间"), null=True, blank=True)
    ended_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    voided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职")
        ordering: ClassVar = ["contract", "starts_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["contract", "starts_on"], name="engagement_start"),
            models.Index(fields=["person", "starts_on"], name="engagement_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ends_on=None, voided_at=None), name="one_post_a_person"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None, end_kind="", ended_at=None, ended_by=None)
                | Q(ends_on__gte=F("starts_on"), ended_at__isnull=False, ended_by__isnull=False)
                & ~Q(end_kind=""),
                name="engagement_end_whole",
            ),
            models.CheckConstraint(
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason=""),
                name="engagement_void_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class Schooling(models.Model):
    """A degree or diploma. The highest counts; `full_time` is 全日制."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="schooling")
    level = models.CharField(_("学历"), max_length=10, choices=SchoolingLevel)
    full_time = models.BooleanField(_("全日制"), default=True)
    school = models.CharField(_("毕业院校"), max_length=80)
    major = models.CharField(_("专业"), max_length=80, blank=True)
    graduated_on = models.DateField(_("毕业日期"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("学历")
        ordering: ClassVar = ["person", "-graduated_on", "pk"]

    def __str__(self) -> str:
        return self.get_level_display()


class WorkHistory(models.Model):
    """Work elsewhere, from which years of experience are counted. Shape: both days included."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="history")
    kind = models.CharField(_("性质"), max_length=10, choices=WorkKind)
    employer = models.CharField(_("单位"), max_length=80)
    title = models.CharField(_("职务"), max_length=60, blank=True)
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("工作经历")
        ordering: ClassVar = ["person", "starts_on"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="history_forward")
        ]

    def __str__(self) -> str:
        return self.employer


class Trait(models.Model):
    """A language, a skill, or a membership the person has declared; nothing is recorded that nobody declared."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="traits")
    kind = models.CharField(_("类别"), max_length=10, choices=TraitKind)
    text = models.CharField(_("内容"), max_length=60)
    level = models.CharField(_("程度"), max_length=30, blank=True)
    declared_on = models.DateField(_("申报日期"))
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("语言与特长")
        ordering: ClassVar = ["person", "kind", "pk"]

    def __str__(self) -> str:
        return self.text


class RequirementCheck(models.Model):
    """A demand of the contract that no date or degree can prove: somebody looked, and it was met or not.

    Of a height, a record or an illness nothing is kept but "meets the demand". The last row of a key counts.
    Shape: `requirement` is the key of the profile's eligibility list. Append-only by trigger.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="checks")
    requirement = models.CharField(max_length=60)
    meets = models.BooleanField(_("符合要求"))
    basis = models.CharField(_("依据"), max_length=12, choices=CheckBasis)
    checked_on = models.DateField(_("核查日期"))
    note = models.CharField(_("说明"), max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = PaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职条件核查")
        ordering: ClassVar = ["person", "requirement", "pk"]

    def __str__(self) -> str:
        return f"{self.person} {self.requirement}"
