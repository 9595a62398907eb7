"""A contract takes up its profile again: text kept with it, terms, and what later apps need, in one step."""

import hashlib
from typing import Any

from django.db import transaction

from contracts.actions.contracts import apply_profile
from contracts.models import Contract, PaymentInstalment
from contracts.profile_schema import Profile
from hall_ops.lib.canonical import canonical
from records.actions import record_event


@transaction.atomic
def renew_profile(*, by: Any, contract: Contract, profile: Profile) -> tuple[str, ...]:
    """Keep the profile as it reads now with the contract and let every app fill in its part.

    Shape: the names of what changed, () when nothing did; `by` None is the system. The text kept with the contract,
    its version and the terms change together, or not at all; what people decided or entered since stays.
    """
    locked = Contract.objects.select_for_update(of=("self",)).get(pk=contract.pk)
    before = _standing(locked)
    locked.profile, locked.profile_version = profile.model_dump(mode="json"), profile.version
    locked.save(update_fields=["profile", "profile_version"])
    apply_profile(locked, profile)
    after = _standing(locked)
    changed = tuple(name for name in after if before[name] != after[name])
    if changed:
        told = [_differing(one, other, changed) for one, other in ((before, after), (after, before))]
        record_event("contract.profile", by=by, obj=locked, contract=locked, before=told[0], after=told[1])
    return changed


def _standing(contract: Contract) -> dict[str, Any]:
    """What of a contract comes from its profile. Shape: plain values, or for the terms values by key."""
    terms = contract.terms.values_list("key", "label", "value", "unit", "clause", "summary")
    return {
        "version": contract.profile_version,
        "profile": hashlib.sha256(canonical(contract.profile)).hexdigest(),
        "terms": {key: " · ".join(map(str, rest)) for key, *rest in terms},
        "decisions": sorted(contract.decisions.values_list("key", flat=True)),
        "service_years": sorted(contract.service_years.values_list("number", flat=True)),
        "venues": sorted(contract.venues.values_list("code", flat=True)),
        "instalments": PaymentInstalment.objects.filter(contract=contract).count(),
    }


def _differing(one: dict[str, Any], other: dict[str, Any], changed: tuple[str, ...]) -> dict[str, Any]:
    """The changed parts as they stand in `one`; of the terms only those that differ."""
    told = {name: one[name] for name in changed}
    if "terms" in told:
        told["terms"] = {key: text for key, text in one["terms"].items() if other["terms"].get(key) != text}
    return told
