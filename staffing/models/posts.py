"""Posts, where they stand, when they are to be covered. Filled in from the profile, then kept by people.

Source: 002 § ★3, § 四(二)2(6)–(7); 000 § 三.1; 001 § 2 表 3; 003 § 四; 004 § 二(一), § 二(三).
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Venue, Window
from hall_ops.lib.scoping import ScopedQuerySet
from staffing.enums import PostKind, PostRole, SessionKind

USER = settings.AUTH_USER_MODEL


class ServiceSession(models.Model):
    """A part of the day in which the hall serves, from a day on. A new wording of the hours is a new row.

    Shape: `key` is stable over time ("am", "pm", "extended"); weekdays are 1 (Monday) to 7; a make-up workday counts
    as a workday whatever its weekday, a holiday never does. Extended sessions run where somebody plans them.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="service_sessions")
    key = models.SlugField(max_length=20)
    name = models.CharField(_("时段"), max_length=20)
    kind = models.CharField(_("类别"), max_length=10, choices=SessionKind, default=SessionKind.REGULAR)
    starts_at = models.TimeField(_("开始"))
    ends_at = models.TimeField(_("结束"))
    weekdays = models.JSONField(_("星期"), default=list)
    effective_on = models.DateField(_("起用日期"))
    effective_until = models.DateField(_("停用日期"), null=True, blank=True)
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    silent = models.BooleanField(_("招标文件未写明"), default=False)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("服务时段")
        ordering: ClassVar = ["contract", "starts_at", "effective_on"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "key"], condition=Q(effective_until=None), name="session_key_once"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_later"),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_on")),
                name="session_used_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """A kind of post and how many people the contract wants on it.

    Shape: `at_least` marks a minimum; `counted` is false for float posts, which the contractor keeps on its own
    account (004 § 二(一)). `manual` names the handbook in force and its version.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="posts")
    code = models.SlugField(_("代号"), max_length=40)
    name = models.CharField(_("岗位"), max_length=40)
    kind = models.CharField(_("类别"), max_length=12, choices=PostKind)
    role = models.CharField(_("职务"), max_length=12, choices=PostRole)
    headcount = models.PositiveIntegerField(_("应配人数"))
    at_least = models.BooleanField(_("不少于"), default=False)
    counted = models.BooleanField(_("计入编制"), default=True)
    position = models.PositiveIntegerField(default=0)
    duties = models.TextField(_("岗位职责"), blank=True)
    manual = models.CharField(_("岗位手册"), max_length=120, blank=True)
    manual_reviewed_on = models.DateField(_("手册审定日期"), null=True, blank=True)
    clause = models.CharField(_("条款"), max_length=120, blank=True)
    summary = models.CharField(_("说明"), max_length=300, blank=True)
    retired_on = models.DateField(_("停设日期"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("岗位")
        ordering: ClassVar = ["contract", "position", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "code"], name="post_code_once"),
            models.CheckConstraint(condition=Q(kind__in=PostKind.values), name="post_kind_known"),
            models.CheckConstraint(condition=Q(role__in=PostRole.values), name="post_role_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_management(self) -> bool:
        return self.role in {PostRole.DIRECTOR, PostRole.SUPERVISOR}


class PostPlace(models.Model):
    """Where people of a post stand: a venue, or one window of it.

    Shape: with a window, `sessions` are the keys of the sessions in which it must be staffed; without one, `minimum`
    is the least number of people of the post in each session of that place ("am": 3).
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="places")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, related_name="+")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sessions = models.JSONField(_("须有人的时段"), default=list)
    minimum = models.JSONField(_("最少在岗人数"), default=dict)
    effective_on = models.DateField(_("起用日期"))
    effective_until = models.DateField(_("停用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("岗位设置")
        ordering: ClassVar = ["post", "venue", "window"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["window"],
                condition=Q(effective_until=None, window__isnull=False),
                name="window_has_one_post",
            ),
            models.UniqueConstraint(
                fields=["post", "venue"],
                condition=Q(effective_until=None, window=None),
                name="post_place_once",
            ),
            models.CheckConstraint(
                condition=Q(effective_until=None) | Q(effective_until__gte=F("effective_on")),
                name="post_place_forward",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.window or self.venue}"
