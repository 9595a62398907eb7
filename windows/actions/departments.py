"""Departments of the purchaser and whom the windows turn to there."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.enums import OrganisationKind
from contracts.models import Contract, Organisation, Zone
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from windows.models import DepartmentContact
from windows.queries.departments import editable_departments, edits_all_departments


class DepartmentRefused(DomainError):
    """A department or contact that cannot be entered like this."""


@transaction.atomic
def add_department(*, by: Any, at: datetime, contract: Contract, name: str) -> Organisation:
    """Enter a department of the contract's purchaser. Raises: DepartmentRefused."""
    if not edits_all_departments(by, contract):
        raise DepartmentRefused(_("只有采购人的考核人可以登记部门。"))
    name = clean_text(name).strip()
    if not name or len(name) > 100:
        raise DepartmentRefused(_("请填写部门名称，不超过 100 字。"))
    try:
        with transaction.atomic():
            department = Organisation.objects.create(
                name=name, kind=OrganisationKind.DEPARTMENT, parent_id=contract.purchaser_id
            )
    except IntegrityError as error:
        raise DepartmentRefused(_("部门“%(name)s”已经登记过。") % {"name": name}) from error
    record_event("department.add", by=by, obj=department, contract=contract, after={"name": name})
    return department


@transaction.atomic
def set_contacts(
    *,
    by: Any,
    at: datetime,
    today: date,
    contract: Contract,
    department: Organisation,
    contacts: Sequence[tuple[Zone | None, str, str]],
) -> None:
    """Whom the windows of each zone (None: of the hall) turn to from today on; an empty name leaves nobody.

    Shape: contacts are (zone, name, office telephone). Raises: DepartmentRefused.
    """
    if not editable_departments(by, contract).filter(pk=department.pk).exists():
        raise DepartmentRefused(_("只有本部门的联络人或采购人的考核人可以更新联络人。"))
    Organisation.objects.select_for_update().get(pk=department.pk)
    for zone, name, phone in contacts:
        if zone is not None and not zone.venue.contracts.filter(pk=contract.pk).exists():
            raise DepartmentRefused(_("这个服务区不在本合同的场所内。"))
        _set_contact(
            by, today, contract, department, zone, clean_text(name).strip(), clean_text(phone).strip()
        )


def _set_contact(
    by: Any,
    today: date,
    contract: Contract,
    department: Organisation,
    zone: Zone | None,
    name: str,
    phone: str,
) -> None:
    if len(name) > 40 or len(phone) > 40 or (phone and not name):
        raise DepartmentRefused(_("请填写联络人姓名；姓名和电话各不超过 40 字。"))
    now = DepartmentContact.objects.filter(department=department, zone=zone, ended_on=None).first()
    known = (now.contact_name, now.office_phone) if now else ("", "")
    if known == (name, phone):
        return
    if now is not None:
        DepartmentContact.objects.filter(pk=now.pk).update(ended_on=max(today, now.since_on))
    if name:
        DepartmentContact.objects.create(
            department=department,
            zone=zone,
            contact_name=name,
            office_phone=phone,
            since_on=today,
            entered_by=by,
        )
    after = {"zone": str(zone or ""), "contact_name": name, "office_phone": phone}
    before = {"contact_name": known[0], "office_phone": known[1]}
    record_event("department.contact", by=by, obj=department, contract=contract, before=before, after=after)
