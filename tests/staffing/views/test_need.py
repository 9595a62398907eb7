"""Needs on screen: proposed, opened, closed, printed; the notice that belongs to each."""

from datetime import timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.enums import NeedState
from staffing.models import Need
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.factories.staffing import make_post
from tests.staffing.recruits import make_candidate, make_need, make_notice, with_profile

pytestmark = pytest.mark.django_db


@pytest.fixture
def haikou(contract: Contract) -> Contract:
    return with_profile(contract, "haikou")


def test_an_open_post_is_proposed_and_becomes_a_need(client_for: ClientFor, haikou: Contract) -> None:
    post = make_post(haikou, code="window-clerk", headcount=4)
    client = client_for(member(Role.DIRECTOR, haikou))
    there = reverse("staffing:need-new", args=[haikou.slug])

    listed = client.get(reverse("staffing:need-list", args=[haikou.slug])).content.decode()
    form = client.get(f"{there}?post={post.pk}").content.decode()
    wanted = timezone.localdate() + timedelta(days=20)
    answer = client.post(
        there, {"post": post.pk, "headcount": 4, "wanted_on": wanted.isoformat(), "reason": "补齐"}
    )
    wrong = client.post(
        there, {"post": post.pk, "headcount": 0, "wanted_on": wanted.isoformat(), "reason": "补齐"}
    )

    need = Need.objects.get()
    assert f"?post={post.pk}" in listed and 'value="4"' in form
    assert answer.status_code == 302 and (need.post, need.headcount) == (post, 4)
    assert wrong.status_code == 422
    assert (
        f"?post={post.pk}"
        not in client.get(reverse("staffing:need-list", args=[haikou.slug])).content.decode()
    )


def test_a_need_is_closed_with_a_reason(
    client_for: ClientFor, haikou: Contract, other_contract: Contract
) -> None:
    need = make_need(haikou, at=timezone.now())
    there = reverse("staffing:need-close", args=[haikou.slug, need.pk])
    client = client_for(member(Role.SUPERVISOR, haikou))

    empty = client.post(there, {"reason": ""})
    done = client.post(there, {"reason": "岗位撤销"})

    need.refresh_from_db()
    assert empty.status_code == 422 and done.status_code == 302
    assert (need.state, need.close_reason) == (NeedState.CLOSED, "岗位撤销")
    assert client_for(member(Role.ASSESSOR, haikou)).post(there, {"reason": "x"}).status_code == 403
    page = reverse("staffing:need-detail", args=[haikou.slug, need.pk])
    assert client_for(member(Role.DIRECTOR, other_contract)).get(page).status_code == 404
    assert client_for(member(Role.CLERK, haikou)).get(page).status_code == 403


def test_the_plan_is_printed(client_for: ClientFor, haikou: Contract) -> None:
    need = make_need(haikou, at=timezone.now())
    make_notice(need)

    answer = client_for(member(Role.ASSESSOR, haikou)).get(
        reverse("staffing:need-plan", args=[haikou.slug, need.pk])
    )

    assert answer.status_code == 200 and answer.content.startswith(b"%PDF")


def test_former_staff_stand_first(client_for: ClientFor, contract: Contract) -> None:
    """000 § 四.4④."""
    qiongshan = with_profile(contract, "qiongshan")
    need = make_need(qiongshan, at=timezone.now())
    make_candidate(need, name="甲新人", preferences=["中共党员"])
    make_candidate(need, name="乙老人", incumbent=True)

    page = client_for(member(Role.DIRECTOR, qiongshan)).get(
        reverse("staffing:need-detail", args=[qiongshan.slug, need.pk])
    ).content.decode()  # fmt: skip

    assert page.index("乙老人") < page.index("甲新人") and "000 § 四.4④" in page


def test_lists_ask_as_often_for_three_as_for_one(
    client_for: ClientFor, haikou: Contract, queries: CaptureQueriesContext
) -> None:
    client, counts = client_for(member(Role.DIRECTOR, haikou)), []
    for _more in range(3):
        need = make_need(haikou, at=timezone.now())
        first = Need.objects.earliest("pk")
        make_candidate(first)
        for name, args in (("need-list", []), ("need-detail", [first.pk])):
            with queries:
                assert client.get(reverse(f"staffing:{name}", args=[haikou.slug, *args])).status_code == 200
            counts.append(len(queries))
        assert need.number

    assert counts[0] == counts[4] <= 25 and counts[1] == counts[5] <= 25
