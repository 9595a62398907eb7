"""Proposing another reading of a clause, and both sides signing it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actions.step_up import confirm_password
from contracts.models import Decision, DecisionSigning
from contracts.queries import holds
from contracts.queries.decisions import hash_of, in_force, signing_content, signing_hash
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event


class DecisionRefused(DomainError):
    """The proposal or the signature cannot be taken."""


class Party(StrEnum):
    """The side a signature speaks for."""

    PURCHASER = "purchaser"
    CONTRACTOR = "contractor"


PERMISSIONS = {
    Party.PURCHASER: Permission.DECISION_SIGN_PURCHASER,
    Party.CONTRACTOR: Permission.DECISION_SIGN_CONTRACTOR,
}


@transaction.atomic
def propose_decision(
    *, by: Any, at: datetime, decision: Decision, option: str, effective_from: date, reason: str
) -> DecisionSigning:
    """Propose an option from a month on; it holds once both sides have signed it. Raises: DecisionRefused."""
    if not holds(by, Permission.DECISION_PROPOSE, decision.contract):
        raise DecisionRefused(_("提出约定须由考核人完成。"))
    locked = _locked(decision)
    reason = clean_text(reason).strip()
    first = effective_from.replace(day=1)
    _check_proposal(locked, option, first, reason)
    complete = DecisionSigning.objects.complete().filter(decision=locked)
    replaces = in_force(locked, complete, first).option
    content = signing_content(locked, option=option, replaces=replaces, effective_from=first, reason=reason)
    try:
        with transaction.atomic():
            row = DecisionSigning.objects.create(
                decision=locked,
                option=option,
                replaces=replaces,
                effective_from=first,
                reason=reason,
                document_hash=hash_of(content),
                proposed_by=by,
                proposed_at=at,
            )
    except IntegrityError as error:
        raise DecisionRefused(_("这个问题已有一项待签署的提议，请先签署或撤回它。")) from error
    record_event(
        "decision.propose",
        by=by,
        obj=row,
        contract=locked.contract,
        before={"option": replaces},
        after={
            "option": option,
            "effective_from": first,
            "reason": reason,
            "document_hash": row.document_hash,
        },
    )
    return row


def _locked(decision: Decision) -> Decision:
    parties = ("contract__purchaser", "contract__contractor")
    return Decision.objects.select_for_update(of=("self",)).select_related(*parties).get(pk=decision.pk)


def _check_proposal(decision: Decision, option: str, first: date, reason: str) -> None:
    if option not in {each["key"] for each in decision.options}:
        raise DecisionRefused(_("没有这个选项，请从列出的选项中选择。"))
    if not reason:
        raise DecisionRefused(_("请写明理由，签署的双方和以后的审计都要看。"))
    contract = decision.contract
    if not contract.starts_on.replace(day=1) <= first <= contract.ends_on:
        raise DecisionRefused(
            _("生效月份应在服务期 %(first)s 至 %(last)s 之内。")
            % {"first": f"{contract.starts_on:%Y-%m}", "last": f"{contract.ends_on:%Y-%m}"}
        )
    if DecisionSigning.objects.waiting().filter(decision=decision).exists():
        raise DecisionRefused(_("这个问题已有一项待签署的提议，请先签署或撤回它。"))


def sign_decision(
    *, by: Any, at: datetime, signing: DecisionSigning, party: Party, password: str, shown_hash: str
) -> DecisionSigning:
    """Sign a proposal for one side; with the second signature the option is agreed.

    `shown_hash` is the content hash the page showed. Raises: DecisionRefused.
    """
    contract = signing.decision.contract
    confirm_password(by=by, password=password, refusal=DecisionRefused, obj=signing, contract=contract)
    return _sign(by=by, at=at, signing=signing, party=party, shown_hash=shown_hash)


@transaction.atomic
def _sign(
    *, by: Any, at: datetime, signing: DecisionSigning, party: Party, shown_hash: str
) -> DecisionSigning:
    decision = _locked(signing.decision)
    row = DecisionSigning.objects.select_for_update().get(pk=signing.pk)
    row.decision = decision
    _check_signature(by, row, party, shown_hash)
    signed = DecisionSigning.objects.filter(pk=row.pk, withdrawn_at=None, **{f"{party}_by": None}).update(
        **{f"{party}_by": by, f"{party}_at": at}
    )
    if not signed:
        raise DecisionRefused(_("贵方已有人签署了这项提议。请刷新页面。"))
    record_event(
        f"decision.sign_{party}",
        by=by,
        obj=row,
        contract=decision.contract,
        after={
            "option": row.option,
            "effective_from": row.effective_from,
            "document_hash": row.document_hash,
        },
    )
    row.refresh_from_db()
    if row.is_complete:
        _agree(by=by, at=at, decision=decision)
    return row


def _check_signature(by: Any, row: DecisionSigning, party: Party, shown_hash: str) -> None:
    if not holds(by, PERMISSIONS[party], row.decision.contract):
        raise DecisionRefused(_("这一步须由有相应身份的人员完成。"))
    if row.withdrawn_at is not None:
        raise DecisionRefused(_("这项提议已撤回，不能再签署。"))
    if getattr(row, f"{party}_at") is not None:
        raise DecisionRefused(_("贵方已有人签署了这项提议。请刷新页面。"))
    if party == Party.PURCHASER and row.proposed_by_id == by.pk:
        raise DecisionRefused(_("提议由您提出，须由采购人的另一位人员签署。"))
    if not shown_hash == row.document_hash == signing_hash(row):
        raise DecisionRefused(_("内容在您打开签署页之后有改动，签署没有生效。请核对最新内容后重新签署。"))


def _agree(*, by: Any, at: datetime, decision: Decision) -> None:
    """Both sides have signed: the decision shows the reading that runs furthest."""
    complete = list(DecisionSigning.objects.complete().filter(decision=decision))
    last = max(complete, key=lambda each: (each.effective_from, each.pk))
    before = {"chosen": decision.chosen, "signed_at": decision.signed_at}
    Decision.objects.filter(pk=decision.pk).update(chosen=last.option, signed_at=at)
    record_event(
        "decision.agree",
        by=by,
        obj=decision,
        contract=decision.contract,
        before=before,
        after={"chosen": last.option, "signed_at": at, "effective_from": last.effective_from},
    )


@transaction.atomic
def withdraw_proposal(*, by: Any, at: datetime, signing: DecisionSigning) -> DecisionSigning:
    """Take back a proposal that lacks a signature; the row stays in the history. Raises: DecisionRefused."""
    decision = _locked(signing.decision)
    if not holds(by, Permission.DECISION_PROPOSE, decision.contract):
        raise DecisionRefused(_("撤回提议须由考核人完成。"))
    taken = DecisionSigning.objects.waiting().filter(pk=signing.pk).update(withdrawn_by=by, withdrawn_at=at)
    if not taken:
        raise DecisionRefused(_("双方已签署或已撤回，不能再撤回。"))
    signing.refresh_from_db()
    record_event(
        "decision.withdraw", by=by, obj=signing, contract=decision.contract, after={"option": signing.option}
    )
    return signing
