"""A contract to seed, and people who look at it: python -m tests.bench._contract on a fresh database."""

import json

from tests.bench._django import ready


def main() -> None:
    ready()
    from django.utils import timezone

    from contracts.actions.calendar import seed_year
    from contracts.models import Contract
    from hall_ops.lib.permissions import Role
    from tests.factories.contracts import ContractFactory, member

    contract = Contract.objects.filter(slug="bench").first() or ContractFactory(slug="bench")
    by = member(Role.SUPERVISOR, contract)
    for year in range(2023, 2028):
        seed_year(by=by, at=timezone.now(), year=year)
    print(json.dumps({"supervisor": by.username}))


if __name__ == "__main__":
    main()
