"""Batches between window and department: put together by scanning or ticking, sent, dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract
from hall_ops.lib.errors import DomainError
from hall_ops.lib.identity_numbers import check_phone
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import label_of, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, next_number, record_event
from windows.actions.case_forms import make_form
from windows.actions.moves import lock_case, touch_case
from windows.enums import (
    Direction,
    FormKind,
    HandOverState,
    HandOverWay,
    Holder,
    LineKind,
    LineOutcome,
    Taken,
)
from windows.models import Case, HandOver, HandOverLine
from windows.rules.handover import direction_of, may_travel

NOT_ON_PAPER = (Taken.MISSING, Taken.DEFERRED, Taken.NOT_NEEDED)
GIVES = {Direction.OUT: "ours", Direction.BACK: "theirs"}
TAKES = {Direction.OUT: "theirs", Direction.BACK: "ours"}
SENDS = {Direction.OUT: Permission.HANDOVER_SEND, Direction.BACK: Permission.HANDOVER_CONFIRM}


class HandOverRefused(DomainError):
    """A batch or a line that does not fit."""


@dataclass(frozen=True, slots=True)
class Carriage:
    """How a batch travels. Shape: a messenger has a name, a courier a company and a number."""

    way: str
    messenger_name: str = ""
    messenger_phone: str = ""
    carrier: str = ""
    tracking_number: str = ""
    note: str = ""


def require(by: Any, permission: Permission, row: Any) -> None:
    """The right reaches this row. Raises: HandOverRefused."""
    if not type(row).objects.allowed(by, permission).filter(pk=row.pk).exists():
        raise HandOverRefused(
            _("您的身份不能对“%(what)s”做这一步，须由该部门的联络员或窗口人员办理。") % {"what": row}
        )


# -- putting together -----------------------------------------------------------------------------------------------
@transaction.atomic
def add_case(
    *, by: Any, at: datetime, case: Case, kind: str = LineKind.PAPERS, reason: str = ""
) -> HandOverLine:
    """Put a case's papers into this person's draft for its department; scanned twice, it lies there once.

    Raises: HandOverRefused naming where the papers are and what to do.
    """
    direction = direction_of(kind)
    locked = lock_case(case)
    require(by, SENDS[Direction(direction)], locked)
    there = (
        HandOverLine.objects.filter(case=locked, outcome=LineOutcome.WAITING)
        .select_related("batch__made_by")
        .first()
    )
    if there is not None:
        if there.batch.state == HandOverState.DRAFT and there.batch.made_by_id == by.pk:
            return there
        raise HandOverRefused(
            _("办件 %(case)s 已在交接单 %(batch)s 内（%(who)s，%(state)s），不能再装入另一单。")
            % {"case": locked.number, "batch": there.batch.number, "who": there.batch.made_by,
               "state": there.batch.get_state_display()}
        )  # fmt: skip
    _fits(locked, kind)
    batch = _draft(by=by, at=at, case=locked, direction=direction)
    last = batch.lines.aggregate(last=Max("position"))["last"] or 0
    reason = clean_text(reason).strip()
    if kind == LineKind.RETURN and not reason:
        raise HandOverRefused(_("退回办件 %(case)s 须写明原因。") % {"case": locked.number})
    side = GIVES[Direction(direction)]
    return HandOverLine.objects.create(
        batch=batch, case=locked, contract_id=batch.contract_id, department_id=batch.department_id,
        item_id=locked.item_id, made_at=batch.made_at, position=last + 1, kind=kind,
        papers=papers_in(locked, kind), reason=reason,
        **{f"{side}_at": at, f"{side}_by": by},
    )  # fmt: skip


def _fits(case: Case, kind: str) -> None:
    if may_travel(kind, case.state, case.holder):
        return
    values = {"case": case.number, "state": case.get_state_display(), "holder": case.get_holder_display()}
    if kind == LineKind.PAPERS:
        text = _(
            "办件 %(case)s 现在是“%(state)s”，材料在%(holder)s，不能移交。只有已受理、材料在窗口的办件可以移交。"
        )
    elif kind == LineKind.RESULT:
        text = _("办件 %(case)s 现在是“%(state)s”，材料在%(holder)s，没有可以送回的结果。请先作出决定。")
    else:
        text = _(
            "办件 %(case)s 现在是“%(state)s”，材料在%(holder)s，不能退回。只有部门已签收的办件可以退回。"
        )
    raise HandOverRefused(text % values)


def _draft(*, by: Any, at: datetime, case: Case, direction: str) -> HandOver:
    """This person's open draft for the case's venue and department, locked; a new one where there is none."""
    mine = HandOver.objects.select_for_update(of=("self",)).filter(
        contract=case.contract, venue_id=case.venue_id, department_id=case.department_id, direction=direction,
        made_by=by, state=HandOverState.DRAFT,
    )  # fmt: skip
    found = mine.first()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return _new_draft(by=by, at=at, case=case, direction=direction)
    except IntegrityError:  # the same person's other tab was quicker; its number stands, ours was given back
        return mine.get()


def _new_draft(*, by: Any, at: datetime, case: Case, direction: str) -> HandOver:
    """A draft with the day's next number."""
    day = timezone.localdate(at)
    serial = next_number(f"handover:{case.venue_id}:{day.isoformat()}")
    batch = HandOver.objects.create(
        contract=case.contract, venue_id=case.venue_id, department_id=case.department_id, direction=direction,
        day=day, serial=serial, number=f"JJ-{case.venue.code.upper()}-{day:%Y%m%d}-{serial:03}", made_by=by, made_at=at,
    )  # fmt: skip
    after = {"department": batch.department_id, "direction": direction}
    record_event("handover.open", by=by, obj=batch, contract=case.contract, after=after)
    return batch


