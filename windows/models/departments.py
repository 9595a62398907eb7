"""Whom the windows turn to in a department; zone by zone."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from contracts.models import Contract, Organisation, Zone
from hall_ops.lib.permissions import Permission, Scope
from hall_ops.lib.scoping import Member, ScopedQuerySet


class ContactQuerySet(ScopedQuerySet):
    """Contacts in the departments of the purchasers whose contracts a member belongs to."""

    contract_path = "department__parent__contracts_bought"

    def scope_conditions(self, scope: Scope, standing: Any) -> Q:
        if scope is Scope.DEPARTMENT:
            return Q(department_id=standing.department_id)
        return super().scope_conditions(scope, standing)

    def allowed(self, user: Member, permission: Permission) -> "ContactQuerySet":
        """Each contact once, however many contracts of one purchaser lead to it."""
        reach = super(ContactQuerySet, type(self)(self.model)).allowed(user, permission)
        return self.filter(pk__in=reach.values("pk"))

    def of(self, contract: Contract) -> "ContactQuerySet":
        return self.filter(department__parent_id=contract.purchaser_id)


class DepartmentContact(models.Model):
    """The contact of a department for one zone, or without a zone for the whole hall. Replaced, never deleted.

    Source: 001 § 1.5.1 (four zones, a contact of every department), 003 § 三(三).
    """

    department = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="contacts")
    zone = models.ForeignKey(Zone, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts")
    contact_name = models.CharField(_("联络人"), max_length=40)
    office_phone = models.CharField(_("办公电话"), max_length=40, blank=True)
    since_on = models.DateField(_("自"))
    ended_on = models.DateField(_("至"), null=True, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("部门联络人")
        ordering: ClassVar = ["department", "zone", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["department", "zone"], condition=Q(ended_on=None), name="one_contact_a_zone"
            ),
            models.UniqueConstraint(
                fields=["department"], condition=Q(ended_on=None, zone=None), name="one_contact_for_the_hall"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("since_on")), name="contact_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.contact_name
