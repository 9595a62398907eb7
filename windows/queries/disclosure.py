"""Masked values as screens show them, and the log of those that were shown in full."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Permission, Role
from hall_ops.lib.personal_data import PersonalField, catalogue, personal_field
from hall_ops.lib.sealing import SealError, open_column
from windows.models import Disclosure

FREE_A_DAY = 20
MOST_SHOWN = 5


def masked_value(row: Any, field: str) -> str:
    """One field as lists and details show it; "" where there is nothing, or nothing any more. No query."""
    entry = personal_field(row._meta.label_lower, field)
    try:
        text = open_column(row, entry.name) if entry.is_sealed else str(getattr(row, field))
    except SealError:
        return _("（无法解密）")
    return entry.masked(text) if is_personal(row, entry) else text


def is_personal(row: Any, entry: PersonalField) -> bool:
    """Whether the field speaks of a person in this row: an organisation's name and code are nobody's."""
    return all(str(getattr(row, name)) == value for name, value in entry.only_where)


def may_see(user: Any, contract: Contract, entry: PersonalField) -> bool:
    """Whether one of the user's roles here may see this field in full: the matrix's right and the catalogue's roles."""
    return bool(unmasking_roles(user, contract) & entry.roles)


def unmasking_roles(user: Any, contract: Contract) -> set[Role]:
    """The user's roles in a contract that may unmask something. No query beyond the standings'."""
    inside = (None, contract.pk)
    standings = [place for place in user.standings() if place.contract_id in inside]
    return {Role(place.role) for place in standings if place.scope_of(Permission.CASE_UNMASK)}


def field_title(model: str, field: str) -> str:
    """What screens call a field of the catalogue; the column's name for one that left it."""
    try:
        entry = personal_field(model, field)
    except KeyError:
        return field
    return str(entry.title or apps.get_model(model)._meta.get_field(field).verbose_name)


def shown_fields(model: str) -> list[PersonalField]:
    """The fields of a table that may be shown one by one."""
    return [entry for entry in catalogue() if entry.model == model and entry.roles]


def day_start(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def shown_since_password(by: Any, at: datetime) -> int:
    """How many fields were shown to this user today since they last confirmed their password for it."""
    today = Disclosure.objects.filter(by=by, at__gte=day_start(timezone.localtime(at).date()))
    last = today.filter(confirmed=True).order_by("-pk").values_list("pk", flat=True).first()
    return (today.filter(pk__gte=last) if last else today).count()


def needs_password(by: Any, at: datetime) -> bool:
    """Whether the next field asks for the password. Source: security.md D2."""
    return shown_since_password(by, at) >= FREE_A_DAY


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the log with the field's name as screens say it."""

    row: Disclosure
    title: str


def disclosures(
    user: Any, contract: Contract, *, since: date | None = None, until: date | None = None, by: User | None = None,
    reason: str = "", words: str = "",
) -> QuerySet[Disclosure]:  # fmt: skip
    """The log, newest first, narrowed. Shape: since and until are days, both included."""
    found = Disclosure.objects.allowed(user, Permission.DISCLOSURE_VIEW).filter(contract=contract)
    if since:
        found = found.filter(at__gte=day_start(since))
    if until:
        found = found.filter(at__lt=day_start(until + timedelta(days=1)))
    if by:
        found = found.filter(by=by)
    if reason:
        found = found.filter(reason=reason)
    if words:
        found = found.filter(object_label__icontains=words)
    return found.select_related("by")


def with_titles(rows: list[Disclosure]) -> list[Shown]:
    return [Shown(row, field_title(row.object_type, row.field)) for row in rows]


def most_shown(found: QuerySet[Disclosure]) -> list[dict[str, Any]]:
    """Who looked most often, of those in the list. Shape: {"by__name", "by__username", "times"}."""
    counted = found.order_by().values("by__name", "by__username").annotate(times=Count("pk"))
    return [dict(row) for row in counted.order_by("-times", "by__username")[:MOST_SHOWN]]


def readers_of(contract: Contract) -> QuerySet[User]:
    """Everybody who ever looked at something in this contract."""
    return User.objects.filter(pk__in=Disclosure.objects.filter(contract=contract).values("by")).order_by(
        "username"
    )