def papers_in(case: Case, kind: str) -> list[dict[str, Any]]:
    """What travels: the papers that came in, or the document that was decided. Shape: {"name", "form", "copies"}."""
    if kind == LineKind.RESULT:
        result = getattr(case, "result", None)
        name = (result and (result.name or result.get_kind_display())) or case.version.result_name
        copies = result.copies if result else 1
        return [{"name": name or _("办理结果"), "form": result.kind if result else "", "copies": copies}]
    rows = case.materials.exclude(taken__in=NOT_ON_PAPER)
    return [{"name": row.name, "form": row.taken, "copies": row.received} for row in rows]


@transaction.atomic
def drop_line(*, by: Any, at: datetime, line: HandOverLine) -> HandOver:
    """Take a case out of a draft again. Raises: HandOverRefused once it was sent."""
    batch = own_draft(by=by, batch=line.batch)
    if not batch.lines.filter(pk=line.pk).delete()[0]:
        raise HandOverRefused(_("这一行已经不在单内，请刷新页面。"))
    record_event("handover.drop", by=by, obj=batch, contract=batch.contract, after={"case": line.case_id})
    return batch


@transaction.atomic
def void_batch(*, by: Any, at: datetime, batch: HandOver) -> HandOver:
    """Give up a draft: its cases are free again, its number stays as a void. Raises: HandOverRefused."""
    locked = own_draft(by=by, batch=batch)
    count = locked.lines.all().delete()[0]
    HandOver.objects.filter(pk=locked.pk).update(state=HandOverState.VOID, closed_at=at, closed_by=by)
    record_event("handover.void", by=by, obj=locked, contract=locked.contract, after={"count": count})
    locked.refresh_from_db()
    return locked


def own_draft(*, by: Any, batch: HandOver) -> HandOver:
    """The draft, locked, where it is this person's. Raises: HandOverRefused."""
    locked = lock_batch(batch)
    if locked.state != HandOverState.DRAFT:
        raise HandOverRefused(
            _("交接单 %(number)s 现在是“%(state)s”，不能再改。")
            % {"number": locked, "state": locked.get_state_display()}
        )
    if locked.made_by_id != by.pk:
        raise HandOverRefused(
            _("交接单 %(number)s 由%(who)s装单，请由本人办理。") % {"number": locked, "who": locked.made_by}
        )
    return locked


def lock_batch(batch: HandOver) -> HandOver:
    rows = HandOver.objects.select_for_update(of=("self",))
    return rows.select_related("contract", "made_by", "department", "venue").get(pk=batch.pk)


