"""Archive boxes: opened with a number of the year, filled, closed."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, next_number, record_event
from windows.actions.moves import lock_case, move_case, touch_case
from windows.enums import BoxState, Holder
from windows.models import ArchiveBox, ArchiveLine, Case
from windows.rules.case_life import filed_as

NOT_HERE = (Holder.ON_THE_WAY, Holder.DEPARTMENT, Holder.SHELF, Holder.CARRIER)


class ArchiveRefused(DomainError):
    """A box or a case that does not fit."""


@transaction.atomic
def open_box(
    *, by: Any, at: datetime, contract: Contract, place: str, title: str = "", key: str
) -> ArchiveBox:
    """A new box with the year's next number. Raises: ArchiveRefused."""
    claim = claim_key(by=by, key=key, body={"box": contract.pk, "place": place, "title": title}, at=at)
    if claim.answer:
        return ArchiveBox.objects.get(pk=claim.answer["id"])
    place, title = clean_text(place).strip(), clean_text(title).strip()
    if not place:
        raise ArchiveRefused(_("请填档案盒的存放位置。"))
    year = timezone.localdate(at).year
    box = ArchiveBox.objects.create(
        contract=contract, year=year, number=next_number(f"archive:{contract.pk}:{year}"), title=title, place=place,
        opened_at=at, opened_by=by,
    )  # fmt: skip
    record_event("box.open", by=by, obj=box, contract=contract, after={"place": place})
    claim.settle({"id": box.pk})
    return box


@transaction.atomic
def put_in_box(*, by: Any, at: datetime, box: ArchiveBox, case: Case) -> ArchiveLine:
    """Lay a finished case into an open box; scanned twice, it lies there once. Raises: ArchiveRefused."""
    locked = _open(by=by, box=box)
    case = lock_case(case)
    if case.contract_id != locked.contract_id:
        raise ArchiveRefused(_("办件 %(case)s 不属于这份合同，不能装入这一盒。") % {"case": case.number})
    there = ArchiveLine.objects.filter(case=case).select_related("box").first()
    if there is not None:
        if there.box_id == locked.pk:
            return there
        raise ArchiveRefused(
            _("办件 %(case)s 已在档案盒 %(box)s 第 %(position)d 位。")
            % {"case": case.number, "box": there.box, "position": there.position}
        )
    _file(by=by, at=at, case=case, box=locked)
    last = locked.lines.aggregate(last=Max("position"))["last"] or 0
    return ArchiveLine.objects.create(box=locked, case=case, position=last + 1, at=at, by=by)


def _file(*, by: Any, at: datetime, case: Case, box: ArchiveBox) -> None:
    """What was given out becomes archived; what ended before a decision keeps the state that says how."""
    to = filed_as(case.state)
    if not to or case.holder in NOT_HERE:
        raise ArchiveRefused(
            _("办件 %(number)s 现在是“%(state)s”，材料在%(holder)s，还不能归档。")
            % {"number": case.number, "state": case.get_state_display(), "holder": case.get_holder_display()}
        )
    if case.refusal_looks.filter(looked_at=None).exists():
        raise ArchiveRefused(
            _("办件 %(number)s 的不予受理还在等主管复核，复核之后再归档。") % {"number": case.number}
        )
    columns: dict[str, Any] = {"holder": Holder.ARCHIVE, "archived_at": case.archived_at or at}
    step: dict[str, Any] = {"by": by, "at": at, "case": case, "action": "archive", "facts": {"box": str(box)}}
    if to == case.state:
        touch_case(**step, **columns)
    else:
        move_case(to=to, **step, **columns)


@transaction.atomic
def close_box(*, by: Any, at: datetime, box: ArchiveBox) -> ArchiveBox:
    """Close a box that holds something. Raises: ArchiveRefused."""
    locked = _open(by=by, box=box)
    count = locked.lines.count()
    if not count:
        raise ArchiveRefused(_("档案盒 %(box)s 还是空的，不能封盒。") % {"box": locked})
    ArchiveBox.objects.filter(pk=locked.pk).update(state=BoxState.CLOSED, closed_at=at, closed_by=by)
    record_event("box.close", by=by, obj=locked, contract=locked.contract, after={"count": count})
    locked.refresh_from_db()
    return locked


def _open(*, by: Any, box: ArchiveBox) -> ArchiveBox:
    locked = ArchiveBox.objects.select_for_update(of=("self",)).select_related("contract").get(pk=box.pk)
    if not ArchiveBox.objects.allowed(by, Permission.ISSUANCE_DO).filter(pk=locked.pk).exists():
        raise ArchiveRefused(_("您的身份不能办理归档。"))
    if locked.state != BoxState.OPEN:
        raise ArchiveRefused(_("档案盒 %(box)s 已经封盒，请换一盒。") % {"box": locked})
    return locked
