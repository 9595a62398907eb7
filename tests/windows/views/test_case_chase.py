"""Chasing a department, and its answer."""

from collections.abc import Callable

from django.test import Client

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from windows.models import Case

ClientFor = Callable[[User], Client]
WORDS = {"way": "phone", "words": "请尽快办理"}


def url_of(case: Case) -> str:
    return f"/{case.contract.slug}/windows/cases/{case.number}/chase/"


def test_a_department_is_chased_and_answers(client_for: ClientFor, contract: Contract) -> None:
    department = make_department(contract)
    case = make_case(contract, "transferred", item=make_item(contract, department=department))
    asker = client_for(member(Role.SUPERVISOR, contract))
    liaison = client_for(member(Role.LIAISON, contract, department=department))

    assert case.number in asker.get(url_of(case)).content.decode()
    assert asker.post(url_of(case), WORDS).status_code == 302
    chase = case.chases.get()
    assert liaison.post(f"{url_of(case)}{chase.pk}/", {"answer": ""}).status_code == 422
    past = {"answer": "本周办结", "expected_on": "2020-01-01"}
    assert liaison.post(f"{url_of(case)}{chase.pk}/", past).status_code == 409
    assert liaison.post(f"{url_of(case)}{chase.pk}/", {"answer": "本周办结"}).status_code == 302

    chase.refresh_from_db()
    assert chase.answer == "本周办结" and chase.answered_by is not None
    assert list(case.events.order_by("pk").values_list("action", flat=True)) == ["chase", "answer_chase"]


def test_one_question_at_a_time(client_for: ClientFor, contract: Contract) -> None:
    case, client = make_case(contract, "transferred"), client_for(member(Role.CLERK, contract))

    assert client.post(url_of(case), WORDS).status_code == 302
    response = client.post(url_of(case), WORDS)
    assert response.status_code == 409 and "还没有答复" in response.content.decode()
    assert client.post(url_of(case), WORDS | {"way": "visit"}).status_code == 302


def test_a_department_does_not_chase_itself(client_for: ClientFor, contract: Contract) -> None:
    department = make_department(contract)
    case = make_case(contract, "transferred", item=make_item(contract, department=department))
    liaison = client_for(member(Role.LIAISON, contract, department=department))

    assert liaison.post(url_of(case), WORDS).status_code == 409
    assert not case.chases.exists()


def test_a_decided_case_is_not_chased(client_for: ClientFor, contract: Contract) -> None:
    case = make_case(contract, "decided")

    assert client_for(member(Role.CLERK, contract)).post(url_of(case), WORDS).status_code == 409


def test_others_neither_chase_nor_answer(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    case = make_case(contract, "transferred")
    client_for(member(Role.CLERK, contract)).post(url_of(case), WORDS)
    answer = f"{url_of(case)}{case.chases.get().pk}/"

    assert client_for(member(Role.CLERK, other_contract)).post(url_of(case), WORDS).status_code == 404
    assert client_for(member(Role.CLERK, contract)).post(answer, {"answer": "好"}).status_code == 403
    other = member(Role.LIAISON, contract, department=make_department(contract))
    assert client_for(other).post(answer, {"answer": "好"}).status_code == 404
