"""What every register beside the two ledgers shares: a numbered row of a person who came, and the log of its steps."""

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Venue, Window
from hall_ops.lib.permissions import Scope
from hall_ops.lib.scoping import ScopedQuerySet
from windows.enums.service import StepOf
from windows.models.catalogue import ServiceItem

USER = settings.AUTH_USER_MODEL


def name_index(name: str) -> models.Index:
    """What a register is searched by: the beginning of a name, in a database of any language."""
    return models.Index(fields=["contract", "person_name"], name=name, opclasses=["", "varchar_pattern_ops"])


class ServiceQuerySet(ScopedQuerySet):
    """Rows of a register; a liaison sees the department's, who sees only the own sees what they wrote down."""

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        if scope is Scope.OWN:
            return Q(recorded_by_id=standing.user_id)
        return super().scope_conditions(scope, standing)


class ServiceRecord(models.Model):
    """A row of a register. Shape: `number` is gapless per contract, register and year; the telephone is sealed."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="%(class)ss")
    venue = models.ForeignKey(Venue, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    window = models.ForeignKey(Window, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    department = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    item = models.ForeignKey(ServiceItem, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.CharField(_("编号"), max_length=40)
    person_name = models.CharField(_("姓名或单位"), max_length=100, blank=True)
    phone_sealed = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=16, null=True)
    recorded_at = models.DateTimeField(_("登记时间"))
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("备注"), max_length=300, blank=True)
    erased_at = models.DateTimeField(_("个人信息清除时间"), null=True, blank=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering: ClassVar = ["-recorded_at", "-pk"]

    def __str__(self) -> str:
        return self.number


class ServiceStep(models.Model):
    """One line of a row's log: who, when, from, to, what was said. Append-only by trigger."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="+")
    register = models.CharField(max_length=12, choices=StepOf)
    record = models.BigIntegerField()
    at = models.DateTimeField(_("时间"))
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    action = models.CharField(_("动作"), max_length=40)
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, blank=True)
    text = models.CharField(_("说明"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("服务过程")
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["register", "record", "id"], name="service_step_of")]

    def __str__(self) -> str:
        return f"{self.register} {self.record} {self.action}"
