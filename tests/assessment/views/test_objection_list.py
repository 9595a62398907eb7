from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.enums import Ruling
from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.signing import People, objected, ruled, signed, told
from tests.assessment.views.conftest import ClientAs
from tests.conftest import sign_in_quickly


def url(card: Scorecard) -> str:
    return reverse("assessment:objection-list", args=[card.contract.slug])


def test_the_list_says_what_waits_for_whom(march: Scorecard, people: People) -> None:
    told(march)
    told(march, "3.26")
    card = signed(march, people)
    director, reviewer = sign_in_quickly(people.director), sign_in_quickly(people.reviewer)

    assert "提出申辩" in director.get(url(card)).content.decode()
    assert "提出申辩</a>" not in reviewer.get(url(card)).content.decode()
    first = objected(card, people)
    assert "审核人裁定" in director.get(url(card)).content.decode()
    assert ">裁定</a>" in reviewer.get(url(card)).content.decode()
    ruled(first, people, Ruling.UPHELD)

    text = director.get(url(card)).content.decode()
    assert "成立，撤销扣分" in text and "更正版待考核人签署" in text


def test_three_objections_take_the_queries_of_one(
    march: Scorecard, people: People, queries: CaptureQueriesContext
) -> None:
    for code in ("3.10", "3.26", "3.54"):
        told(march, code)
    card, client, counts = signed(march, people), sign_in_quickly(people.reviewer), []
    for numbers in ((1,), (2, 3)):
        for number in numbers:
            objected(card, people, number)
        client.get(url(card))
        with queries:
            client.get(url(card))
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_empty_list_says_what_to_expect(desk: Client, march: Scorecard) -> None:
    assert "现在没有可申辩的考核表" in desk.get(url(march)).content.decode()


def test_who_may_read_the_list(client_as: ClientAs, stranger: Client, march: Scorecard) -> None:
    roles = (Role.DIRECTOR, Role.SUPERVISOR, Role.APPROVER, Role.AUDITOR, Role.CLERK, Role.TEAM_LEADER)

    assert [client_as(role).get(url(march)).status_code for role in roles] == [200, 403, 200, 200, 403, 403]
    assert stranger.get(url(march)).status_code == 404
