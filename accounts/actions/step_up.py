"""The password once more: before a signature, and before one's own password changes."""

from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from axes.utils import reset
from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.sign_in import attempt_key, bare_request
from accounts.backends import spend_a_hash
from accounts.enums import Refusal
from accounts.models import User
from accounts.rules import LONGEST
from hall_ops.lib.errors import DomainError
from hall_ops.lib.request_context import current_facts
from records.actions import record_event
from records.enums import Result

# A command line has no browser's address; its failures count for this machine.
THIS_MACHINE = "127.0.0.1"


def confirm_password(
    *,
    by: User,
    password: str,
    refusal: type[DomainError],
    action: str = "password.confirm",
    obj: Any = None,
    contract: Any = None,
) -> None:
    """See that it is the signed-in user who acts. Called before the action's own transaction begins.

    Failures count under the same name and address as at sign-in; past the limit nothing is evaluated for the lock's
    time and the answer is the same. Every refusal is an event of its own, which the refused action cannot roll back.
    Raises: `refusal`, the caller's own exception; RuntimeError inside a transaction when the password is refused.
    """
    key = attempt_key(by, by.username, "")
    address = current_facts().address or THIS_MACHINE
    request = bare_request(address, "")
    reason = Refusal.LOCKED
    if AxesProxyHandler.is_allowed(request, {"username": key}):
        # Nobody can have set a longer one; a megabyte of text is not worth hashing in full.
        if authenticate(request, username=key, password=password[: LONGEST + 1]) is not None:
            if AccessAttempt.objects.filter(username=key, ip_address=address).exists():
                reset(ip=address, username=key)
            return
        reason = Refusal.WRONG
    else:
        spend_a_hash(password[: LONGEST + 1])
    with transaction.atomic(durable=True):
        record_event(
            action, by=by, obj=obj or by, contract=contract, after={"reason": reason}, result=Result.REFUSED
        )
    raise refusal(_("口令不正确，没有生效。连续输错会暂停核对 15 分钟。"))
