"""The page of one case: what it shows, what it offers to whom, who may not see it."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_department, make_item
from tests.windows.case_samples import ID_NUMBER, PHONE, make_sample_form, make_whole_case
from tests.windows.papers import make_hall
from windows.actions.chases import chase_department
from windows.actions.moves import touch_case
from windows.models import Case

ClientFor = Callable[[User], Client]


def page_of(client: Client, case: Case) -> str:
    response = client.get(f"/{case.contract.slug}/windows/cases/{case.number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_tells_the_whole_case(client_for: ClientFor, contract: Contract) -> None:
    case = make_whole_case(contract, "transferred", situation="新办")
    form = make_sample_form("acceptance", case)
    touch_case(
        by=case.clerk, at=timezone.now(), case=case, action="scan", why="已上传", scanned_at=timezone.now()
    )

    page = page_of(client_for(member(Role.CLERK, contract)), case)

    for words in (
        case.number,
        "食品经营许可",
        "部门办理中",
        "平面图",
        form.number,
        "登记材料扫描",
        "已上传",
        "部门",
    ):
        assert words in page
    assert f"/forms/{form.pk}/" in page


def test_the_page_masks_the_applicant(client_for: ClientFor, contract: Contract) -> None:
    case = make_whole_case(contract)

    page = page_of(client_for(member(Role.CLERK, contract)), case)

    assert "陈大明" not in page and ID_NUMBER not in page and PHONE not in page
    assert "陈**" in page and "138****5678" in page and "unmask" in page


@pytest.mark.parametrize(
    ("role", "state", "offered", "not_offered"),
    [
        (Role.CLERK, "registered", ["step/accept/", "step/refuse/", "step/withdraw/"], ["/void/", "/chase/"]),
        (Role.CLERK, "correcting", ["step/resubmit/"], ["step/tell/"]),
        (Role.CLERK, "transferred", ["step/withdraw/", "/chase/"], ["step/accept/", "/special/"]),
        (Role.CLERK, "archived", [], ["step/", "/chase/"]),
        (Role.SUPERVISOR, "registered", ["/void/"], ["step/", "/chase/"]),
        (Role.SUPERVISOR, "transferred", ["/chase/", "/special/record/"], ["step/", "/void/"]),
        (Role.DIRECTOR, "transferred", ["/chase/"], ["step/", "/special/", "/void/"]),
    ],
)
def test_the_page_offers_what_state_and_role_allow(
    client_for: ClientFor, contract: Contract, role: Role, state: str, offered: list[str], not_offered: list[str]
) -> None:  # fmt: skip
    case = make_case(contract, state)

    page = page_of(client_for(member(role, contract)), case)

    assert not [each for each in offered if f"/{case.number}/{each.lstrip('/')}" not in page]
    assert not [each for each in not_offered if f"/{case.number}/{each.lstrip('/')}" in page]


def test_the_next_step_stands_first(client_for: ClientFor, contract: Contract) -> None:
    case = make_case(contract, "registered")
    client = client_for(member(Role.CLERK, contract))

    assert (
        'btn btn-primary" href="' + f"/{contract.slug}/windows/cases/{case.number}/step/accept/"
        in page_of(client, case)
    )

    case.materials.filter(necessity="deferrable").update(taken="missing", received=0)
    assert f'btn btn-primary" href="/{contract.slug}/windows/cases/{case.number}/step/accept-gap/' in page_of(
        client, case
    )

    case.materials.update(taken="missing", received=0)
    assert f'btn btn-primary" href="/{contract.slug}/windows/cases/{case.number}/step/tell/' in page_of(
        client, case
    )


def test_a_liaison_sees_its_own_department_only(client_for: ClientFor, contract: Contract) -> None:
    mine = make_department(contract)
    liaison = client_for(member(Role.LIAISON, contract, department=mine))
    own = make_case(contract, "transferred", item=make_item(contract, department=mine))
    foreign = make_case(contract, "transferred")

    page = page_of(liaison, own)
    assert "/special/start/" in page and "/chase/" not in page
    assert liaison.get(f"/{contract.slug}/windows/cases/{foreign.number}/").status_code == 404


def test_a_chase_waits_for_the_department_on_the_page(client_for: ClientFor, contract: Contract) -> None:
    mine = make_department(contract)
    case = make_case(contract, "transferred", item=make_item(contract, department=mine))
    chase_department(
        by=member(Role.SUPERVISOR, contract), at=timezone.now(), case=case, way="phone", words="请尽快办结"
    )

    assert "待答复" in page_of(client_for(member(Role.CLERK, contract)), case)
    page = page_of(client_for(member(Role.LIAISON, contract, department=mine)), case)
    assert "请尽快办结" in page and 'name="answer"' in page


def test_others_do_not_see_the_case(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    case = make_case(contract)
    url = f"/{contract.slug}/windows/cases/{case.number}/"

    assert client_for(member(Role.CLERK, other_contract)).get(url).status_code == 404
    assert client_for(member(Role.AUDITOR, contract)).get(url).status_code == 403
    assert client_for(member(Role.CLERK, contract)).get(url.replace(case.number, "T-0")).status_code == 404


def test_the_page_takes_the_same_queries_however_long_the_history(
    client_for: ClientFor, contract: Contract, queries: CaptureQueriesContext
) -> None:
    case, by = make_whole_case(contract, "transferred"), member(Role.SUPERVISOR, contract)
    client, counts = client_for(member(Role.CLERK, contract)), []
    page_of(client, case)
    for way in ("phone", "system", "visit"):
        chase_department(by=by, at=timezone.now(), case=case, way=way, words="请尽快")
        make_sample_form("receipt", case)
        with queries:
            page_of(client, case)
        counts.append(len(queries))

    assert counts[0] == counts[-1] < 20


def test_the_page_leads_to_whoever_is_next(client_for: ClientFor) -> None:
    hall = make_hall()
    shelved, (there,) = hall.shelved(), hall.with_department(hall.case())
    clerk, liaison = client_for(hall.clerk), client_for(hall.liaison)

    found = re.search(r'href="([^"]+/issue/\?find=[^"]+)"', page_of(clerk, shelved))

    assert found and shelved.number in clerk.get(found[1]).content.decode()
    assert "/issue/?find=" not in page_of(client_for(hall.supervisor), shelved)
    deciding = f"/windows/results/{there.number}/"
    assert (
        deciding in page_of(liaison, there)
        and liaison.get(f"/{hall.contract.slug}{deciding}").status_code == 200
    )
    assert deciding not in page_of(clerk, there)
