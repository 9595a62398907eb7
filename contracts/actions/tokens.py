"""Tokens of other systems: make one, read one, take one back."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from contracts.enums import ApiScope
from contracts.models import ApiToken, Contract, Membership
from hall_ops.lib.errors import DomainError
from hall_ops.lib.text_hygiene import clean_text
from records.actions import record_event

PREFIX = "hall"
LONGEST = timedelta(days=366)


class TokenRefused(DomainError):
    """A token that cannot be made or taken back."""

    status = 422


@dataclass(frozen=True, slots=True)
class MadeToken:
    """A new token. `text` is shown this once and kept nowhere."""

    token: ApiToken
    text: str


@transaction.atomic
def make_token(
    *,
    by: Any,
    at: datetime,
    contract: Contract,
    name: str,
    scopes: Sequence[str],
    owner: Any,
    expires_on: date,
) -> MadeToken:
    """Make a token for another system. Raises: TokenRefused."""
    name = clean_text(name).strip()
    if not name:
        raise TokenRefused(_("请填写对接系统的名称。"))
    unknown = sorted(set(scopes) - set(ApiScope.values))
    if unknown or not scopes:
        raise TokenRefused(_("请至少勾选一项可用范围。"))
    if not localdate(at) < expires_on <= localdate(at) + LONGEST:
        raise TokenRefused(_("有效期须在明天至一年之内，到期后重新建立。"))
    members = Membership.objects.in_force().filter(contract=contract, user=owner)
    if not members.exists():
        raise TokenRefused(_("责任人不是本合同的现任成员，请另选。"))
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    text = f"{PREFIX}_{prefix}_{secret}"
    token = ApiToken.objects.create(
        contract=contract, name=name[:60], prefix=prefix, digest=digest_of(text), scopes=sorted(set(scopes)),
        owner=owner, made_by=by, made_at=at, expires_on=expires_on,
    )  # fmt: skip
    after = {"name": token.name, "scopes": token.scopes, "owner": owner.name, "expires_on": expires_on}
    record_event("token.make", by=by, obj=token, contract=contract, after=after)
    return MadeToken(token, text)


@transaction.atomic
def revoke_token(*, by: Any, at: datetime, token: ApiToken) -> None:
    """Take a token back; it stops with the next request. Raises: TokenRefused."""
    locked = ApiToken.objects.select_for_update(of=("self",)).select_related("contract").get(pk=token.pk)
    if locked.revoked_at is not None:
        raise TokenRefused(_("这个令牌已经停用。"))
    ApiToken.objects.filter(pk=locked.pk).update(revoked_at=at, revoked_by=by)
    record_event("token.revoke", by=by, obj=locked, contract=locked.contract)


def digest_of(text: str) -> str:
    """What is kept of a token: 256 random bits need no slow hash."""
    return hashlib.sha256(text.encode()).hexdigest()


def token_presented(text: str, *, at: datetime) -> ApiToken | None:
    """The token that these words are, if it holds now; the day of its last use is noted."""
    parts = text.split("_", 2)
    if len(parts) != 3 or parts[0] != PREFIX or not parts[1].isalnum():
        return None
    found = ApiToken.objects.filter(prefix=parts[1][:8]).select_related("contract", "owner").first()
    if found is None or not hmac.compare_digest(found.digest, digest_of(text)):
        return None
    today = localdate(at)
    owner_left = not found.owner.is_active
    if found.revoked_at is not None or found.expires_on < today or owner_left:
        return None
    if found.last_used_on != today:
        ApiToken.objects.filter(pk=found.pk).update(last_used_on=today)
    return found
