"""The counter's steps on one case: each goes through its action; what is wrong comes back on the form."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.factories.contracts import member
from tests.factories.windows import make_case, make_item
from windows.models import Case
from windows.rules.case_steps import DESK_STEPS

ClientFor = Callable[[User], Client]


@pytest.fixture
def clerk(client_for: ClientFor, contract: Contract) -> Client:
    return client_for(member(Role.CLERK, contract))


def url_of(case: Case, step: str) -> str:
    return f"/{case.contract.slug}/windows/cases/{case.number}/step/{step}/"


def take(client: Client, case: Case, step: str, **values: Any) -> Any:
    return client.post(url_of(case, step), {"revision": case.revision, **values})


def test_accepting_moves_the_case_and_prints_the_notice(clerk: Client, contract: Contract) -> None:
    case = make_case(contract)

    response = take(clerk, case, "accept")

    case.refresh_from_db()
    assert response.status_code == 302
    assert case.state == "accepted" and case.due_on
    assert case.forms.get().kind == "acceptance"


def test_a_step_sent_twice_changes_nothing_more(clerk: Client, contract: Contract) -> None:
    case = make_case(contract)
    take(clerk, case, "accept")

    response = take(clerk, case, "accept")

    assert response.status_code == 409
    assert "刚刚有人更新过" in response.content.decode()
    assert case.forms.count() == 1


def test_telling_names_every_paper_once(clerk: Client, contract: Contract) -> None:
    case = make_case(contract)
    case.materials.filter(position=1).update(taken="missing", received=0)
    values = {"told-1": "on", "why-1": "", "why-2": "盖章不清"}

    assert "还漏了" in take(clerk, case, "tell", other="另附说明").content.decode()
    response = take(clerk, case, "tell", **values, **{"told-2": "on"})

    case.refresh_from_db()
    assert response.status_code == 302
    assert (case.state, case.told_rounds) == ("correcting", 1)
    assert [each["name"] for each in case.forms.get().content["facts"]["told"]] == ["申请表", "平面图"]
    again = clerk.get(url_of(case, "tell")).content.decode()
    assert "已经告知过 1 次" in again and "平面图（盖章不清）" in again
    page = clerk.get(reverse("windows:case-detail", args=[contract.slug, case.number])).content.decode()
    assert "平面图：盖章不清" in page


def test_what_was_brought_later_is_written_down(clerk: Client, contract: Contract) -> None:
    case = make_case(contract, "correcting")
    case.materials.filter(position=1).update(taken="missing", received=0, received_at=None)
    lines = {
        f"{part}-{place}": value for place in (1, 2) for part, value in (("taken", "paper"), ("received", 1))
    }

    assert "没有勾选" in take(clerk, case, "resubmit", **lines).content.decode()
    response = take(clerk, case, "resubmit", **lines, **{"brought-1": "on"})

    case.refresh_from_db()
    assert response.status_code == 302 and case.state == "registered"
    assert case.materials.get(position=1).taken == "paper"


def test_accepting_with_a_gap_needs_the_promise(clerk: Client, contract: Contract) -> None:
    case = make_case(contract)
    case.materials.filter(position=2).update(taken="missing", received=0, received_at=None)
    due = timezone.localdate() + timedelta(days=3)

    assert take(clerk, case, "accept-gap", gap_due_on=due).status_code == 422
    response = take(clerk, case, "accept-gap", gap_due_on=due, promise_signed="on")

    case.refresh_from_db()
    assert response.status_code == 302
    assert case.gap_due_on == due
    assert set(case.forms.values_list("kind", flat=True)) == {"acceptance", "promise"}


def test_a_refusal_comes_back_without_a_reason(clerk: Client, contract: Contract) -> None:
    case = make_case(contract)

    response = take(clerk, case, "refuse", ground="not_ours", reason="属于区级部门职权范围")
    page = response.content.decode()

    assert response.status_code == 422 and "请填机关名称" in page
    assert "属于区级部门职权范围" in page  # what was typed stays

    response = take(
        clerk, case, "refuse", ground="not_ours", reason="属于区级部门职权范围", office="区市场监管局"
    )
    case.refresh_from_db()
    assert response.status_code == 302 and case.state == "not_accepted"
    assert case.forms.get().content["title"] == "不予受理告知书"


def test_an_on_spot_case_is_concluded_in_one_step(clerk: Client, contract: Contract) -> None:
    case = make_case(contract, item=make_item(contract, kind="on_spot"))

    response = take(clerk, case, "conclude", result_number="证001")

    case.refresh_from_db()
    assert response.status_code == 302
    assert (case.state, case.result_number) == ("decided", "证001")


def test_withdrawing_gives_the_papers_back(clerk: Client, contract: Contract) -> None:
    case = make_case(contract, "accepted")

    response = take(clerk, case, "withdraw", reason="暂不经营", taker="")

    case.refresh_from_db()
    assert response.status_code == 302
    assert (case.state, case.holder, case.closing_reason) == ("withdrawn", "applicant", "暂不经营")
    assert case.forms.get().kind == "withdrawal"


def test_small_steps(clerk: Client, contract: Contract) -> None:
    case = make_case(contract, "accepted")

    for step, values in (("scan", {}), ("platform", {"number": "460100X1"}), ("take", {})):
        assert take(clerk, case, step, **values).status_code == 302, step
        case.refresh_from_db()
    assert case.scanned_at and case.platform_number == "460100X1"
    assert case.keeper is not None and case.keeper != case.clerk


def test_a_platform_number_belongs_to_one_case(clerk: Client, contract: Contract) -> None:
    first, case = make_case(contract, platform_number="460100X1"), make_case(contract)

    response = take(clerk, case, "platform", number="460100X1")

    assert response.status_code == 409
    assert first.number in response.content.decode()


@pytest.mark.parametrize("step", DESK_STEPS)
def test_every_step_has_its_page(clerk: Client, contract: Contract, step: str) -> None:
    case = make_case(contract)
    case.materials.filter(position=2).update(taken="missing", received=0)

    response = clerk.get(url_of(case, step))

    assert response.status_code == 200
    assert case.number in response.content.decode()


def test_steps_are_for_the_counter(
    client_for: ClientFor, contract: Contract, other_contract: Contract
) -> None:
    case = make_case(contract)

    assert take(client_for(member(Role.SUPERVISOR, contract)), case, "accept").status_code == 403
    assert take(client_for(member(Role.CLERK, other_contract)), case, "accept").status_code == 404
    assert client_for(member(Role.CLERK, contract)).get(url_of(case, "fly")).status_code == 404
    case.refresh_from_db()
    assert case.state == "registered"
