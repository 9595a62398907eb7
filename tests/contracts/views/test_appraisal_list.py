"""The renewal gate."""

from typing import Any

import pytest
from django.urls import reverse

from contracts.models import Appraisal, Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.contracts.made import make
from tests.contracts.people import People
from tests.factories.contracts import member

GOOD = {"grade": "qualified", "evaluated_on": "2023-12-20", "reason": "全年达标", "mended_reason": ""}


def url(contract: Contract, *args: object) -> str:
    name = "contracts:appraisal-record" if args else "contracts:appraisal-list"
    return reverse(name, args=[contract.slug, *args])


def test_without_an_evaluation_there_is_no_renewal(client_for: ClientFor, people: People) -> None:
    text = client_for(people.director).get(url(people.contract)).content.decode()

    assert text.count("不可续签") == 3 and "年度评估尚未完成" in text and "登记评估" not in text


def test_an_evaluation_opens_the_gate(client_for: ClientFor, people: People) -> None:
    text = client_for(people.approver).post(url(people.contract, 1), GOOD, follow=True).content.decode()

    assert "可以续签" in text and "全年达标" in text
    assert Appraisal.objects.get().by == people.approver


def test_only_excellent_renews_tongliao(client_for: ClientFor, db: None) -> None:
    """003 § 七."""
    contract = make("tongliao")
    client = client_for(member(Role.APPROVER, contract))
    text = client.post(url(contract, 1), {**GOOD, "evaluated_on": "2026-06-01"}, follow=True).content.decode()

    assert "不可续签" in text and "续签须为“优秀”" in text and "003 § 七" in text


def test_need_is_asked_where_the_tender_renews_on_need(client_for: ClientFor, db: None) -> None:
    contract = make("huarong")
    client = client_for(member(Role.APPROVER, contract))

    assert "采购人是否需要续签" in client.get(url(contract, 1)).content.decode()
    data = {**GOOD, "evaluated_on": "2026-06-01", "is_needed": "true"}
    assert "可以续签" in client.post(url(contract, 1), data, follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"reason": ""}, 422), ({"grade": "fine"}, 422), ({"evaluated_on": "2022-01-01"}, 409)],
)
def test_an_evaluation_that_does_not_fit_is_not_kept(
    client_for: ClientFor, people: People, changes: dict[str, str], status: int
) -> None:
    response = client_for(people.approver).post(url(people.contract, 1), {**GOOD, **changes})

    assert response.status_code == status and not Appraisal.objects.exists()


def test_the_gate_is_shut_for_others(client_for: ClientFor, people: People, other_contract: Contract) -> None:
    stranger = client_for(member(Role.APPROVER, other_contract))

    assert client_for(people.assessor).get(url(people.contract, 1)).status_code == 403
    assert client_for(member(Role.CLERK, people.contract)).get(url(people.contract)).status_code == 403
    assert stranger.get(url(people.contract)).status_code == 404
    assert stranger.get(url(people.contract, 1)).status_code == 404
    assert client_for(people.approver).get(url(people.contract, 9)).status_code == 404


def test_the_gate_takes_the_same_queries_however_many(
    client_for: ClientFor, people: People, queries: Any
) -> None:
    client, counts = client_for(people.approver), []
    for year, day in ((1, "2023-12-20"), (2, "2024-12-20")):
        client.post(url(people.contract, year), {**GOOD, "evaluated_on": day})
        with queries:
            client.get(url(people.contract))
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 13
