"""What the audit's screens share: whose events, at which addresses, how an event is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Refusal, RoleChoice, SideChoice
from accounts.queries import contract_names
from hall_ops.lib.permissions import Permission
from records.enums import ACTION_LABELS, FIELD_LABELS
from records.models import AuditEvent


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event with its labels. `event` is the row itself."""

    event: AuditEvent
    action: str
    role: str
    contract: str
    url: str


def events_for(request: HttpRequest, contract: Any, permission: Permission) -> QuerySet[AuditEvent]:
    """The events the user may reach, and in a contract's rooms that contract's only."""
    user: Any = request.user
    events = AuditEvent.objects.allowed(user, permission)
    return events.filter(contract_id=contract.pk) if contract is not None else events


def audit_url(screen: str, contract: Any, *arguments: Any) -> str:
    """The address of an audit screen, of the installation or of one contract."""
    if contract is None:
        return reverse(f"accounts:audit-{screen}", args=arguments)
    return reverse(f"accounts:contract-audit-{screen}", args=[contract.slug, *arguments])


def audit_urls(contract: Any) -> dict[str, str]:
    return {screen: audit_url(screen, contract) for screen in ("events", "trail", "export", "verify")}


def shown(events: Iterable[AuditEvent], user: Any, contract: Any) -> list[ShownEvent]:
    names = {contract.pk: contract.short_name} if contract is not None else contract_names(user)
    return [
        ShownEvent(
            event=event,
            action=action_label(event.action),
            role=role_label(event.role),
            contract=names.get(event.contract_id or 0, ""),
            url=audit_url("event", contract, event.number),
        )
        for event in events
    ]


def action_label(action: str) -> str:
    return str(ACTION_LABELS.get(action, action))


def role_label(role: str) -> str:
    return str(dict(RoleChoice.choices).get(role, role))


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    """Field by field, before beside after. Shape: [{label, before, after}]."""
    keys = dict.fromkeys([*before, *after])
    return [
        {
            "label": str(FIELD_LABELS.get(key, key)),
            "before": readable(before.get(key)),
            "after": readable(after.get(key)),
        }
        for key in keys
    ]


VALUE_LABELS = {**dict(RoleChoice.choices), **dict(SideChoice.choices), **dict(Refusal.choices)}


def readable(value: Any) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, Mapping):
        return "；".join(f"{key}：{readable(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return "、".join(readable(inner) for inner in value)
    return str(VALUE_LABELS.get(value, value))
