"""The packages as a list."""

import pytest
from django.test.utils import CaptureQueriesContext

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.windows import make_item
from tests.windows.views.test_package_edit import address
from windows.models import ItemPackage

pytestmark = pytest.mark.django_db


def test_the_list_asks_as_much_for_three_packages_as_for_one(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.ASSESSOR, contract)), []
    for number in range(3):
        made = ItemPackage.objects.create(purchaser=contract.purchaser, name=f"一件事{number}")
        made.parts.create(item=make_item(contract), position=1)
        with queries:
            client.get(address("list", contract))
        counts.append(len(queries))

    assert counts[1] == counts[2] <= 20
