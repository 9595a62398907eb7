"""Making a contract from a profile, and filling in what later apps need of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from contracts.enums import OrganisationKind
from contracts.models import Contract, Organisation
from contracts.profile_schema import Profile
from contracts.rules import over_ceiling
from hall_ops.lib.errors import DomainError
from records.actions import record_event


class ContractRefused(DomainError):
    """What was entered does not fit the tender."""

    status = 422


@dataclass(frozen=True, slots=True)
class ContractDetails:
    """What the tender leaves open and the people who sign it know. Units: price of the whole term, yuan."""

    slug: str
    name: str
    short_name: str
    purchaser: str
    contractor: str
    price_yuan: Decimal
    starts_on: date
    ends_on: date
    signed_on: date | None = None


@transaction.atomic
def create_contract(*, by: Any, at: datetime, profile: Profile, details: ContractDetails) -> Contract:
    """Make a contract with everything its profile says. Raises: ContractRefused."""
    over = over_ceiling(details.price_yuan, profile.price.ceiling_total_yuan)
    if over:
        raise ContractRefused(
            _("中标价 %(price)s 元超过最高限价 %(ceiling)s 元。请核对后重填。")
            % {"price": details.price_yuan, "ceiling": profile.price.ceiling_total_yuan}
        )
    if Contract.objects.filter(slug=details.slug).exists():
        raise ContractRefused(_("网址代号“%(slug)s”已被另一份合同使用，请换一个。") % {"slug": details.slug})
    contract = Contract(
        slug=details.slug,
        name=details.name,
        short_name=details.short_name,
        number=profile.tender.number or "",
        purchaser=_organisation(details.purchaser, OrganisationKind.PURCHASER),
        contractor=_organisation(details.contractor, OrganisationKind.CONTRACTOR),
        profile_name=profile.name,
        profile_version=profile.version,
        profile=profile.model_dump(mode="json"),
        signed_on=details.signed_on,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
        price_yuan=details.price_yuan,
        created_at=at,
        created_by=by,
    )
    contract.save(force_insert=True)
    apply_profile(contract, profile)
    record_event(
        "contract.create",
        by=by,
        obj=contract,
        contract=contract,
        after={"profile": profile.name, "version": profile.version, "price_yuan": details.price_yuan},
    )
    return contract


def apply_profile(contract: Contract, profile: Profile) -> None:
    """Let every app fill in its part; each may be run again safely."""
    for dotted in settings.PROFILE_INSTALLERS:
        import_string(dotted)(profile, contract)


def _organisation(name: str, kind: OrganisationKind) -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=kind)[0]
