"""One post: who holds it, what it asks, its handbook."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_post

pytestmark = pytest.mark.django_db
DEMAND = {
    "key": "clerk_age", "rule": "age_max", "value": 35, "counted_on": "notice_date", "clause": "002 § 四(二)1(4)⑦",
    "summary": "35 周岁以下", "legal_note": "先核对就业平等的规定", "acts": ["staffing"],
}  # fmt: skip


def test_duties_and_handbook_are_written_down(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    post = make_post(contract)
    there = reverse("staffing:post-detail", args=[contract.slug, post.pk])
    data = {"duties": "接件、受理、出件", "manual": "综合窗口手册 V3", "manual_reviewed_on": "2026-01-05"}

    answer = client_for(member(Role.SUPERVISOR, contract)).post(there, data)
    ahead = client_for(member(Role.SUPERVISOR, contract)).post(
        there, data | {"manual_reviewed_on": "2999-01-05"}
    )

    post.refresh_from_db()
    assert answer.status_code == 302 and post.manual == "综合窗口手册 V3"
    assert ahead.status_code == 422 and "还没有到" in ahead.content.decode()
    assert client_for(member(Role.CLERK, contract)).post(there, data).status_code == 403
    assert client_for(member(Role.DIRECTOR, other_contract)).get(there).status_code == 404


def test_demands_stand_with_their_legal_note(client_for: ClientFor, contract: Contract) -> None:
    type(contract).objects.filter(pk=contract.pk).update(profile={"eligibility": [DEMAND]})
    post = make_post(contract)

    page = client_for(member(Role.CLERK, contract)).get(
        reverse("staffing:post-detail", args=[contract.slug, post.pk])
    )

    assert "35 周岁以下" in page.content.decode() and "先核对就业平等的规定" in page.content.decode()
