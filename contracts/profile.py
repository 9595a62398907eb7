"""This app's part of a contract: service years, terms, decisions, venues, payments. Safe to run again."""

from contracts.actions.payments import make_plans
from contracts.models import Contract, ContractTerm, Decision, ServiceYear, Venue, Zone
from contracts.profile_schema import Profile, service_years_for
from contracts.rules import equal_shares


def install(profile: Profile, contract: Contract) -> None:
    """Fill in what is missing and refresh the terms; what people decided or entered since is kept."""
    _service_years(profile, contract)
    _terms(profile, contract)
    _decisions(profile, contract)
    _venues(profile, contract)
    make_plans(payment=profile.payment, contract=contract, at=contract.created_at)


def _service_years(profile: Profile, contract: Contract) -> None:
    years = service_years_for(profile, contract.starts_on)
    for year, price in zip(years, equal_shares(contract.price_yuan, len(years)), strict=True):
        ServiceYear.objects.get_or_create(
            contract=contract,
            number=year.number,
            defaults={
                "starts_on": year.starts_on,
                "ends_on": year.ends_on,
                "assessed_from": year.assessed_from,
                "assessed_to": year.assessed_to,
                "price_yuan": price,
            },
        )


def _terms(profile: Profile, contract: Contract) -> None:
    terms = [
        ContractTerm(
            contract=contract,
            position=position,
            key=term.key,
            label=term.label,
            value=term.value,
            unit=term.unit,
            clause=term.clause,
            summary=term.summary,
            acts=list(term.acts),
            amount=term.amount,
            silent=term.silent,
        )
        for position, term in enumerate(profile.terms())
    ]
    ContractTerm.objects.filter(contract=contract).exclude(key__in=[term.key for term in terms]).delete()
    ContractTerm.objects.bulk_create(
        terms,
        update_conflicts=True,
        unique_fields=["contract", "key"],
        update_fields=["position", "label", "value", "unit", "clause", "summary", "acts", "amount", "silent"],
    )


def _decisions(profile: Profile, contract: Contract) -> None:
    for position, decision in enumerate(profile.decisions):
        Decision.objects.get_or_create(
            contract=contract,
            key=decision.key,
            defaults={
                "position": position,
                "question": decision.question,
                "clause": decision.clause,
                "options": [{"key": option.key, "label": option.label} for option in decision.options],
                "default": decision.default,
                "chosen": decision.default,
            },
        )


def _venues(profile: Profile, contract: Contract) -> None:
    for place in profile.places():
        venue, _created = Venue.objects.get_or_create(
            purchaser=contract.purchaser,
            code=place.code,
            defaults={"name": place.name, "kind": place.kind, "address": place.address or ""},
        )
        venue.contracts.add(contract)
        for zone in place.zones:
            Zone.objects.get_or_create(venue=venue, name=zone.name)
