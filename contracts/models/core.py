"""Contracts as data: parties, members, service years, terms with their clauses, decisions, places.

A contract is made from a profile (contracts/profiles/<name>.yaml); no number of a tender stands in code.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleChoice, SideChoice
from contracts.enums import DayKind, OrganisationKind, VenueKind
from hall_ops.lib.permissions import INSTALLATION_ROLES, ROLE_PERMISSIONS, ROLE_SIDES, Permission, Role, Scope
from hall_ops.lib.scoping import ScopedQuerySet

SLUG = RegexValidator(r"^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]\Z", _("由 3 至 40 位小写字母、数字和横线组成。"))


class Organisation(models.Model):
    """A purchaser, a contractor, or a department of a purchaser, its name once there. Outlives contracts."""

    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=12, choices=OrganisationKind)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="departments"
    )

    class Meta:
        verbose_name = _("单位")
        ordering: ClassVar = ["kind", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name", "kind"], condition=Q(parent=None), name="organisation_once"
            ),
            models.UniqueConstraint(
                fields=["parent", "name"], condition=Q(parent__isnull=False), name="department_once"
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.DEPARTMENT, parent__isnull=False)
                | ~Q(kind=OrganisationKind.DEPARTMENT) & Q(parent=None),
                name="department_has_purchaser",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ContractQuerySet(ScopedQuerySet):
    contract_path = "pk"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        """A contract itself is seen whole by each of its members, however narrow their other rights."""
        return Q()


class Contract(models.Model):
    """One contract. `profile` is the validated profile as it was when the contract was made (JSON).

    Units: price_yuan is the award price of the whole term.
    """

    slug = models.CharField(_("网址代号"), max_length=40, unique=True, validators=[SLUG])
    name = models.CharField(_("合同名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=30)
    number = models.CharField(_("项目编号"), max_length=40, blank=True)
    purchaser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_bought")
    contractor = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contracts_served")
    profile_name = models.CharField(_("模板"), max_length=60)
    profile_version = models.CharField(_("模板版本"), max_length=20)
    profile = models.JSONField(_("模板内容"))
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    starts_on = models.DateField(_("服务开始"))
    ends_on = models.DateField(_("服务结束"))
    price_yuan = models.DecimalField(_("中标价"), max_digits=14, decimal_places=2)
    created_at = models.DateTimeField(_("建立时间"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同")
        ordering: ClassVar = ["-starts_on", "name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="contract_ends_after_start"),
            models.CheckConstraint(condition=Q(price_yuan__gt=0), name="contract_price_positive"),
            models.CheckConstraint(condition=~Q(purchaser=F("contractor")), name="contract_two_parties"),
        ]

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """A team of clerks under a team leader."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("班组"), max_length=40)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["contract", "name"], name="team_once")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(ScopedQuerySet):
    def in_force(self) -> "MembershipQuerySet":
        return self.filter(confirmed_at__isnull=False, ended_at=None)


class Membership(models.Model):
    """A user's role in a contract. Granted by one person, confirmed by another, ended, never deleted.

    Source: security.md section 5 no. 19 (nobody gives a role alone) and section 6 (exclusions).
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    contract = models.ForeignKey(
        Contract, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships"
    )
    role = models.CharField(_("身份"), max_length=20, choices=RoleChoice)
    side = models.CharField(max_length=12, choices=SideChoice)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True)
    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    granted_at = models.DateTimeField(_("授予时间"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    ended_at = models.DateTimeField(_("收回时间"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("成员身份")
        ordering: ClassVar = ["contract", "role", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "contract", "role"], condition=Q(ended_at=None), name="membership_once"
            ),
            models.UniqueConstraint(
                fields=["user", "role"],
                condition=Q(ended_at=None, contract=None),
                name="membership_wide_once",
            ),
            models.CheckConstraint(
                condition=Q(contract__isnull=False) | Q(role__in=sorted(INSTALLATION_ROLES)),
                name="membership_without_contract_is_admin",
            ),
            models.CheckConstraint(
                condition=Q(*[Q(side=side, role=role) for role, side in ROLE_SIDES.items()], _connector=Q.OR),
                name="membership_role_fits_side",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None)
                | ~Q(confirmed_by=F("granted_by")) & ~Q(confirmed_by=F("user")),
                name="membership_confirmed_by_another",
            ),
            models.CheckConstraint(condition=~Q(granted_by=F("user")), name="membership_not_to_oneself"),
            models.CheckConstraint(
                condition=~Q(role=Role.LIAISON) | Q(department__isnull=False), name="liaison_has_department"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"

    def scope_of(self, permission: Permission) -> Scope | None:
        return ROLE_PERMISSIONS[Role(self.role)].get(permission)


class ServiceYear(models.Model):
    """One year of the service with the months whose scores settle it (002 clause 9: 11, 12 and 13 months).

    Shape: assessed_from and assessed_to are first days of months, both included. Units: price_yuan of this year.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="service_years")
    number = models.PositiveSmallIntegerField(_("服务年度"))
    starts_on = models.DateField(_("开始"))
    ends_on = models.DateField(_("结束"))
    assessed_from = models.DateField(_("考核起始月"))
    assessed_to = models.DateField(_("考核截止月"))
    price_yuan = models.DecimalField(_("年度价款"), max_digits=14, decimal_places=2)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务年度")
        ordering: ClassVar = ["contract", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="service_year_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="service_year_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(assessed_to__gte=F("assessed_from")), name="service_year_assessed_order"
            ),
            models.CheckConstraint(condition=Q(price_yuan__gte=0), name="service_year_price"),
        ]

    def __str__(self) -> str:
        return str(_("第 %(number)s 服务年度") % {"number": self.number})


