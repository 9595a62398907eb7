"""Telling applicants that their result is ready: by SMS, by telephone with what came of it, by the system."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from hall_ops.lib.codes import grouped
from hall_ops.lib.errors import DomainError
from hall_ops.lib.permissions import Permission
from hall_ops.lib.sealing import open_column
from hall_ops.lib.text_hygiene import clean_text
from records.actions import claim_key, post_message
from records.enums import OutboxChannel
from windows.actions.moves import lock_case, touch_case
from windows.enums import CaseState, ToldBy, ToldOutcome
from windows.models import Case, Told
from windows.rules.told import ready_text


class TellRefused(DomainError):
    """A notice that cannot be given."""


@transaction.atomic
def tell(
    *, by: Any, at: datetime, cases: Sequence[Case], way: str, outcome: str = "", note: str = "", key: str
) -> list[Told]:
    """Record that applicants were told; an SMS goes out with the same transaction. Raises: TellRefused.

    Shape: `outcome` is what came of a telephone call; an SMS and a system message are handed over to be sent.
    """
    chosen = sorted(cases, key=lambda each: each.pk)
    body = {"tell": [case.pk for case in chosen], "way": way, "outcome": outcome, "note": note}
    claim = claim_key(by=by, key=key, body=body, at=at)
    if claim.answer:
        return list(Told.objects.filter(pk__in=claim.answer["ids"]))
    if not chosen:
        raise TellRefused(_("请先勾选要通知的办件。"))
    if way == ToldBy.PHONE and outcome not in set(ToldOutcome.values) - {ToldOutcome.SENT}:
        raise TellRefused(_("请选择电话的结果：已告知、无人接听或号码有误。"))
    told = [
        _tell_one(by=by, at=at, case=case, way=way, outcome=outcome, note=clean_text(note).strip())
        for case in chosen
    ]
    claim.settle({"ids": [row.pk for row in told]})
    return told


def _tell_one(*, by: Any, at: datetime, case: Case, way: str, outcome: str, note: str) -> Told:
    locked = lock_case(case)
    if not Case.objects.allowed(by, Permission.ISSUANCE_DO).filter(pk=locked.pk).exists():
        raise TellRefused(_("您的身份不能办理出件。"))
    if locked.state != CaseState.READY:
        raise TellRefused(
            _("办件 %(number)s 现在是“%(state)s”，只有待出件的才通知领取。")
            % {"number": locked.number, "state": locked.get_state_display()}
        )
    outcome = outcome if way == ToldBy.PHONE else str(ToldOutcome.SENT)
    uid = _send(at=at, case=locked) if way == ToldBy.SMS else None
    row = Told.objects.create(case=locked, way=way, outcome=outcome, message_uid=uid, note=note, at=at, by=by)
    touch_case(by=by, at=at, case=locked, action="tell", why=note, facts={"way": way, "outcome": outcome})
    return row


def _send(*, at: datetime, case: Case) -> Any:
    """Put the SMS into the outbox. Shape: its uid."""
    phone = open_column(case, "phone")
    if not phone:
        raise TellRefused(
            _("办件 %(number)s 没有登记电话，不能发短信。请改用系统消息，或补登电话。")
            % {"number": case.number}
        )
    text = ready_text(
        hall=case.venue.name, item=case.version.name, number=case.number, code=grouped(case.query_code),
        address=case.venue.address,
    )  # fmt: skip
    turn = case.told.filter(way=ToldBy.SMS).count() + 1
    message = post_message(
        contract=case.contract, channel=OutboxChannel.SMS, kind="case.ready", to=phone, body=text,
        business_key=f"case.ready:{case.pk}:{turn}", at=at, about=case,
    )  # fmt: skip
    return message.uid
