"""Rows of the windows for tests, made directly. The actions of windows.actions make real ones."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from contracts.enums import OrganisationKind, VenueKind
from contracts.models import Contract, Organisation, Venue, Window, Zone
from hall_ops.lib.codes import new_code
from hall_ops.lib.permissions import Role
from tests.factories.accounts import UserFactory
from tests.factories.contracts import member
from windows.enums import (
    ApplicantKind,
    CaseState,
    ConcludedAs,
    IdKind,
    ItemKind,
    MaterialForm,
    Necessity,
    ResultKind,
)
from windows.models import Case, CaseMaterial, ItemVersion, Material, ServiceItem, WindowSession

numbers = count(1)


def make_venue(contract: Contract) -> Venue:
    """The first venue of a contract, made where there is none."""
    venue = contract.venues.first()
    if venue is None:
        code = f"V{next(numbers)}"
        venue = Venue.objects.create(
            purchaser=contract.purchaser, code=code, name=f"大厅{code}", kind=VenueKind.values[0]
        )
        venue.contracts.add(contract)
    return venue


def make_window(contract: Contract, number: str = "") -> Window:
    venue = make_venue(contract)
    zone, _made = Zone.objects.get_or_create(venue=venue, name="社会事务")
    found, _made = Window.objects.get_or_create(
        venue=venue, number=number or f"{next(numbers):02}", defaults={"zone": zone}
    )
    return found


def make_department(contract: Contract, name: str = "") -> Organisation:
    return Organisation.objects.create(
        name=name or f"滨湖部门{next(numbers)}", kind=OrganisationKind.DEPARTMENT, parent=contract.purchaser
    )


def make_item(
    contract: Contract,
    *,
    department: Organisation | None = None,
    name: str = "食品经营许可",
    kind: str = ItemKind.PROMISED,
    statutory_days: int = 20,
    promised_days: int = 10,
    materials: tuple[tuple[str, str], ...] = (
        ("申请表", Necessity.REQUIRED),
        ("平面图", Necessity.DEFERRABLE),
    ),
    **values: Any,
) -> ServiceItem:
    """An item with one version in force and its materials (name, necessity)."""
    by, now = UserFactory(role=Role.ASSESSOR), timezone.now()
    item = ServiceItem.objects.create(
        purchaser=contract.purchaser, department=department or make_department(contract),
        short_code=f"S{next(numbers)}", created_at=now, created_by=by,
    )  # fmt: skip
    version = ItemVersion.objects.create(
        item=item, number=1, effective_on=date(2020, 1, 1), name=name, kind=kind, statutory_days=statutory_days,
        promised_days=0 if kind == ItemKind.ON_SPOT else promised_days, result_kind=ResultKind.LICENCE,
        made_at=now, made_by=by, **values,
    )  # fmt: skip
    for position, (title, necessity) in enumerate(materials, start=1):
        Material.objects.create(
            version=version, position=position, name=title, form=MaterialForm.COPY, necessity=necessity
        )
    ServiceItem.objects.filter(pk=item.pk).update(current=version)
    item.current = version
    return item


def make_session(contract: Contract, clerk: Any = None, window: Window | None = None) -> WindowSession:
    return WindowSession.objects.create(
        contract=contract, window=window or make_window(contract), clerk=clerk or member(Role.CLERK, contract),
        started_at=timezone.now(),
    )  # fmt: skip


def make_case(
    contract: Contract,
    state: str = CaseState.REGISTERED,
    *,
    item: ServiceItem | None = None,
    session: WindowSession | None = None,
    at: datetime | None = None,
    **values: Any,
) -> Case:
    """A case in any state with the columns the database asks of it."""
    item = item or make_item(contract)
    session = (
        session
        or WindowSession.objects.filter(contract=contract, ended_at=None).first()
        or make_session(contract)
    )
    at = at or timezone.now()
    version, serial = item.current, next(numbers)
    assert version is not None, "an item without a version takes no case"
    columns: dict[str, Any] = {
        "contract": contract, "venue": session.window.venue, "day": timezone.localdate(at), "serial": serial,
        "number": f"T-{timezone.localdate(at):%Y%m%d}-{serial:04}", "query_code": new_code(), "item": item,
        "version": version, "kind": version.kind, "department": item.department, "zone": session.window.zone,
        "window": session.window, "session": session, "clerk": session.clerk, "state": state,
        "applicant_kind": ApplicantKind.PERSON, "applicant_name": "陈大明", "id_kind": IdKind.RESIDENT,
        "registered_at": at,
    }  # fmt: skip
    columns |= life_columns(state, at, version.promised_days, version.statutory_days) | values
    case = Case.objects.create(**columns)
    for material in version.materials.all():
        CaseMaterial.objects.create(
            case=case, position=material.position, name=material.name, form=material.form,
            copies=material.copies, necessity=material.necessity, taken="paper", received=1, received_at=at,
        )  # fmt: skip
    return case


def life_columns(state: str, at: datetime, promised: int, statutory: int) -> dict[str, Any]:
    """What the database asks of a case in this state. Units: calendar days here, tests do not count them."""
    reached = {
        CaseState.ACCEPTED: 1, CaseState.TRANSFERRED: 2, CaseState.DECIDED: 3, CaseState.READY: 4,
        CaseState.ISSUED: 5, CaseState.ARCHIVED: 6,
    }.get(CaseState(state), 0)  # fmt: skip
    day, found = timezone.localdate(at), {}
    if state == CaseState.CORRECTING:
        found = {"told_rounds": 1, "correction_due_on": day + timedelta(days=5)}
    if state in {CaseState.NOT_ACCEPTED, CaseState.WITHDRAWN, CaseState.VOID}:
        found = {"closed_at": at, "closing_reason": "申请人要求", "refusal_kind": "refused"}
    if reached >= 1:
        found |= {"accepted_at": at, "due_on": day + timedelta(days=promised)}
        found |= {"statutory_due_on": day + timedelta(days=statutory)}
    if reached >= 2:
        found |= {"transferred_at": at, "holder": "department"}
    if reached >= 3:
        found |= {"decided_at": at, "concluded_as": ConcludedAs.GRANTED, "holder": "department"}
    if reached >= 4:
        found |= {"ready_at": at, "holder": "shelf"}
    if reached >= 5:
        found |= {"issued_at": at, "holder": "applicant"}
    if reached >= 6:
        found |= {"archived_at": at, "holder": "archive"}
    return found
