"""The card's transitions: sign, send back, close. One action each, by the table of assessment.rules.card_life."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from assessment.actions.corrections import correction_waits
from assessment.actions.notices import settle_notices
from assessment.actions.seals import seal_card
from assessment.enums import CardState, SignatureStep
from assessment.models import CardSignature, Objection, Scorecard
from assessment.queries.content import content_hash
from assessment.queries.notices import unsigned_key
from assessment.queries.sheet import Sheet, signing_sheet
from assessment.rules.card_life import STEPS, Transition, may_close, may_sign, transition
from contracts.models import ContractTerm
from contracts.queries import exceptional_days
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.request_context import current_facts
from hall_ops.lib.text_hygiene import TextRefused, clean_text
from hall_ops.lib.workdays import add_workdays
from records.actions import record_event
from records.enums import Result

OBJECTION_TERM = "limits.objection_working_days"


class SignatureRefused(DomainError):
    """The signature cannot be taken: state, person, password, or other content than the page showed."""


def sign_card(
    *,
    by: Any,
    at: datetime,
    card: Scorecard,
    name: str,
    password: str,
    shown_hash: str,
    permissions: set[Permission],
) -> Scorecard:
    """Sign as assessor, reviewer or approver (`name` of the transition).

    `shown_hash` is the content hash the page showed; another content is refused. The approval seals the card and opens
    the contractor's window. Raises: SignatureRefused.
    """
    confirm_password(by=by, password=password, refusal=SignatureRefused, obj=card, contract=card.contract)
    return _sign(by=by, at=at, card=card, name=name, shown_hash=shown_hash, permissions=permissions)


@transaction.atomic
def _sign(
    *, by: Any, at: datetime, card: Scorecard, name: str, shown_hash: str, permissions: set[Permission]
) -> Scorecard:
    locked = (
        Scorecard.objects.select_for_update()
        .select_related("contract", "service_year", "rubric")
        .get(pk=card.pk)
    )
    step = _step(name, locked, permissions)
    _check_people(by, locked)
    sheet = signing_sheet(locked)
    if content_hash(sheet) != shown_hash:
        raise SignatureRefused(_("考核表在您打开签署页之后有改动，签署没有生效。请核对最新内容后重新签署。"))
    _check_ready(sheet, step, timezone.localdate(at))
    CardSignature.objects.create(
        scorecard=locked,
        step=step.signs,
        signer=by,
        signer_name=by.name,
        signed_at=at,
        address=current_facts().address,
        document_hash=shown_hash,
    )
    return _take(locked, step, sheet, shown_hash, by=by, at=at)


def _take(
    card: Scorecard, step: Transition, sheet: Sheet, shown_hash: str, *, by: Any, at: datetime
) -> Scorecard:
    """Move a signed card on: state, event, and with the approval the seal and the end of what it corrects."""
    changes: dict[str, Any] = {"state": step.target}
    if step.target == CardState.APPROVED:
        changes |= _approval(card, sheet, at)
    Scorecard.objects.filter(pk=card.pk).update(**changes)
    event = record_event(
        f"scorecard.{step.name}",
        by=by,
        obj=card,
        contract=card.contract,
        before={"state": step.source},
        after={
            "state": step.target,
            "document_hash": shown_hash,
            "total": sheet.score.total,
            "signer_name": by.name,
            "signed_at": at,
            "objection_until": changes.get("objection_until"),
        },
    )
    settle_notices([unsigned_key(card, step.source)], at=at)
    card.refresh_from_db()
    if step.target == CardState.APPROVED:
        seal_card(card=card, sheet=sheet, event=event, at=at, by=by)
        if card.corrects_id:
            close_card(by=by, at=at, card=Scorecard(pk=card.corrects_id))
    return card


def _step(name: str, card: Scorecard, permissions: set[Permission]) -> Transition:
    step = transition(name, card.state)
    if step is None:
        raise SignatureRefused(
            _("考核表现在是“%(state)s”，不能做这一步。请刷新页面查看最新状态。")
            % {"state": card.get_state_display()}
        )
    if Permission(step.permission) not in permissions:
        raise SignatureRefused(_("这一步须由有相应身份的人员完成。"))
    return step


def _check_people(by: Any, card: Scorecard) -> None:
    signed_by = set(
        CardSignature.objects.filter(scorecard=card, cleared_at=None).values_list("signer_id", flat=True)
    )
    if not may_sign(by.pk, signed_by):
        raise SignatureRefused(_("考核人、审核、批准须是三个不同的人，您已在本表签署过。"))


def _check_ready(sheet: Sheet, step: Transition, today: date) -> None:
    """The assessor signs only what rests on something, with each fact counted once; a correction when it is whole."""
    if step.signs != SignatureStep.ASSESS:
        return
    if waits := correction_waits(sheet.card, today):
        raise SignatureRefused(waits)
    if sheet.card.assessed_on is None:
        raise SignatureRefused(_("请先填写考核日期。"))
    if sheet.without_grounds:
        raise SignatureRefused(
            _("有 %(n)s 条记录没有写明日期、人员或说明，请补齐后再签署。") % {"n": sheet.without_grounds}
        )
    if sheet.doubled:
        raise SignatureRefused(_("有条款可能把同一事实计了两次，请撤回其一或写明理由后再签署。"))


def _approval(card: Scorecard, sheet: Sheet, at: datetime) -> dict[str, Any]:
    """What approving writes beside the state: when, how long the contractor may object, the decisions used."""
    approved_on = timezone.localdate(at)
    days = objection_days(card)
    until = add_workdays(
        approved_on, days, exceptional_days(approved_on, approved_on.replace(year=approved_on.year + 1))
    )
    choices = {row.key: row.chosen for row in sheet.decisions}
    return {"approved_at": at, "objection_until": until, "choices": choices}


def objection_days(card: Scorecard) -> int:
    """The contract's working days for objections (silent in the tender: our default, marked so)."""
    term = ContractTerm.objects.filter(contract=card.contract, key=OBJECTION_TERM).first()
    return int(term.amount) if term and term.amount else settings.DEFAULT_OBJECTION_WORKING_DAYS