# -- sending --------------------------------------------------------------------------------------------------------
@transaction.atomic
def send_batch(*, by: Any, at: datetime, batch: HandOver, carriage: Carriage, key: str) -> HandOver:
    """Give the draft to whoever carries it: from now its papers are on the way. Raises: HandOverRefused.

    Shape: `key` is the form's own; the same form again changes nothing.
    """
    claim = claim_key(by=by, key=key, body={"send": batch.pk, **asdict(carriage)}, at=at)
    if claim.answer:
        return HandOver.objects.get(pk=batch.pk)
    locked = own_draft(by=by, batch=batch)
    lines = list(locked.lines.select_related("case").order_by("case_id"))
    if not lines:
        raise HandOverRefused(_("交接单 %(number)s 里还没有办件，请先扫描或勾选。") % {"number": locked})
    columns = carriage_columns(locked, carriage)
    for line in lines:
        case = lock_case(line.case)
        _fits(case, line.kind)
        touch_case(
            by=by, at=at, case=case, action="hand_over" if locked.direction == Direction.OUT else "send_back",
            why=line.reason, facts={"batch": locked.number}, holder=Holder.ON_THE_WAY,
        )  # fmt: skip
        if line.kind == LineKind.PAPERS:
            make_form(by=by, at=at, case=case, kind=FormKind.HANDOVER, facts=_slip(locked, line, carriage))
    HandOver.objects.filter(pk=locked.pk).update(state=HandOverState.SENT, sent_at=at, sent_by=by, **columns)
    after = {"count": len(lines), "way": carriage.way, "department": locked.department_id}
    record_event("handover.send", by=by, obj=locked, contract=locked.contract, after=after)
    claim.settle({"id": locked.pk})
    locked.refresh_from_db()
    return locked


def _slip(batch: HandOver, line: HandOverLine, carriage: Carriage) -> dict[str, Any]:
    return {
        "batch": batch.number, "department": str(batch.department), "papers": line.papers,
        "way": str(HandOverWay(carriage.way).label),
    }  # fmt: skip


def carriage_columns(batch: HandOver, carriage: Carriage) -> dict[str, Any]:
    """Checked columns of how a batch travels. Raises: HandOverRefused, NumberRefused."""
    name, carrier, number = (
        clean_text(text).strip()
        for text in (carriage.messenger_name, carriage.carrier, carriage.tracking_number)
    )
    if carriage.way == HandOverWay.MESSENGER and not name:
        raise HandOverRefused(_("由递送员送出的，请填递送人姓名。"))
    if carriage.way == HandOverWay.COURIER and not (carrier and number):
        raise HandOverRefused(_("由快递送出的，请填快递公司和快递单号。"))
    if carriage.way not in HandOverWay.values:
        raise HandOverRefused(_("请选择递送方式：递送员或快递。"))
    phone = check_phone(carriage.messenger_phone) if carriage.messenger_phone.strip() else ""
    sealed, _index = sealed_pair(phone, label=label_of(HandOver, "messenger_phone"), uid=batch.uid)
    return {
        "way": carriage.way, "messenger_name": name, "messenger_phone_sealed": sealed, "carrier": carrier,
        "tracking_number": number, "note": clean_text(carriage.note).strip(),
    }  # fmt: skip


# -- one step -------------------------------------------------------------------------------------------------------
@transaction.atomic
def send_cases(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    cases: Iterable[Case],
    kind: str,
    carriage: Carriage,
    key: str,
) -> Sequence[HandOver]:
    """Put cases into this person's drafts and send every one of these drafts. Raises: HandOverRefused."""
    chosen = sorted(cases, key=lambda each: each.pk)
    body = {"cases": [case.pk for case in chosen], "kind": kind, **asdict(carriage)}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return list(HandOver.objects.filter(pk__in=claim.answer["ids"]))
    for case in chosen:
        add_case(by=by, at=at, case=case, kind=kind)
    drafts = HandOver.objects.filter(
        contract=contract, made_by=by, direction=direction_of(kind), state=HandOverState.DRAFT
    )
    sent = [
        send_batch(by=by, at=at, batch=batch, carriage=carriage, key=f"{key[:40]}.{batch.pk}")
        for batch in drafts.filter(lines__isnull=False).distinct()
    ]
    if not sent:
        raise HandOverRefused(_("没有要送出的办件，请先勾选。"))
    claim.settle({"ids": [batch.pk for batch in sent]})
    return sent
