"""The item catalogue: items, their versions with effective dates, situations as questions, materials, packages.

Items belong to the purchaser and outlive a supplier. A version is never changed once it holds: a change is the next
version, and a case keeps the version it was judged by.
Source: 001 § 2 row 1 (情形化梳理), 002 § 四(一)(5), facts.md § 5.4.
"""

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation
from hall_ops.lib.permissions import Permission, Scope
from hall_ops.lib.scoping import Member, ScopedQuerySet
from windows.enums import Channel, CrossRegion, ItemKind, MaterialForm, Necessity, ResultKind

NATIONAL_CODE = RegexValidator(r"^[0-9A-Z]{31}\Z", _("实施编码由 31 位数字或大写字母组成。"))
SHORT_CODE = RegexValidator(r"^[0-9A-Za-z-]{1,12}\Z", _("简码由 1 至 12 位字母、数字或横线组成。"))


class ItemQuerySet(ScopedQuerySet):
    """Items of the purchasers whose contracts a member belongs to; a liaison's are the department's own."""

    contract_path = "purchaser__contracts_bought"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        return super().scope_conditions(scope, standing)

    def allowed(self, user: Member, permission: Permission) -> "ItemQuerySet":
        """Each item once, however many contracts of one purchaser lead to it."""
        reach = super(ItemQuerySet, type(self)(self.model)).allowed(user, permission)
        return self.filter(pk__in=reach.values("pk"))

    def of(self, contract: Contract) -> "ItemQuerySet":
        return self.filter(purchaser_id=contract.purchaser_id)


