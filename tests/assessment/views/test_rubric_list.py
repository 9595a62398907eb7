from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.rubric_rows import installed
from tests.conftest import ClientFor
from tests.factories.contracts import member

pytestmark = pytest.mark.django_db


def test_rubric_list_shows_versions_newest_first(contract: Contract, client_for: ClientFor) -> None:
    installed(contract)
    installed(contract, date(2026, 3, 1))

    page = client_for(member(Role.DIRECTOR, contract)).get(
        reverse("assessment:rubric-list", args=[contract.slug])
    )

    text = page.content.decode()
    assert text.index("第 2 版") < text.index("第 1 版")
    assert "2026 年 3 月" in text
    assert "105" in text


def test_rubric_list_asks_the_same_number_of_queries_at_one_and_three_versions(
    contract: Contract, client_for: ClientFor
) -> None:
    client = client_for(member(Role.ASSESSOR, contract))
    url = reverse("assessment:rubric-list", args=[contract.slug])

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    installed(contract)
    asked()
    one = asked()
    installed(contract, date(2026, 2, 1))
    installed(contract, date(2026, 3, 1))

    assert asked() == one


def test_rubric_list_offers_the_import_only_to_those_who_may(
    contract: Contract, client_for: ClientFor
) -> None:
    url = reverse("assessment:rubric-list", args=[contract.slug])
    address = reverse("assessment:rubric-import", args=[contract.slug])

    assert address in client_for(member(Role.ASSESSOR, contract)).get(url).content.decode()
    assert address not in client_for(member(Role.REVIEWER, contract)).get(url).content.decode()
