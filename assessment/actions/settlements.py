"""Settling a service year: make the document, three signatures, the approver's replacement."""

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from assessment.enums import SettlementState, SignatureStep
from assessment.models import Scorecard, Settlement, SettlementSignature
from assessment.queries.content import digest
from assessment.queries.settlement import YearBook, year_books
from assessment.queries.settlement_content import Making, settlement_content
from assessment.rules.card_life import Transition, may_sign
from assessment.rules.settlement_life import UNSIGNED, transition
from assessment.rules.settlement_terms import MonthsRefused
from contracts.models import Contract, ServiceYear
from hall_ops.lib.canonical import canonical
from hall_ops.lib.codes import new_code
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event
from records.models import AuditEvent

MOST_PEOPLE = 100_000


class SettlementRefused(DomainError):
    """The year cannot be settled, signed or replaced now; str() says why and what to do."""


class MonthsMissing(SettlementRefused):
    """Months stop the settlement; `months` names them."""

    def __init__(self, message: str, months: tuple[date, ...]) -> None:
        super().__init__(message)
        self.months = months


@transaction.atomic
def make_settlement(
    *, by: Any, at: datetime, year: ServiceYear, uncertified: int = 0, note: str = ""
) -> Settlement:
    """Settle a service year from its approved months; the document waits for its three signatures.

    An unsigned settlement of the year is replaced. Raises: MonthsMissing, SettlementRefused.
    Source: 002 § 一.9, § 五(二); rules.md section 3.
    """
    locked = _lock_year(year.pk)
    contract = Contract.objects.select_related("purchaser", "contractor").get(pk=locked.contract_id)
    note = clean_text(note).strip()[:300]
    _check_people(uncertified, note)
    book = year_books([locked], contract, uncertified=uncertified, today=timezone.localdate(at))[0]
    if book.terms is None:
        raise SettlementRefused(_("这份合同没有按考核分支付的绩效金额，不做年度结算。"))
    rows = Settlement.objects.select_for_update(of=("self",)).filter(service_year=locked)
    standing = list(rows.exclude(state=SettlementState.REPLACED).order_by("pk"))
    making = Making(
        number=Settlement.objects.filter(service_year=locked).count() + 1,
        by_name=by.name,
        at=at,
        note=note,
        earlier=_earlier(standing),
        replaces=_replaced(locked),
    )
    content = _content(contract, book, making)
    _take_place(by, standing, content["kind"] == "provisional")
    return _create(by, at, locked, content)


def _lock_year(pk: int) -> ServiceYear:
    """Whoever makes, signs or replaces a settlement of the year goes alone, its cards held as they are."""
    year = ServiceYear.objects.select_for_update(of=("self",)).get(pk=pk)
    cards = Scorecard.objects.select_for_update(of=("self",)).filter(service_year=year)
    list(cards.order_by("pk").values_list("pk"))
    return year


def _check_people(uncertified: int, note: str) -> None:
    if not 0 <= uncertified <= MOST_PEOPLE:
        raise SettlementRefused(_("未取证人数应为 0 或正整数。"))
    if uncertified and not note:
        raise SettlementRefused(_("填写了未取证人数，请在说明里写明名单或依据。"))


def _earlier(standing: list[Settlement]) -> Settlement | None:
    """The signed provisional settlement that a final one trues up."""
    return next((row for row in standing if row.provisional and row.state == SettlementState.SIGNED), None)


def _replaced(year: ServiceYear) -> tuple[int, str] | None:
    """The newest settlement that the approver replaced after its signing, with the reason. None: none."""
    rows = Settlement.objects.filter(service_year=year, state=SettlementState.REPLACED)
    last = rows.filter(signatures__step=SignatureStep.APPROVE).order_by("-number").first()
    event = _event_of(last) if last else None
    return (last.number, event.after.get("reason", "")) if last and event else None


def _event_of(settlement: Settlement) -> AuditEvent | None:
    events = AuditEvent.objects.filter(action="settlement.replace", object_type=settlement._meta.label_lower)
    return events.filter(object_id=str(settlement.pk)).order_by("-number").first()


