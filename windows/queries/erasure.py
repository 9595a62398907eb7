"""The catalogue of personal data as people read it, and the cases that are held back from erasure."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.enums import RoleChoice
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.personal_data import Mask, PersonalField, catalogue
from windows.models import Hold
from windows.queries.disclosure import field_title


@dataclass(frozen=True, slots=True)
class CatalogueLine:
    """One field with personal data, in words."""

    table: str
    title: str
    purpose: str
    basis: str
    level: str
    shown: str
    is_sealed: bool
    kept: str
    roles: str


def catalogue_lines() -> list[CatalogueLine]:
    """Everything the product keeps of people, from the upper apps to the lower. No query."""
    return [_line(entry) for entry in reversed(catalogue())]


def _line(entry: PersonalField) -> CatalogueLine:
    roles = [str(RoleChoice(role).label) for role in RoleChoice.values if role in entry.roles]
    kept = entry.why_kept or _("结束后 %(days)d 天") % {"days": entry.retention_days or 0}
    shown = {Mask.SHOWN: _("显示"), Mask.ALL: _("不显示")}.get(entry.mask, _("遮盖"))
    return CatalogueLine(
        table=str(apps.get_model(entry.model)._meta.verbose_name), title=field_title(entry.model, entry.field),
        purpose=entry.purpose, basis=str(entry.basis), level=str(entry.level), shown=shown,
        is_sealed=entry.is_sealed, kept=kept, roles="、".join(roles),
    )  # fmt: skip


def holds_of(user: Any, contract: Contract) -> QuerySet[Hold]:
    """Holds, those that last first."""
    found = Hold.objects.allowed(user, Permission.DISCLOSURE_VIEW).filter(contract=contract)
    return found.select_related("case", "by", "released_by")
