"""Writing events, claiming request keys, keeping files."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, models
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.request_context import current_facts
from hall_ops.lib.statements import Statement, execute_together, insertion
from hall_ops.lib.uploads import check_evidence
from records.enums import Result
from records.models import AuditEvent, AuditHead, IdempotencyKey, StoredFile
from records.rules import chain_hash

HEAD_AND_TIME = {
    "sqlite": "SELECT number, hash, strftime('%Y-%m-%d %H:%M:%f', 'now') FROM records_audithead WHERE id = 1",
    "postgresql": "SELECT number, hash, clock_timestamp() FROM records_audithead WHERE id = 1 FOR UPDATE",
}
HEAD_MOVES = "UPDATE records_audithead SET number = %s, hash = %s WHERE id = 1"
KEY_TAKEN = " ON CONFLICT (user_id, key) DO NOTHING RETURNING id"


class KeyReused(DomainError):
    """The same request key came with another body."""

    status = 422


def record_event(
    action: str,
    *,
    by: Any,
    obj: models.Model | None = None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    contract: Any = None,
    result: str = Result.DONE,
    actor_name: str = "",
    writes: Sequence[Statement] = (),
) -> AuditEvent:
    """Add one event to the chain, inside the caller's transaction: no event, no change.

    Shape: `by` is a User or None (nobody signed in, a task); before and after hold the fields that changed; `writes`
    are the change itself where it goes along to the database in the same round trip, ahead of the lock on the chain.
    Raises: RuntimeError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit event belongs into the transaction of the change it tells of")
    facts = current_facts()
    number, previous, at = _lock_head(writes)
    event = AuditEvent(
        number=number + 1,
        at=at,
        actor_id=getattr(by, "pk", None),
        actor_name=actor_name or str(by or _("系统")),
        role=facts.role,
        address=facts.address,
        request_id=facts.request_id,
        contract_id=getattr(contract, "pk", None),
        action=action,
        object_type=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        object_label=str(obj)[:200] if obj is not None else "",
        before=plain(before or {}),
        after=plain(after or {}),
        result=result,
        previous_hash=previous,
    )
    event.hash = chain_hash(previous, event.content())
    execute_together([insertion([event]), (HEAD_MOVES, (event.number, event.hash))])
    event._state.adding = False
    return event


def _lock_head(writes: Sequence[Statement]) -> tuple[int, str, datetime]:
    """The end of the chain, locked, and the database's own time, in one query with what is written before."""
    ask: Statement = (HEAD_AND_TIME[connection.vendor], ())
    row = execute_together([*writes, ask])
    if row is None:
        AuditHead.objects.bulk_create([AuditHead(pk=1)], ignore_conflicts=True)
        row = execute_together([ask])
    assert row is not None, "the head has just been made"
    number, previous, at = row
    if isinstance(at, str):
        at = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return number, previous, at


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Field values as JSON types: decimals and dates as text, rows as their keys."""
    return {key: _plain_value(value) for key, value in values.items()}


def _plain_value(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, Mapping):
        return plain(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain_value(item) for item in value]
    return str(value)


@dataclass(frozen=True, slots=True)
class Claim:
    """A request key, taken. `answer` is what the first request answered, or None when this is the first."""

    row: IdempotencyKey
    answer: dict[str, Any] | None

    def settle(self, answer: Mapping[str, Any]) -> None:
        IdempotencyKey.objects.filter(pk=self.row.pk).update(answer={"done": True, **answer})


def claim_key(*, by: Any, key: str, body: Any, at: datetime) -> Claim:
    """Take a request's key inside its transaction; the same key and body again gets the first answer.

    Raises: KeyReused when the key came before with another body.
    """
    digest = hashlib.sha256(json.dumps(body, sort_keys=True, default=str).encode()).hexdigest()
    row = IdempotencyKey(user=by, key=key[:64], body_hash=digest, created_at=at)
    text, values = insertion([row])
    made = execute_together([(text + KEY_TAKEN, values)])
    if made is not None:
        row.pk, row._state.adding = made[0], False
        return Claim(row, None)
    row = IdempotencyKey.objects.get(user=by, key=row.key)
    if row.body_hash != digest:
        raise KeyReused(_("这次提交与先前的另一次提交编号相同但内容不同。请刷新页面后重新填写。"))
    return Claim(row, row.answer)


def store_file(*, by: Any, at: datetime, contract: Any, name: str, data: bytes) -> StoredFile:
    """Check, re-encode and keep one piece of evidence; without its row and its event no file stays on disk.

    Raises: UploadRefused (hall_ops.lib.uploads).
    """
    checked = check_evidence(name, data)
    stored = StoredFile(
        contract_id=contract.pk,
        name=checked.name,
        kind=checked.kind,
        size=len(checked.content),
        sha256=checked.sha256,
        original_sha256=checked.original_sha256,
        taken_at=checked.taken_at,
        uploaded_by=by,
        uploaded_at=at,
    )
    stored.file.save(f"{secrets.token_hex(16)}.{checked.kind}", ContentFile(checked.content), save=False)
    with ExitStack() as undo:
        undo.callback(stored.file.delete, save=False)
        stored.save(force_insert=True)
        after = {"sha256": stored.sha256, "name": stored.name}
        record_event("file.store", by=by, obj=stored, contract=contract, after=after)
        undo.pop_all()
    return stored