def _content(contract: Contract, book: YearBook, making: Making) -> dict[str, Any]:
    """The document, or the months that stop it. Late months may be open while a provisional one is made."""
    late = book.terms.late_months if book.terms else ()
    choice = book.choices.get("year3_close", "pay_then_true_up")
    open_late = [each for each in book.faults if each.month in late]
    provisional = bool(open_late) and choice == "pay_then_true_up"
    passed_over = late if provisional or choice == "leave_december_out" else ()
    stopping = tuple(each for each in book.faults if each.month not in passed_over)
    if stopping:
        names = "、".join(f"{each.month:%Y-%m}（{FAULTS[each.fault]()}）" for each in stopping)
        raise MonthsMissing(
            _("这些月份还不能结算：%(months)s。请先完成后再结算。") % {"months": names},
            tuple(each.month for each in stopping),
        )
    if provisional:
        # A late month under correction or objection is not in yet, whatever its first approval said.
        months = tuple(replace(each, total=None) if each in open_late else each for each in book.months)
        book = replace(book, months=months)
    try:
        return settlement_content(contract, book, making)
    except MonthsRefused as refused:
        raise MonthsMissing(str(refused), refused.missing) from refused


FAULTS = {
    "missing": lambda: _("没有考核表"),
    "unapproved": lambda: _("未批准"),
    "correction": lambda: _("更正版未批准"),
    "objection": lambda: _("申辩未裁定"),
    "window": lambda: _("申辩期未满"),
}


def _take_place(by: Any, standing: list[Settlement], provisional: bool) -> None:
    """Make room: unsigned ones are replaced, a signed one of the same kind stands. Raises: SettlementRefused."""
    for row in standing:
        if row.state == SettlementState.SIGNED and row.provisional == provisional:
            raise SettlementRefused(
                _("第 %(n)s 次结算已签署，仍然有效。确需重做，须由批准人写明原因后替换。") % {"n": row.number}
            )
    for row in standing:
        if row.state in UNSIGNED:
            _replace_row(by, row, _("重新计算"))


def _replace_row(by: Any, row: Settlement, reason: str) -> None:
    _move(row, row.state, SettlementState.REPLACED)
    record_event(
        "settlement.replace", by=by, obj=row, contract=row.contract,
        before={"state": row.state}, after={"state": SettlementState.REPLACED, "reason": reason},
    )  # fmt: skip


def _move(row: Settlement, source: str, target: str) -> None:
    """Change the state that was read, and no other. Raises: SettlementRefused where somebody was quicker."""
    if not Settlement.objects.filter(pk=row.pk, state=source).update(state=target):
        raise SettlementRefused(_("这份结算刚刚被别人处理过，没有生效。请刷新页面。"))


def _create(by: Any, at: datetime, year: ServiceYear, content: dict[str, Any]) -> Settlement:
    body = canonical(content)
    settlement = Settlement.objects.create(
        contract_id=year.contract_id,
        service_year=year,
        number=content["number"],
        provisional=content["kind"] == "provisional",
        uncertified=content["uncertified"],
        basis=content["basis"],
        net_yuan=content["net_yuan"],
        content=body.decode(),
        content_hash=digest(body),
        code=new_code(),
        made_by=by,
        made_at=at,
    )
    record_event(
        "settlement.make", by=by, obj=settlement, contract=settlement.contract,
        after={"number": settlement.number, "net_yuan": content["net_yuan"], "document_hash": settlement.content_hash},
    )  # fmt: skip
    settlement.refresh_from_db()
    return settlement


# -- signing --------------------------------------------------------------------------------------------------------
def sign_settlement(
    *, by: Any, at: datetime, settlement: Settlement, name: str, password: str, shown_hash: str,
    permissions: set[Permission],
) -> Settlement:  # fmt: skip
    """Sign as assessor, reviewer or approver (`name` of the transition); three different people.

    `shown_hash` is the hash the page showed; a document whose months or decisions changed since is refused.
    Raises: SettlementRefused.
    """
    confirm_password(
        by=by, password=password, refusal=SettlementRefused, obj=settlement, contract=settlement.contract
    )
    return _sign(
        by=by, at=at, settlement=settlement, name=name, shown_hash=shown_hash, permissions=permissions
    )


