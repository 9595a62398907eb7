"""Results by post: sent, delivered, lost, returned. What failed waits to be given out again."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.identity_numbers import check_phone
from hall_ops.lib.masks import mask_phone
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import blind_index, label_of, open_column, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, record_event
from windows.actions.intake_outcomes import tell_by_sms
from windows.actions.issuance import IssueRefused, give_out, given, lock_to_give
from windows.actions.moves import lock_case, move_case, touch_case
from windows.actions.shelf import check_place
from windows.enums import CaseState, Delivery, Holder, ParcelState
from windows.models import Case, Issuance, Parcel


@dataclass(frozen=True, slots=True)
class Shipment:
    """Where a parcel goes and with whom."""

    carrier: str
    tracking_number: str
    recipient_name: str
    phone: str
    address: str


@transaction.atomic
def issue_by_post(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    cases: Sequence[Case],
    shipment: Shipment,
    note: str = "",
    key: str,
) -> list[Issuance]:
    """Send one or several results in one parcel. Raises: IssueRefused, NumberRefused."""
    claim = claim_key(by=by, key=key, body=_body(cases, shipment, note), at=at)
    if claim.answer:
        return given(claim.answer)
    locked = lock_to_give(by=by, cases=cases, way=Delivery.POST)
    sent = _checked(shipment)
    parcel = _parcel(by=by, at=at, contract=contract, sent=sent)
    facts = {
        "way": str(Delivery.POST.label), "tracking": f"{sent.carrier} {sent.tracking_number}",
        "recipient": sent.recipient_name, "recipient_phone": mask_phone(sent.phone), "recipient_address": sent.address,
    }  # fmt: skip
    columns = {"parcel": parcel, "note": clean_text(note).strip()}
    bundle = uuid.uuid4()
    rows = [
        give_out(by=by, at=at, case=case, way=Delivery.POST, bundle=bundle, columns=columns, facts=facts)
        for case in locked
    ]
    said = _("的结果已由%(carrier)s寄出，运单号 %(number)s")
    for case in locked:
        tell_by_sms(
            at=at, case=case, phone=open_column(case, "phone"), action="post", turn=str(parcel.pk),
            sentence=said % {"carrier": parcel.carrier, "number": parcel.tracking_number},
        )  # fmt: skip
    after = {"tracking_number": parcel.tracking_number, "count": len(rows)}
    record_event("parcel.send", by=by, obj=parcel, contract=contract, after=after)
    claim.settle({"ids": [row.pk for row in rows]})
    return rows


def _body(cases: Sequence[Case], shipment: Shipment, note: str) -> dict[str, Any]:
    """What makes one request the same as another; nothing personal stands in it readable."""
    told = {
        name: blind_index(text, field=label_of(Parcel, name)).hex() for name, text in asdict(shipment).items()
    }
    return {"post": sorted(case.pk for case in cases), **told, "note": note}


def _checked(shipment: Shipment) -> Shipment:
    texts = {name: clean_text(text).strip() for name, text in asdict(shipment).items()}
    labels = {
        "carrier": _("承运单位"), "tracking_number": _("运单号"), "recipient_name": _("收件人"),
        "phone": _("收件电话"), "address": _("收件地址"),
    }  # fmt: skip
    missing = [label for name, label in labels.items() if not texts[name]]
    if missing:
        raise IssueRefused(_("邮寄请填：%(names)s。") % {"names": "、".join(missing)})
    return Shipment(**{**texts, "phone": check_phone(texts["phone"])})


def _parcel(*, by: Any, at: datetime, contract: Contract, sent: Shipment) -> Parcel:
    uid = uuid.uuid4()
    phone, _index = sealed_pair(sent.phone, label=label_of(Parcel, "phone"), uid=uid)
    address, _index = sealed_pair(sent.address, label=label_of(Parcel, "address"), uid=uid)
    try:
        with transaction.atomic():
            return Parcel.objects.create(
                uid=uid, contract=contract, carrier=sent.carrier, tracking_number=sent.tracking_number.upper(),
                recipient_name=sent.recipient_name, phone_sealed=phone, address_sealed=address, sent_at=at, sent_by=by,
            )  # fmt: skip
    except IntegrityError:
        raise IssueRefused(
            _("%(carrier)s运单 %(number)s 已经登记过，请核对单号。")
            % {"carrier": sent.carrier, "number": sent.tracking_number}
        ) from None


# -- what became of it ----------------------------------------------------------------------------------------------
@transaction.atomic
def settle_parcel(
    *, by: Any, at: datetime, parcel: Parcel, outcome: str, note: str = "", place: str = "", key: str
) -> Parcel:
    """Say what became of a parcel: delivered; returned, back on the shelf at `place`; lost, to be made again.

    Raises: IssueRefused, ShelfRefused.
    """
    body = {"parcel": parcel.pk, "outcome": outcome, "note": note, "place": place}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return Parcel.objects.get(pk=parcel.pk)
    locked = Parcel.objects.select_for_update(of=("self",)).select_related("contract").get(pk=parcel.pk)
    if not Parcel.objects.allowed(by, Permission.ISSUANCE_DO).filter(pk=locked.pk).exists():
        raise IssueRefused(_("您的身份不能办理出件。"))
    note = clean_text(note).strip()
    _may_settle(locked, outcome, note)
    place = check_place(place) if outcome == ParcelState.RETURNED else ""
    rows = Issuance.objects.filter(parcel=locked, undone_at=None).select_related("case").order_by("case_id")
    for row in rows:
        case = lock_case(row.case)
        if outcome == ParcelState.DELIVERED:
            touch_case(by=by, at=at, case=case, action="parcel_delivered", holder=Holder.APPLICANT)
        else:
            _undo(by=by, at=at, row=row, case=case, outcome=outcome, note=note, place=place)
    Parcel.objects.filter(pk=locked.pk).update(state=outcome, ended_at=at, ended_by=by, note=note)
    record_event("parcel.settle", by=by, obj=locked, contract=locked.contract, after={"outcome": outcome})
    claim.settle({"id": locked.pk})
    locked.refresh_from_db()
    return locked


def _may_settle(parcel: Parcel, outcome: str, note: str) -> None:
    if parcel.state != ParcelState.SENT:
        raise IssueRefused(
            _("%(parcel)s 已登记为“%(state)s”，不能再改。")
            % {"parcel": parcel, "state": parcel.get_state_display()}
        )
    if outcome not in {ParcelState.DELIVERED, ParcelState.LOST, ParcelState.RETURNED}:
        raise IssueRefused(_("请选择签收、退回或遗失。"))
    if outcome != ParcelState.DELIVERED and not note:
        raise IssueRefused(_("退回或遗失的，请写明情况。"))


def _undo(*, by: Any, at: datetime, row: Issuance, case: Case, outcome: str, note: str, place: str) -> None:
    """The case waits on the shelf again; a lost result has no place until it was made anew."""
    changed = {"undone_at": at, "undone_by": by, "undone_why": note[:200]}
    Issuance.objects.filter(pk=row.pk).update(**changed)
    lost = outcome == ParcelState.LOST
    move_case(
        by=by, at=at, case=case, to=CaseState.READY, action="parcel_lost" if lost else "parcel_returned", why=note,
        facts={"parcel": str(row.parcel_id)}, ready_at=at, issued_at=None,
        holder=Holder.CARRIER if lost else Holder.SHELF, shelf_place=place,
    )  # fmt: skip
