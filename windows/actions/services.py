"""What every register beside the ledgers does alike: a number, a sealed telephone, a step with its log and event."""

from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError, Stale
from hall_ops.lib.identity_numbers import NumberRefused, check_phone
from hall_ops.lib.sealing import label_of, sealed_pair
from hall_ops.lib.text_hygiene import clean_text
from records.actions import next_number, record_event
from windows.models import ServiceStep
from windows.models.services import ServiceRecord
from windows.rules.service_life import may_follow

# Letters of the numbers: the register's own first sounds.
LETTERS = {
    "consultation": "ZX", "assist": "BB", "matter": "BBC", "cross": "KY", "special": "YS", "claim": "HQ",
    "complaint": "TS",
}  # fmt: skip
Row = TypeVar("Row", bound=ServiceRecord)


class ServiceRefused(DomainError):
    """A step the register's state does not allow, or a value that is missing."""


class ServiceMoved(Stale):
    """Somebody else took a step since the page was opened."""


def number_for(register: str, contract: Any, day: date) -> str:
    """The register's next number of the year, without gaps. Shape: BBC-2026-0012."""
    serial = next_number(f"service:{register}:{contract.pk}:{day.year}")
    return f"{LETTERS[register]}-{day.year}-{serial:04}"


def phone_columns(model: type[ServiceRecord], phone: str, uid: UUID) -> dict[str, Any]:
    """A telephone as its sealed columns. Raises: ServiceRefused for one that cannot be right."""
    text = clean_text(phone).strip()
    if not text:
        return {"phone_sealed": None, "phone_index": None}
    try:
        checked = check_phone(text)
    except NumberRefused as refused:
        raise ServiceRefused(str(refused)) from refused
    sealed, index = sealed_pair(checked, label=label_of(model, "phone"), uid=uid)
    return {"phone_sealed": sealed, "phone_index": index}


def needed(text: str, message: str, most: int = 500) -> str:
    """A text that may not be empty. Raises: ServiceRefused with the message."""
    cleaned = clean_text(text).strip()
    if not cleaned:
        raise ServiceRefused(message)
    return cleaned[:most]


def lock_record(model: type[Row], row: Row) -> Row:
    return model.objects.select_for_update(of=("self",)).select_related("contract").get(pk=row.pk)


def opened(*, by: Any, at: datetime, row: ServiceRecord, register: str, text: str = "") -> None:
    """The first line of a row's log, and its event."""
    state = getattr(row, "state", "")
    _log(by=by, at=at, row=row, register=register, action="open", before="", after=state, text=text)


def step(
    *,
    by: Any,
    at: datetime,
    row: Row,
    register: str,
    action: str,
    to: str = "",
    text: str = "",
    **columns: Any,
) -> Row:
    """Take one step of a locked row: ask the rule, write the columns, log it. `to` "" stays in its state.

    Raises: ServiceRefused.
    """
    before = row.state  # type: ignore[attr-defined]
    if to and not may_follow(register, before, to):
        raise ServiceRefused(
            _("%(number)s 现在是“%(state)s”，不能办这一步。请刷新后查看。")
            % {"number": row.number, "state": row.get_state_display()}  # type: ignore[attr-defined]
        )
    values = {**columns, "state": to or before}
    type(row).objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
    _log(
        by=by, at=at, row=row, register=register, action=action, before=before, after=to or before, text=text
    )
    return row


def _log(
    *,
    by: Any,
    at: datetime,
    row: ServiceRecord,
    register: str,
    action: str,
    before: str,
    after: str,
    text: str,
) -> None:
    ServiceStep.objects.create(
        contract=row.contract, register=register, record=row.pk, at=at, by=by, action=action,
        from_state=before, to_state=after, text=text[:500],
    )  # fmt: skip
    told = {"number": row.number, "state": after}
    record_event(
        f"{register}.{action}", by=by, obj=row, contract=row.contract, before={"state": before}, after=told
    )
