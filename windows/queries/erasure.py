"""The catalogue of personal data as people read it, and the cases that are held back from erasure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.enums import RoleChoice
from contracts.models import Contract
from hall_ops.lib.permissions import Permission
from hall_ops.lib.personal_data import Mask, PersonalField, catalogue
from windows.models import Hold
from windows.queries.disclosure import field_title
from windows.queries.retention import RetentionTerm

TABLES = {
    "accounts.pastpassword": _("旧口令"),
    "assessment.settlementsignature": _("结算签署"),
    "axes.accessattempt": _("登录尝试"),
    "axes.accessfailurelog": _("登录失败记录"),
    "axes.accesslog": _("登录记录"),
}


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


def catalogue_lines(terms: Mapping[str, RetentionTerm]) -> list[CatalogueLine]:
    """Everything the product keeps of people, the windows first, with the contract's own times. No query."""
    apart = sorted(catalogue(), key=lambda entry: not entry.model.startswith("windows."))
    return [_line(entry, terms) for entry in apart]


def _line(entry: PersonalField, terms: Mapping[str, RetentionTerm]) -> CatalogueLine:
    roles = [str(RoleChoice(role).label) for role in RoleChoice.values if role in entry.roles]
    days = terms[entry.term].days if entry.term in terms else entry.retention_days or 0
    kept = entry.why_kept or gettext("结束后 %(days)d 天") % {"days": days}
    shown = {Mask.SHOWN: gettext("显示"), Mask.ALL: gettext("不显示")}.get(entry.mask, gettext("遮盖"))
    return CatalogueLine(
        table=str(TABLES.get(entry.model) or apps.get_model(entry.model)._meta.verbose_name),
        title=field_title(entry.model, entry.field),
        purpose=entry.purpose, basis=str(entry.basis), level=str(entry.level), shown=shown,
        is_sealed=entry.is_sealed, kept=kept, roles="、".join(roles),
    )  # fmt: skip


def holds_of(user: Any, contract: Contract) -> QuerySet[Hold]:
    """Holds, those that last first."""
    found = Hold.objects.allowed(user, Permission.DISCLOSURE_VIEW).filter(contract=contract)
    return found.select_related("case", "by", "released_by")
