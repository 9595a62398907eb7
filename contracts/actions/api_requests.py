"""What every route for other systems is made of: strict shapes, the scope asked for, a write that happens once.

Loaded with the first request of the interface (docs/decisions/0025), not with the actions beside it.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Header, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, field_validator

from contracts.enums import ApiScope
from hall_ops.lib.errors import DomainError
from hall_ops.lib.moments import parse_moment
from hall_ops.lib.text_hygiene import TextRefused, clean_text
from records.actions import claim_key


def _storable(text: str) -> str:
    """A text as it is stored. Raises: ValueError on marks that no text may hold, such as NUL."""
    try:
        return clean_text(text, multiline=True)
    except TextRefused as refused:
        raise ValueError(str(refused)) from refused


Storable = AfterValidator(_storable)
Moment = Annotated[datetime, BeforeValidator(parse_moment), Field(json_schema_extra={"format": "date-time"})]
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$")]


class ScopeMissing(DomainError):
    """The token may not do this."""

    status = 403


class Strict(Schema):
    """No coercion, no surprises: an unknown field is an error, a number is no text, a text can be stored."""

    model_config = ConfigDict(strict=True, extra="forbid")

    @field_validator("*")
    @classmethod
    def every_text_is_storable(cls, value: Any) -> Any:
        return _storable(value) if isinstance(value, str) else value


class Failed(Schema):
    """What every refusal looks like."""

    error: str
    problems: list[dict[str, str]] = []


FAILURES: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), Failed)


def need(request: HttpRequest, scope: str) -> Any:
    """The request's token, if it may do this. Raises: ScopeMissing."""
    token = request.auth  # type: ignore[attr-defined]
    if scope not in token.scopes:
        raise ScopeMissing(_("这个令牌没有“%(scope)s”的权限。") % {"scope": ApiScope(scope).label})
    return token


def once(
    request: HttpRequest, key: str, at: datetime, write: Callable[[Any], dict[str, Any]]
) -> dict[str, Any]:
    """Write under the request's key: the same key and body again gets the first answer. Raises: KeyReused."""
    token = request.auth  # type: ignore[attr-defined]
    digest = hashlib.sha256(request.body).hexdigest()
    mine = hashlib.sha256(f"{token.prefix}:{key}".encode()).hexdigest()
    with transaction.atomic():
        claim = claim_key(by=token.owner, key=mine, body={"path": request.path, "body": digest}, at=at)
        if claim.answer is not None:
            return {name: value for name, value in claim.answer.items() if name != "done"}
        answer = write(token)
        claim.settle(answer)
    return answer
