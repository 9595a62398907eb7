"""Figures of closed days and months, so that a statistics page reads hundreds of rows and not millions.

Made again from the cases whenever a day closes or something late touches it; the cases are the truth.
Source: facts.md § 6 (monthly statistics), 002 § 四(二)3 (daily and weekly volume).
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from windows.enums import TallyDimension, TallyKind, TallySpan


def figure(label: Any = None) -> Any:
    return models.PositiveIntegerField(label, default=0)


class Tally(models.Model):
    """What happened to the cases of one key (an item, a window, a clerk …) in a day or month.

    Shape: `key` is the row of the dimension, 0 for all or for none; every event counts on its own day, so a case
    received in March and decided in April counts in both. Units: cases; `told` and `resumed` are steps into and out
    of correction.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    span = models.CharField(max_length=5, choices=TallySpan)
    dimension = models.CharField(max_length=10, choices=TallyDimension)
    starts_on = models.DateField()
    key = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=TallyKind)
    received = figure(_("收件"))
    accepted = figure(_("受理"))
    told = figure(_("一次性告知"))
    resumed = figure(_("补正完成"))
    refused = figure(_("不予受理"))
    withdrawn = figure(_("撤件"))
    voided = figure(_("作废"))
    decided = figure(_("办结"))
    denied = figure(_("不通过"))
    early = figure(_("提前办结"))
    on_time = figure(_("按期办结"))
    late = figure(_("逾期办结"))
    issued_counter = figure(_("窗口出件"))
    issued_post = figure(_("邮寄出件"))
    issued_other = figure(_("其他出件"))

    class Meta:
        verbose_name = _("统计数")
        indexes: ClassVar = [
            models.Index(fields=["contract", "span", "dimension", "starts_on"], name="tally_by_time"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "span", "dimension", "key", "starts_on", "kind"], name="tally_once"
            ),
            models.CheckConstraint(
                condition=~Q(span=TallySpan.MONTH) | Q(starts_on__day=1), name="tally_month_starts_on_first"
            ),
            models.CheckConstraint(
                condition=~Q(dimension=TallyDimension.ALL) | Q(key=0), name="tally_of_all_has_no_key"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.span} {self.starts_on} {self.dimension} {self.key}"


class TallyDay(models.Model):
    """A closed day and whether its figures hold. A late event marks it; the next run counts it again."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    is_dirty = models.BooleanField(default=True)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("统计日")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "day"], name="tally_day_once"),
            models.CheckConstraint(
                condition=Q(is_dirty=True) | Q(counted_at__isnull=False), name="tally_day_clean_was_counted"
            ),
        ]

    def __str__(self) -> str:
        return str(self.day)


class RatingTally(models.Model):
    """What was said of one day's visits at one window, to one clerk, in one department, or altogether.

    Shape: `day` is the day of the visit, `key` the row of the dimension, 0 for all or for none; names as
    windows.rules.rating_tallies has them. Units: ratings; `visits`, `rated`, `rated_actively`, `excluded_visits` cases.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    dimension = models.CharField(max_length=10, choices=TallyDimension)
    key = models.BigIntegerField(default=0)
    visits = figure()
    rated = figure()
    rated_actively = figure()
    excluded = figure()
    excluded_visits = figure()
    active_1 = figure()
    active_2 = figure()
    active_3 = figure()
    active_4 = figure()
    active_5 = figure()
    default_3 = figure()
    default_4 = figure()
    default_5 = figure()
    bad_in_time = figure()
    real_bad = figure()
    called_back = figure()

    class Meta:
        verbose_name = _("评价统计数")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "dimension", "day", "key"], name="rating_tally_once"),
            models.CheckConstraint(
                condition=Q(
                    dimension__in=[
                        TallyDimension.ALL, TallyDimension.WINDOW, TallyDimension.CLERK, TallyDimension.DEPARTMENT,
                    ]
                ),
                name="rating_tally_dimension_known",
            ),
            models.CheckConstraint(
                condition=~Q(dimension=TallyDimension.ALL) | Q(key=0), name="rating_tally_of_all_has_no_key"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day} {self.dimension} {self.key}"


class RatingDay(models.Model):
    """A closed day whose ratings are counted. Shape: `newest_at` is when the last of them came in, None without any."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    counted_at = models.DateTimeField()
    newest_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("评价统计日")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "day"], name="rating_day_once"),
        ]

    def __str__(self) -> str:
        return str(self.day)


class RatingDayMark(models.Model):
    """Something touched a day after it closed: while a mark stands, its figures are read from the rows.

    A mark is a row of its own and not a column of the day, so that those who mark never wait for each other nor for the
    counting, and what commits while a day is counted still stands marked.
    """

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()

    class Meta:
        verbose_name = _("待重算的评价统计日")
        indexes: ClassVar = [models.Index(fields=["contract", "day"], name="rating_day_marked")]

    def __str__(self) -> str:
        return str(self.day)