class ServiceItem(models.Model):
    """One government-service item. `current` is the version that holds today, moved by an action.

    Shape: `counted` is False for items of offices that keep their own halls (001 § 1.2(1): police, taxes, social
    insurance), which the share of items in the hall leaves out.
    """

    purchaser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="service_items")
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="department_items")
    national_code = models.CharField(_("实施编码"), max_length=31, blank=True, validators=[NATIONAL_CODE])
    short_code = models.CharField(_("简码"), max_length=12, validators=[SHORT_CODE])
    current = models.ForeignKey(
        "windows.ItemVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_hall = models.BooleanField(_("已进驻大厅"), default=True)
    counted = models.BooleanField(_("计入进驻率"), default=True)
    retired_on = models.DateField(_("停办日期"), null=True, blank=True)
    retired_reason = models.CharField(_("停办原因"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("政务服务事项")
        ordering: ClassVar = ["short_code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purchaser", "short_code"], name="item_short_code_once"),
            models.UniqueConstraint(
                fields=["purchaser", "national_code"],
                condition=~Q(national_code=""),
                name="item_national_code_once",
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None, retired_reason="")
                | Q(retired_on__isnull=False) & ~Q(retired_reason=""),
                name="item_retired_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.short_code} {self.current.name}" if self.current else self.short_code


class VersionQuerySet(models.QuerySet["ItemVersion"]):
    def in_force(self, day: date) -> "VersionQuerySet":
        """Of each item the version that holds on a day: the latest effective date, then the highest number."""
        begun = ItemVersion.objects.filter(item=OuterRef("item"), effective_on__lte=day)
        later = Q(effective_on__gt=OuterRef("effective_on"))
        again = Q(effective_on=OuterRef("effective_on"), number__gt=OuterRef("number"))
        return self.filter(~Exists(begun.filter(later | again)), effective_on__lte=day)


class ItemVersion(models.Model):
    """How an item was handled from one day on. Units: days are working days; fee_yuan is yuan.

    Shape: channels lists values of Channel; special_steps lists {"name", "days"}; `search` holds name, codes and pinyin
    initials in small letters for the desk's search box.
    """

    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("版本"))
    effective_on = models.DateField(_("生效日期"))
    name = models.CharField(_("事项名称"), max_length=200)
    initials = models.CharField(max_length=200, blank=True)
    search = models.TextField(blank=True)
    kind = models.CharField(_("办件类型"), max_length=10, choices=ItemKind)
    statutory_days = models.PositiveSmallIntegerField(_("法定时限"))
    promised_days = models.PositiveSmallIntegerField(_("承诺时限"))
    fee_yuan = models.DecimalField(_("收费"), max_digits=10, decimal_places=2, default=0)
    fee_note = models.CharField(_("收费说明"), max_length=200, blank=True)
    channels = models.JSONField(_("办理渠道"), default=list)
    cross_region = models.CharField(_("通办范围"), max_length=12, choices=CrossRegion, blank=True)
    zero_visit = models.BooleanField(_("可零跑动"), default=False)
    special_steps = models.JSONField(_("特殊环节"), default=list)
    result_kind = models.CharField(_("结果类型"), max_length=10, choices=ResultKind)
    result_name = models.CharField(_("结果名称"), max_length=100, blank=True)
    hints = models.TextField(_("办理提示"), blank=True)
    phone = models.CharField(_("咨询电话"), max_length=40, blank=True)
    basis = models.CharField(_("设定依据"), max_length=300, blank=True)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    frozen = models.BooleanField(default=False)
    made_at = models.DateTimeField(_("录入时间"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("事项版本")
        ordering: ClassVar = ["item", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="item_version_once"),
            models.CheckConstraint(
                condition=Q(promised_days__lte=F("statutory_days")), name="promise_within_statute"
            ),
            models.CheckConstraint(
                condition=Q(kind=ItemKind.ON_SPOT, promised_days=0)
                | Q(kind=ItemKind.PROMISED, promised_days__gt=0),
                name="on_spot_means_no_days",
            ),
            models.CheckConstraint(condition=Q(fee_yuan__gte=0), name="item_fee_not_negative"),
            models.CheckConstraint(
                condition=Q(result_kind__in=ResultKind.values), name="item_result_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def channel_labels(self) -> list[str]:
        return [str(Channel(each).label) for each in self.channels if each in Channel.values]


class Situation(models.Model):
    """One question of an item's situations (情形); the answers select materials."""

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="situations")
    position = models.PositiveSmallIntegerField()
    question = models.CharField(_("情形问题"), max_length=120)

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="situation_once")
        ]

    def __str__(self) -> str:
        return self.question


class SituationOption(models.Model):
    """One answer to a question."""

    situation = models.ForeignKey(Situation, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField()
    label = models.CharField(_("情形选项"), max_length=80)

    class Meta:
        ordering: ClassVar = ["situation", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["situation", "position"], name="option_once")
        ]

    def __str__(self) -> str:
        return self.label


class Material(models.Model):
    """One paper an item asks for. Without options it is always asked; with options, when one of them is chosen.

    Shape: `licence` names the electronic licence that may stand in its place, "" when none may.
    """

    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="materials")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("材料名称"), max_length=200)
    form = models.CharField(_("形式"), max_length=14, choices=MaterialForm)
    copies = models.PositiveSmallIntegerField(_("份数"), default=1)
    necessity = models.CharField(_("必要性"), max_length=12, choices=Necessity)
    licence = models.CharField(_("可用电子证照代替"), max_length=100, blank=True)
    note = models.CharField(_("要求"), max_length=200, blank=True)
    options = models.ManyToManyField(SituationOption, blank=True, related_name="materials")

    class Meta:
        verbose_name = _("申请材料")
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["version", "position"], name="material_once"),
            models.CheckConstraint(condition=Q(copies__gte=1), name="material_copies"),
        ]

    def __str__(self) -> str:
        return self.name


class PackageQuerySet(ScopedQuerySet):
    """Packages of the purchasers whose contracts a member belongs to; they cross departments, so no liaison's own."""

    contract_path = "purchaser__contracts_bought"

    def allowed(self, user: Member, permission: Permission) -> "PackageQuerySet":
        """Each package once, however many contracts of one purchaser lead to it."""
        reach = super(PackageQuerySet, type(self)(self.model)).allowed(user, permission)
        return self.filter(pk__in=reach.values("pk"))

    def of(self, contract: Contract) -> "PackageQuerySet":
        return self.filter(purchaser_id=contract.purchaser_id)


class ItemPackage(models.Model):
    """Items that belong together in one life event (一件事). Source: 004 二(二)1(3)."""

    purchaser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="item_packages")
    name = models.CharField(_("一件事名称"), max_length=100)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    items = models.ManyToManyField(ServiceItem, through="windows.PackageItem", related_name="packages")
    retired_on = models.DateField(_("停用日期"), null=True, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        verbose_name = _("一件事")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["purchaser", "name"], name="package_once")]

    def __str__(self) -> str:
        return self.name


class PackageItem(models.Model):
    """One item of a package, in its place."""

    package = models.ForeignKey(ItemPackage, on_delete=models.CASCADE, related_name="parts")
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["package", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["package", "item"], name="package_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.package_id} {self.item_id}"
