"""Cases that other systems push: received online, waiting for a clerk who takes them over.

Source: 002 § 四(一)(1) (一体化平台); facts.md § 2 (online applications are answered within a working day).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue
from hall_ops.lib.codes import new_code
from hall_ops.lib.errors import DomainError, NotFound
from records.actions import next_number
from windows.actions.intake_rows import applicant_columns
from windows.actions.moves import log_case
from windows.enums import CaseChannel, CaseState, Holder, MaterialForm, Taken
from windows.models import Case, CaseMaterial, ItemVersion, ServiceItem
from windows.queries.items import version_on
from windows.rules.applicants import Applicant, applicant_problems, kept
from windows.rules.numbers import case_number, case_scope


class PushRefused(DomainError):
    """A pushed case that does not fit."""

    status = 422


@dataclass(frozen=True, slots=True)
class PushedCase:
    """A case as the platform tells it. Shape: item_code is the 31-digit code or the hall's short code."""

    platform_number: str
    item_code: str
    applicant: Applicant
    venue: str = ""
    received_at: datetime | None = None
    note: str = ""


@transaction.atomic
def push_case(*, by: Any, at: datetime, contract: Contract, pushed: PushedCase) -> tuple[Case, bool]:
    """Receive a pushed case; the same platform number again changes nothing. Shape: (case, is it new).

    Raises: PushRefused, NotFound.
    """
    there = Case.objects.filter(contract=contract, platform_number=pushed.platform_number).first()
    if there is not None:
        return there, False
    version, venue, day = _version(contract, pushed, at), _venue(contract, pushed), timezone.localdate(at)
    problems = applicant_problems(pushed.applicant, delivery="counter", sms=False, today=day)
    if problems:
        raise PushRefused("；".join(problem.text for problem in problems))
    uid = uuid.uuid4()
    serial = next_number(case_scope(venue.pk, day))
    note = _("平台收件 %(at)s") % {"at": f"{timezone.localtime(pushed.received_at or at):%Y-%m-%d %H:%M}"}
    case = Case.objects.create(
        uid=uid, contract=contract, venue=venue, day=day, serial=serial,
        number=case_number(venue.code, day, serial), platform_number=pushed.platform_number,
        query_code=new_code(), item=version.item, version=version, kind=version.kind,
        department=version.item.department, clerk=by, channel=CaseChannel.ONLINE, state=CaseState.REGISTERED,
        registered_at=at, holder=Holder.WINDOW, note=f"{note} {pushed.note}".strip()[:300],
        **applicant_columns(kept(pushed.applicant, day), uid),
    )  # fmt: skip
    _papers(case, version, at)
    log_case(by=by, at=at, case=case, action="register", before="", why=note)
    return case, True


def _version(contract: Contract, pushed: PushedCase, at: datetime) -> ItemVersion:
    items = ServiceItem.objects.of(contract)
    item = (
        items.filter(national_code=pushed.item_code).first()
        or items.filter(short_code=pushed.item_code).first()
    )
    version = version_on(item, timezone.localdate(at)) if item and not item.retired_on else None
    if version is None:
        raise NotFound(_("没有编码为 %(code)s 的在办事项。") % {"code": pushed.item_code})
    return version


def _venue(contract: Contract, pushed: PushedCase) -> Venue:
    venues = contract.venues.order_by("pk")
    venue = venues.filter(code=pushed.venue).first() if pushed.venue else venues.first()
    if venue is None:
        raise NotFound(_("没有代号为 %(code)s 的大厅。") % {"code": pushed.venue})
    return venue


def _papers(case: Case, version: ItemVersion, at: datetime) -> None:
    """What came with it is electronic; the clerk who takes the case over checks it."""
    CaseMaterial.objects.bulk_create(
        CaseMaterial(
            case=case, position=row.position, name=row.name, form=MaterialForm.ELECTRONIC, copies=row.copies,
            necessity=row.necessity, taken=Taken.MISSING,
        )
        for row in version.materials.filter(options=None)
    )  # fmt: skip
