"""Old ledgers brought in from files, and which row of which file an old case came from."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums import ImportState
from windows.models.cases import Case


class OldLedger(models.Model):
    """One file of old cases on its way in: checked, then taken whole or not at all.

    Shape: the file itself lies sealed in the storage until it is taken or given up; `problems` lists {sheet, row,
    column, header, value, reason, remedy} with personal values masked, `problem_count` counts all of them. added,
    changed and same are what taking the file does, or did.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="old_ledgers")
    file_name = models.CharField(_("文件名"), max_length=120)
    sha256 = models.CharField(_("文件摘要"), max_length=64)
    size = models.PositiveIntegerField(_("字节"))
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("上传时间"))
    state = models.CharField(_("状态"), max_length=10, choices=ImportState, default=ImportState.CHECKING)
    job = models.BigIntegerField(null=True)
    rows = models.PositiveIntegerField(_("行数"), default=0)
    added = models.PositiveIntegerField(_("新增"), default=0)
    changed = models.PositiveIntegerField(_("更新"), default=0)
    same = models.PositiveIntegerField(_("相同"), default=0)
    unknown_columns = models.JSONField(_("未识别的列"), default=list)
    problems = models.JSONField(_("问题"), default=list)
    problem_count = models.PositiveIntegerField(_("问题数"), default=0)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    imported_at = models.DateTimeField(_("导入时间"), null=True, blank=True)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = _("旧台账导入")
        ordering: ClassVar = ["-uploaded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=ImportState.values), name="old_ledger_state_known"),
            models.CheckConstraint(
                condition=Q(state=ImportState.DONE, imported_at__isnull=False, imported_by__isnull=False)
                | ~Q(state=ImportState.DONE) & Q(imported_at=None, imported_by=None),
                name="old_ledger_done_has_who",
            ),
            models.CheckConstraint(
                condition=~Q(state=ImportState.REFUSED) | Q(problem_count__gt=0),
                name="old_ledger_refused_says_why",
            ),
            models.UniqueConstraint(
                fields=["contract", "sha256"], condition=Q(state=ImportState.DONE), name="old_ledger_once"
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class OldCase(models.Model):
    """Where an imported case came from. Shape: `digest` is a keyed fingerprint of what the row said."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="old")
    ledger = models.ForeignKey(OldLedger, on_delete=models.PROTECT, related_name="cases")
    row = models.PositiveIntegerField(_("行号"))
    digest = models.BinaryField(max_length=16)

    class Meta:
        verbose_name = _("旧办件")

    def __str__(self) -> str:
        return f"{self.ledger_id}:{self.row}"