@transaction.atomic
def _sign(
    *, by: Any, at: datetime, settlement: Settlement, name: str, shown_hash: str, permissions: set[Permission]
) -> Settlement:
    locked = _lock(settlement)
    step = _step(name, locked, permissions)
    if not may_sign(by.pk, set(locked.signatures.values_list("signer_id", flat=True))):
        raise SettlementRefused(_("考核人、审核、批准须是三个不同的人，您已在本结算签署过。"))
    if not shown_hash == locked.content_hash == digest(locked.content.encode()):
        raise SettlementRefused(_("您看到的不是这份结算的内容，签署没有生效。请刷新页面后重新核对。"))
    if fresh_hash(locked, timezone.localdate(at)) != locked.content_hash:
        raise SettlementRefused(_("结算所依据的月份或约定在计算之后有改动。请重新计算后再签署。"))
    SettlementSignature.objects.create(
        settlement=locked, step=step.signs, signer=by, signer_name=by.name, signed_at=at, document_hash=shown_hash
    )  # fmt: skip
    _move(locked, step.source, step.target)
    record_event(
        f"settlement.{name}", by=by, obj=locked, contract=locked.contract,
        before={"state": step.source},
        after={"state": step.target, "document_hash": shown_hash, "signer_name": by.name},
    )  # fmt: skip
    locked.refresh_from_db()
    return locked


def _lock(settlement: Settlement) -> Settlement:
    """The year first, then its cards, then the row: one order for all, so that nobody waits in a ring."""
    _lock_year(settlement.service_year_id)
    rows = Settlement.objects.select_for_update(of=("self",)).select_related("contract", "service_year")
    return rows.get(pk=settlement.pk)


def fresh_hash(settlement: Settlement, today: date | None = None) -> str:
    """The hash that the document would have if it were made of today's rows; "" where it could not be made."""
    contract = Contract.objects.select_related("purchaser", "contractor").get(pk=settlement.contract_id)
    year = settlement.service_year
    book = year_books([year], contract, uncertified=settlement.uncertified, today=today)[0]
    others = Settlement.objects.filter(service_year=settlement.service_year).exclude(pk=settlement.pk)
    making = Making(
        number=settlement.number,
        by_name=settlement.made_by.name,
        at=settlement.made_at,
        note=json.loads(settlement.content)["uncertified_note"],
        earlier=_earlier(list(others)),
        replaces=_replaced(settlement.service_year),
    )
    try:
        return digest(canonical(_content(contract, book, making)))
    except SettlementRefused:
        return ""


def _step(name: str, settlement: Settlement, permissions: set[Permission]) -> Transition:
    step = transition(name, settlement.state)
    if step is None:
        state = settlement.get_state_display()
        raise SettlementRefused(_("结算现在是“%(state)s”，不能做这一步。请刷新页面。") % {"state": state})
    if Permission(step.permission) not in permissions:
        raise SettlementRefused(_("这一步须由有相应身份的人员完成。"))
    return step


def replace_settlement(
    *, by: Any, at: datetime, settlement: Settlement, reason: str, password: str, permissions: set[Permission]
) -> Settlement:
    """The approver takes a signed settlement out of force, with a reason; its row and signatures stay.

    Raises: SettlementRefused.
    """
    confirm_password(
        by=by, password=password, refusal=SettlementRefused, obj=settlement, contract=settlement.contract
    )
    return _replace(by=by, settlement=settlement, reason=reason, permissions=permissions)


@transaction.atomic
def _replace(*, by: Any, settlement: Settlement, reason: str, permissions: set[Permission]) -> Settlement:
    locked = _lock(settlement)
    _step("replace", locked, permissions)
    reason = clean_text(reason).strip()[:300]
    if not reason:
        raise SettlementRefused(_("替换已签署的结算须写明原因。"))
    later = Settlement.objects.filter(service_year=locked.service_year_id, number__gt=locked.number)
    if later.exclude(state=SettlementState.REPLACED).exists():
        raise SettlementRefused(_("之后还有以它为依据的结算。请先替换后一次结算。"))
    _replace_row(by, locked, reason)
    locked.refresh_from_db()
    return locked
