"""Making a contract from a profile, and filling in what later apps need of it."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from contracts.enums import OrganisationKind
from contracts.models import Contract, Organisation
from contracts.profile_schema import Profile, service_years_for
from contracts.rules import over_ceiling, price_ceiling
from hall_ops.lib.errors import DomainError
from hall_ops.lib.navigation import places
from records.actions import record_event


class ContractRefused(DomainError):
    """What was entered does not fit the tender; `field` names what to mend."""

    status = 422

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class ContractDetails:
    """What the tender leaves open and the people who sign it know.

    Units: price of the whole term, yuan. Shape: without a last day the term of the tender gives it.
    """

    slug: str
    name: str
    short_name: str
    purchaser: str
    contractor: str
    price_yuan: Decimal
    starts_on: date
    ends_on: date | None = None
    signed_on: date | None = None


@transaction.atomic
def create_contract(*, by: Any, at: datetime, profile: Profile, details: ContractDetails) -> Contract:
    """Make a contract with everything its profile says. Raises: ContractRefused."""
    _check(profile, details)
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
        ends_on=details.ends_on or last_day(profile, details.starts_on),
        price_yuan=details.price_yuan,
        created_at=at,
        created_by=by,
    )
    try:
        with transaction.atomic():
            contract.save(force_insert=True)
    except IntegrityError as error:
        raise _slug_taken(details.slug) from error
    try:
        apply_profile(contract, profile)
    except (
        ValueError
    ) as error:  # an app's part of the profile that cannot be used; its text says where and why
        message = _("合同模板“%(name)s”不能使用：%(reason)s") % {"name": profile.name, "reason": error}
        raise ContractRefused(message, "profile") from error
    record_event(
        "contract.create",
        by=by,
        obj=contract,
        contract=contract,
        after={"profile": profile.name, "version": profile.version, "price_yuan": details.price_yuan},
    )
    return contract


def last_day(profile: Profile, starts_on: date) -> date:
    """The last day of a contract of this profile that begins on a day."""
    return service_years_for(profile, starts_on)[-1].ends_on


def reserved_slugs() -> frozenset[str]:
    """First parts of addresses that belong to no contract: a contract named so could not be reached."""
    first = {place.route.split("/")[0] for place in places()}
    return frozenset(part for part in first if not part.startswith("<")) | {"static", "media"}


def _check(profile: Profile, details: ContractDetails) -> None:
    """Raises: ContractRefused for the first thing that does not fit."""
    if details.slug in reserved_slugs():
        raise ContractRefused(_("网址代号“%(slug)s”由系统保留，请换一个。") % {"slug": details.slug}, "slug")
    if Contract.objects.filter(slug=details.slug).exists():
        raise _slug_taken(details.slug)
    if details.purchaser == details.contractor:
        raise ContractRefused(_("服务供应商与采购人不能是同一单位。"), "contractor")
    if details.price_yuan <= 0:
        raise ContractRefused(_("中标价应大于 0 元。"), "price_yuan")
    price = profile.price
    ceiling = price_ceiling(price.ceiling_total_yuan, price.ceiling_year_yuan, profile.term.years)
    if over_ceiling(details.price_yuan, ceiling):
        raise ContractRefused(
            _("中标价 %(price)s 元超过最高限价 %(ceiling)s 元。请核对后重填。")
            % {"price": f"{details.price_yuan:,.2f}", "ceiling": f"{ceiling:,.2f}"},
            "price_yuan",
        )
    fixed = profile.term.starts_on
    if fixed is not None and details.starts_on != fixed:
        raise ContractRefused(
            _("招标文件写明服务从 %(day)s 开始。") % {"day": fixed.isoformat()}, "starts_on"
        )
    if details.signed_on and details.signed_on > (details.ends_on or last_day(profile, details.starts_on)):
        raise ContractRefused(_("签订日期晚于服务结束日期，请核对。"), "signed_on")


def _slug_taken(slug: str) -> ContractRefused:
    return ContractRefused(_("网址代号“%(slug)s”已被另一份合同使用，请换一个。") % {"slug": slug}, "slug")


def apply_profile(contract: Contract, profile: Profile) -> None:
    """Let every app fill in its part; each may be run again safely."""
    for dotted in settings.PROFILE_INSTALLERS:
        import_string(dotted)(profile, contract)


def _organisation(name: str, kind: OrganisationKind) -> Organisation:
    return Organisation.objects.get_or_create(name=name, kind=kind)[0]