class ContractTerm(models.Model):
    """One value of the contract with the clause it comes from and the rooms it acts in.

    Shape: value and unit are display text; amount is the exact number where the value is one (a share as a fraction).
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="terms")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=120)
    label = models.CharField(_("约定"), max_length=120)
    value = models.CharField(_("值"), max_length=400)
    unit = models.CharField(_("单位"), max_length=40, blank=True)
    clause = models.CharField(_("条款"), max_length=120)
    summary = models.TextField(_("说明"), blank=True)
    acts = models.JSONField(_("作用于"), default=list)
    amount = models.DecimalField(max_digits=20, decimal_places=8, null=True)
    silent = models.BooleanField(_("招标文件未写明"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("合同约定")
        ordering: ClassVar = ["contract", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="term_once"),
            models.CheckConstraint(condition=~Q(clause=""), name="term_names_clause"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.value}"


class Decision(models.Model):
    """A question the tender leaves open: the options, the default, what was chosen and who signed for it."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="decisions")
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=60)
    question = models.CharField(_("问题"), max_length=300)
    clause = models.CharField(_("条款"), max_length=120)
    options = models.JSONField(_("可选"))
    default = models.CharField(_("默认"), max_length=60)
    chosen = models.CharField(_("采用"), max_length=60)
    signed_at = models.DateTimeField(_("双方签署时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("约定")
        ordering: ClassVar = ["contract", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "key"], name="decision_once"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=False) | Q(chosen=F("default")),
                name="unsigned_decision_is_default",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def chosen_label(self) -> str:
        return self.label_of(self.chosen)

    def label_of(self, key: str) -> str:
        """The wording of an option; a key that is no longer an option stands for itself."""
        return next((option["label"] for option in self.options if option["key"] == key), key)


class Venue(models.Model):
    """A place of service. Belongs to the purchaser, so it outlives a supplier; contracts serve venues."""

    purchaser = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="venues")
    contracts = models.ManyToManyField(Contract, related_name="venues")
    code = models.CharField(_("代号"), max_length=20)
    name = models.CharField(_("名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=12, choices=VenueKind)
    address = models.CharField(_("地点"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("场所")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["purchaser", "code"], name="venue_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Zone(models.Model):
    """A service zone of a venue (001 § 1.5.1 names four)."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="zones")
    name = models.CharField(_("服务区"), max_length=60)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["venue", "name"], name="zone_once")]

    def __str__(self) -> str:
        return self.name


class Window(models.Model):
    """A numbered window of a venue."""

    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="windows")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="windows")
    number = models.CharField(_("窗口号"), max_length=10)
    name = models.CharField(_("窗口"), max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["venue", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["venue", "number"], name="window_once")]

    def __str__(self) -> str:
        return self.number


class WorkDay(models.Model):
    """One day of the Chinese calendar. `provisional` until the State Council's notice for the year is in."""

    date = models.DateField(_("日期"), primary_key=True)
    kind = models.CharField(_("性质"), max_length=10, choices=DayKind)
    name = models.CharField(_("节日"), max_length=20, blank=True)
    source = models.CharField(_("来源"), max_length=80)
    provisional = models.BooleanField(_("暂定"), default=False)

    class Meta:
        verbose_name = _("工作日历")
        ordering: ClassVar = ["date"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=DayKind.values), name="day_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.get_kind_display()}"

    @property
    def works(self) -> bool:
        return self.kind in {DayKind.WORKDAY, DayKind.MAKE_UP}