@transaction.atomic
def send_back(
    *, by: Any, at: datetime, card: Scorecard, reason: str, permissions: set[Permission]
) -> Scorecard:
    """Send the card one step back; the later signature is cleared, its row stays. Raises: SignatureRefused."""
    locked = Scorecard.objects.select_for_update().select_related("contract").get(pk=card.pk)
    step = _step("return", locked, permissions)
    reason = _reason(reason)
    if not reason:
        raise SignatureRefused(_("退回须写明原因。"))
    CardSignature.objects.filter(scorecard=locked, step=step.clears, cleared_at=None).update(
        cleared_at=at, cleared_by=by, cleared_reason=reason[:300]
    )
    Scorecard.objects.filter(pk=locked.pk).update(state=step.target)
    record_event(
        "scorecard.return",
        by=by,
        obj=locked,
        contract=locked.contract,
        before={"state": step.source},
        after={"state": step.target, "reason": reason},
        result=Result.DONE,
    )
    settle_notices([unsigned_key(locked, step.source)], at=at)
    locked.refresh_from_db()
    return locked


def _reason(text: str) -> str:
    try:
        return clean_text(text, multiline=True).strip()
    except TextRefused as refused:
        raise SignatureRefused(str(refused)) from refused


@transaction.atomic
def close_card(*, by: Any, at: datetime, card: Scorecard) -> bool:
    """Close an approved card whose window has passed with nothing open. Shape: False when it is not time yet."""
    locked = Scorecard.objects.select_for_update().select_related("contract").get(pk=card.pk)
    step = transition("close", locked.state)
    if step is None or locked.objection_until is None:
        return False
    waiting = Objection.objects.filter(scorecard=locked, ruling="").count()
    corrected = Scorecard.objects.filter(corrects=locked, state__in=("approved", "closed")).exists()
    pending = Scorecard.objects.filter(corrects=locked).exclude(state__in=("approved", "closed")).exists()
    if pending or not may_close(timezone.localdate(at), locked.objection_until, waiting, corrected):
        return False
    Scorecard.objects.filter(pk=locked.pk).update(state=step.target, closed_at=at)
    record_event(
        "scorecard.close",
        by=by,
        obj=locked,
        contract=locked.contract,
        before={"state": step.source},
        after={"state": step.target},
    )
    return True


def close_due(*, at: datetime) -> int:
    """Close every card whose time has come (nightly). Shape: how many."""
    due = Scorecard.objects.filter(state=CardState.APPROVED, objection_until__lt=timezone.localdate(at))
    return sum(close_card(by=None, at=at, card=card) for card in due)


__all__ = ["STEPS", "SignatureRefused", "close_card", "close_due", "send_back", "sign_card"]
