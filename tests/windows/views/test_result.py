"""The department's list: deciding, returning, sending back."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from hall_ops.lib.permissions import Role
from tests.conftest import ClientFor
from tests.factories.contracts import MembershipFactory, member
from tests.windows.papers import Hall, fresh, make_hall, new_key
from windows.actions.results import return_case
from windows.models import Case, CaseResult, HandOver

pytestmark = pytest.mark.django_db
GRANT = {"outcome": "granted", "kind": "licence", "name": "食品经营许可证", "number": "JY1", "copies": "1"}
BY_HAND = {"way": "messenger", "messenger_name": "符小明"}


@pytest.fixture
def hall() -> Hall:
    return make_hall()


@pytest.fixture
def case(hall: Hall) -> Case:
    return hall.with_department(hall.case())[0]


def url(hall: Hall, screen: str, *args: object) -> str:
    return reverse(f"windows:result-{screen}", args=[hall.contract.slug, *args])


def decision(case: Case, **changes: str) -> dict[str, str]:
    return {**GRANT, "revision": str(case.revision), "key": new_key(), **changes}


def test_overdue_cases_come_first(client_for: ClientFor, hall: Hall, case: Case) -> None:
    late = hall.with_department(hall.case())[0]
    Case.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=9))

    response = client_for(hall.liaison).get(url(hall, "list"))

    assert [row["case"] for row in response.context["rows"]] == [late, case]
    assert response.context["overdue"] == 1 and "逾期" in response.content.decode()


def test_a_scan_opens_the_case(client_for: ClientFor, hall: Hall, case: Case) -> None:
    client = client_for(hall.liaison)

    assert client.get(url(hall, "list"), {"find": case.number})["Location"] == url(
        hall, "decide", case.number
    )
    assert "没有找到" in client.get(url(hall, "list"), {"find": "QS-404"}).content.decode()


def test_a_decision_leads_to_the_next_case(client_for: ClientFor, hall: Hall, case: Case) -> None:
    following = hall.with_department(hall.case())[0]
    client = client_for(hall.liaison)
    assert "作出决定" in client.get(url(hall, "decide", case.number)).content.decode()

    response = client.post(url(hall, "decide", case.number), decision(case, next="1"))

    assert fresh(case).state == "decided" and response["Location"] == url(hall, "decide", following.number)


def test_a_decision_sent_twice_is_one(client_for: ClientFor, hall: Hall, case: Case) -> None:
    client, data = client_for(hall.liaison), decision(case)

    answers = [client.post(url(hall, "decide", case.number), data) for _ in range(2)]

    assert [each.status_code for each in answers] == [302, 302] and CaseResult.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"outcome": ""}, 422, "办理结果"),
        ({"outcome": "denied"}, 422, "写明事实和依据"),
        ({"number": ""}, 422, "请填文件编号"),
        ({"valid_to": "2030-01-01"}, 422, "请填生效日期"),
        ({"valid_from": "2030-01-02", "valid_to": "2030-01-01"}, 422, "截止日期早于生效日期"),
        ({"valid_from": "2026-02-30"}, 422, "生效日期"),
        ({"revision": "1"}, 409, "刚刚有人更新过"),
        ({"copies": "-1"}, 422, "份数"),
    ],
)
def test_a_decision_that_does_not_fit_is_not_kept(
    client_for: ClientFor, hall: Hall, case: Case, changes: dict[str, str], status: int, says: str
) -> None:
    response = client_for(hall.liaison).post(url(hall, "decide", case.number), decision(case, **changes))

    assert response.status_code == status and says in response.content.decode()
    assert fresh(case).state == "transferred"


def test_a_case_goes_back_undecided_with_its_reason(client_for: ClientFor, hall: Hall, case: Case) -> None:
    client = client_for(hall.liaison)
    assert client.post(url(hall, "return", case.number), {"reason": ""}).status_code == 422

    client.post(url(hall, "return", case.number), {"reason": "非本部门事项"})
    listed = client.get(url(hall, "list"), {"tab": "back"}).content.decode()
    response = client.post(url(hall, "send"), {**BY_HAND, "key": new_key()})
    again = client.post(url(hall, "return", case.number), {"reason": "再退"})

    assert "非本部门事项" in listed and response.status_code == 302
    assert HandOver.objects.get(direction="back").state == "sent" and again.status_code == 409
    assert "不能作出决定" in client.get(url(hall, "decide", case.number)).content.decode()


def test_ticked_results_go_back_in_one_batch(client_for: ClientFor, hall: Hall, case: Case) -> None:
    decided = [hall.decide(each) for each in (case, hall.with_department(hall.case())[0])]
    client = client_for(hall.liaison)
    assert all(
        each.number in client.get(f"{url(hall, 'list')}?tab=back").content.decode() for each in decided
    )
    data = {**BY_HAND, "key": new_key(), "cases": [decided[0].pk, "x", "²"]}

    client.post(url(hall, "send"), data)

    batch = HandOver.objects.get(direction="back")
    assert [line.case for line in batch.lines.all()] == [decided[0]]
    assert (fresh(decided[0]).holder, fresh(decided[1]).holder) == ("on_the_way", "department")


def test_nothing_ticked_and_no_messenger(client_for: ClientFor, hall: Hall, case: Case) -> None:
    hall.decide(case)
    client = client_for(hall.liaison)

    assert client.post(url(hall, "send"), {**BY_HAND, "key": new_key()}).status_code == 409
    assert client.post(url(hall, "send"), {"key": new_key()}).status_code == 422
    assert not HandOver.objects.filter(direction="back").exists()


def test_a_case_laid_with_the_returns_says_so(client_for: ClientFor, hall: Hall, case: Case) -> None:
    return_case(by=hall.liaison, at=timezone.now(), case=case, reason="有误")

    text = client_for(hall.liaison).get(url(hall, "decide", case.number)).content.decode()

    assert "请先从单内移出" in text and "作出决定</header>" not in text


def test_roles_departments_and_contracts(client_for: ClientFor, hall: Hall, case: Case) -> None:
    other = client_for(MembershipFactory(role=Role.LIAISON, contract=hall.contract).user)
    decide, back = url(hall, "decide", case.number), url(hall, "return", case.number)

    assert (
        other.get(decide).status_code == other.post(decide).status_code == other.post(back).status_code == 404
    )
    assert case.number not in other.get(url(hall, "list")).content.decode()
    for role in (Role.CLERK, Role.SUPERVISOR, Role.ASSESSOR):
        client = client_for(member(role, hall.contract))
        for address in (url(hall, "list"), decide):
            assert client.get(address).status_code == 403
        for address in (decide, back, url(hall, "send")):
            assert client.post(address).status_code == 403
    assert client_for(hall.stranger).get(decide).status_code == 404


@pytest.mark.parametrize("tab", ["decide", "back"])
def test_the_list_takes_the_same_queries_however_long(
    client_for: ClientFor, hall: Hall, queries: Any, tab: str
) -> None:
    client, counts = client_for(hall.liaison), []
    for rows in (1, 2):
        for case in hall.with_department(*[hall.case() for _ in range(3 * rows)])[rows:]:
            hall.decide(case) if rows % 2 else return_case(
                by=hall.liaison, at=timezone.now(), case=case, reason="误"
            )
        if rows == 1:
            first = hall.with_department(hall.case())[0]
            return_case(by=hall.liaison, at=timezone.now(), case=first, reason="误")
        with queries:
            client.get(url(hall, "list"), {"tab": tab})
        counts.append(len(queries))

    assert counts[0] == counts[1] < 20, counts
