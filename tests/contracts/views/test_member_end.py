"""Taking a role back from the page."""

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member


def test_contracts_own_administrator_reaches_that_contract_only(
    contract: Contract, other_contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.SECURITY_ADMIN, contract))
    member(Role.SECURITY_ADMIN, contract)
    theirs = MembershipFactory(role=Role.CLERK, contract=other_contract)
    wide = MembershipFactory(role=Role.SYSTEM_ADMIN, contract=None)

    assert client.get(f"/{contract.slug}/members/").status_code == 200
    assert client.post(f"/{other_contract.slug}/members/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/{contract.slug}/members/{theirs.pk}/end/").status_code == 404
    assert client.post(f"/{contract.slug}/members/{wide.pk}/end/").status_code == 404
    assert client.post(f"/members/{wide.pk}/end/").status_code == 403
    assert Membership.objects.filter(ended_at=None).count() == 4
