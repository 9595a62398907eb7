"""The members' page: granting, searching nobody else's contract."""

from typing import Any

import pytest

from contracts.models import Contract, Membership
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.accounts import UserFactory
from tests.factories.contracts import MembershipFactory, member


@pytest.mark.parametrize(
    "data", [{"username": "nobody", "role": "clerk"}, {"username": "chen", "role": "king"}, {}]
)
def test_grant_form_says_what_is_wrong(
    contract: Contract, client_for: ClientFor, data: dict[str, str]
) -> None:
    UserFactory(username="chen")

    page = client_for(member(Role.SECURITY_ADMIN)).post(f"/{contract.slug}/members/", data)

    assert page.status_code == 422
    assert page.context["form"].errors
    assert Membership.objects.filter(contract=contract).count() == 0


def test_member_list_takes_the_same_queries_however_long(
    contract: Contract, client_for: ClientFor, queries: Any
) -> None:
    client = client_for(member(Role.SECURITY_ADMIN))
    counts = []
    for _ in range(2):
        MembershipFactory(role=Role.CLERK, contract=contract)
        with queries:
            client.get(f"/{contract.slug}/members/")
        counts.append(len(queries))
        MembershipFactory.create_batch(3, role=Role.LIAISON, contract=contract)

    assert counts[0] == counts[1]
