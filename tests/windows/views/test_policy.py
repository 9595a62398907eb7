"""The terms the windows work by, on a page with their sources."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member

ClientFor = Callable[[User], Client]


def test_each_term_names_its_source(client_for: ClientFor, contract: Contract) -> None:
    contract.profile = {"limits": {"correction_days": {"value": 10, "clause": "001 § 1.6"}}}
    contract.save()

    page = client_for(member(Role.CLERK, contract)).get(f"/{contract.slug}/windows/policy/").content.decode()

    assert "10 个工作日" in page and "001 § 1.6" in page and "合同写明" in page
    assert "行政许可法第三十二条第一款第四项" in page


def test_only_those_who_see_cases_see_it(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    url = f"/{contract.slug}/windows/policy/"

    assert client_for(member(Role.AUDITOR, contract)).get(url).status_code == 403
    assert client_for(member(Role.CLERK, other_contract)).get(url).status_code == 404
