"""The papers and things of a person: labour contract, secrecy, badge, uniform, medical, insurance, certificates, exams.

Source: 002 § ★2, § ★4, § ★7, § 四(二)1(3)③, 1(5)①⑤; 001 § 2 表 3 (uniforms, warranty), 表 4 (medical); 004 § 三.9–12.
"""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from records.models import StoredFile
from staffing.enums import ExamKind, InsuranceKind, LabourKind
from staffing.models.people import Person
from staffing.models.scoping import PaperQuerySet

USER = settings.AUTH_USER_MODEL
LEVELS = [MinValueValidator(1), MaxValueValidator(5)]


class PersonPaper(models.Model):
    """What every paper of a person shares. A wrong one is voided with a reason, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    note = models.CharField(_("备注"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(_("作废时间"), null=True, blank=True)
    voided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField(_("作废原因"), max_length=200, blank=True)

    objects = PaperQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["person", "-recorded_at", "-pk"]


class LabourContract(PersonPaper):
    """A labour contract. Shape: ends_on None for an open one."""

    kind = models.CharField(_("合同类型"), max_length=6, choices=LabourKind)
    number = models.CharField(_("合同编号"), max_length=40, blank=True)
    signed_on = models.DateField(_("签订日期"))
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("劳动合同")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="labour_forward"
            )
        ]

    def __str__(self) -> str:
        return self.number or str(self.starts_on)


class SecrecyAgreement(PersonPaper):
    """A confidentiality agreement; the duty does not end with the job (002 § 七(一))."""

    signed_on = models.DateField(_("签订日期"))

    class Meta(PersonPaper.Meta):
        verbose_name = _("保密协议")

    def __str__(self) -> str:
        return str(self.signed_on)


class Badge(PersonPaper):
    """A badge: given out, then lost or returned. Shape: at most one of lost_on and returned_on."""

    number = models.CharField(_("工牌号"), max_length=30)
    issued_on = models.DateField(_("发放日期"))
    lost_on = models.DateField(_("挂失日期"), null=True, blank=True)
    returned_on = models.DateField(_("交回日期"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("工牌")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(lost_on=None, returned_on=None, voided_at=None),
                name="one_badge_a_person",
            ),
            models.CheckConstraint(
                condition=Q(lost_on=None) | Q(returned_on=None), name="badge_lost_or_returned"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class UniformLot(models.Model):
    """A delivery of uniforms: for how many people, how many pieces each, and until when the supplier answers for it.

    Source: 001 § 2 表 3: 25 sets of 3 summer and 2 winter, 53 of 2 and 1, waistcoat and jacket; 2 years' warranty.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="uniform_lots")
    name = models.CharField(_("服装"), max_length=60)
    people = models.PositiveIntegerField(_("套数（人数）"))
    summer = models.PositiveSmallIntegerField(_("夏装（套/人）"))
    winter = models.PositiveSmallIntegerField(_("冬装（套/人）"))
    waistcoat = models.PositiveSmallIntegerField(_("马甲（件/人）"), default=0)
    jacket = models.PositiveSmallIntegerField(_("西装外套（件/人）"), default=0)
    accepted_on = models.DateField(_("验收日期"), null=True, blank=True)
    warranty_until = models.DateField(_("质保到期"), null=True, blank=True)
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("服装批次")
        ordering: ClassVar = ["contract", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "name"], name="uniform_lot_once")
        ]

    def __str__(self) -> str:
        return self.name


class UniformIssue(PersonPaper):
    """Pieces handed to a person. Units: pieces."""

    lot = models.ForeignKey(UniformLot, on_delete=models.PROTECT, related_name="issues")
    size = models.CharField(_("尺码"), max_length=20, blank=True)
    summer = models.PositiveSmallIntegerField(_("夏装"), default=0)
    winter = models.PositiveSmallIntegerField(_("冬装"), default=0)
    waistcoat = models.PositiveSmallIntegerField(_("马甲"), default=0)
    jacket = models.PositiveSmallIntegerField(_("西装外套"), default=0)
    issued_on = models.DateField(_("发放日期"))
    returned_on = models.DateField(_("交回日期"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("服装发放")

    def __str__(self) -> str:
        return str(self.lot)


class Medical(PersonPaper):
    """A medical check: the day and whether fit, never a finding."""

    checked_on = models.DateField(_("体检日期"))
    fit = models.BooleanField(_("合格"))
    next_due_on = models.DateField(_("下次体检"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("体检")

    def __str__(self) -> str:
        return str(self.checked_on)


class Insurance(PersonPaper):
    """A kind of social insurance or the housing fund, paid for a person from a month to a month (first days)."""

    kind = models.CharField(_("险种"), max_length=12, choices=InsuranceKind)
    from_month = models.DateField(_("参保起始月"))
    to_month = models.DateField(_("停保月"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("社保与公积金")

    def __str__(self) -> str:
        return self.get_kind_display()


class Certificate(PersonPaper):
    """A certificate of 政务服务综合窗口办事员. Shape: level 5 is the lowest, a lower number serves too.

    Source: 002 § ★2, § 五(二)注2.
    """

    name = models.CharField(_("证书名称"), max_length=60)
    level = models.PositiveSmallIntegerField(_("等级"), validators=LEVELS)
    number = models.CharField(_("证书编号"), max_length=60)
    issued_on = models.DateField(_("发证日期"))
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)

    class Meta(PersonPaper.Meta):
        verbose_name = _("职业证书")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "number"], condition=Q(voided_at=None), name="certificate_once"
            ),
            models.CheckConstraint(condition=Q(level__gte=1, level__lte=5), name="certificate_level"),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(expires_on__gt=F("issued_on")), name="certificate_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.level}"


class ExamResult(PersonPaper):
    """A training or exam a person passed or not; the training room will report them later. Units: points of 100."""

    kind = models.CharField(_("类别"), max_length=20, choices=ExamKind)
    subject = models.CharField(_("科目"), max_length=80)
    held_on = models.DateField(_("日期"))
    score = models.DecimalField(_("成绩"), max_digits=5, decimal_places=1, null=True, blank=True)
    passed = models.BooleanField(_("合格"))

    class Meta(PersonPaper.Meta):
        verbose_name = _("培训与考试结果")

    def __str__(self) -> str:
        return self.subject


class ExamOffer(models.Model):
    """Whether the authority held the certificate's exam: 002 § ★2 makes the ratios depend on it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="exam_offers")
    level = models.PositiveSmallIntegerField(_("等级"), validators=LEVELS)
    held_on = models.DateField(_("考试日期"))
    places = models.PositiveIntegerField(_("名额"), null=True, blank=True)
    held = models.BooleanField(_("如期举行"), default=True)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("鉴定考试安排")
        ordering: ClassVar = ["contract", "held_on"]

    def __str__(self) -> str:
        return f"{self.held_on} {self.level}"
