"""Publishing: the list of what is missing, a name beside each, nothing without it."""

import pytest
from django.urls import reverse

from contracts.models import Contract
from hall_ops.lib.permissions import Role
from staffing.models import RosterGap, RosterWeek
from tests.conftest import ClientFor
from tests.factories.contracts import member
from tests.staffing.roster_hall import MONDAY, Hall

pytestmark = pytest.mark.django_db


def address(contract: Contract) -> str:
    return reverse("staffing:roster-publish", args=[contract.slug]) + f"?week={MONDAY}"


def test_a_week_is_published_with_a_name_beside_each_gap(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    hall.plan(hall.cell("林二"))
    client = client_for(hall.supervisor)
    page = client.get(address(contract)).content.decode()
    assert "周一上午 02 号窗口没有人" in page and "本周没有排班的人：林三、机动员" in page
    version = RosterWeek.objects.get().version
    field = f"gap-{MONDAY}-{hall.am.pk}-w{hall.windows[1].pk}"

    answer = client.post(address(contract), {"version": version})
    assert answer.status_code == 422 and not RosterGap.objects.exists()
    values = {
        "version": version,
        f"{field}-responsible": hall.people["林三"].pk,
        f"{field}-reason": "请假无人可替",
    }
    answer = client.post(address(contract), values, follow=True)

    assert "已发布" in answer.content.decode()
    assert RosterGap.objects.get().reason == "请假无人可替"
    assert RosterWeek.objects.get().published_by == hall.supervisor


def test_one_word_answers_for_every_gap_but_those_that_have_their_own(
    client_for: ClientFor, contract: Contract
) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    hall.plan(hall.cell("林二"))
    hall.plan(hall.cell("林一"))
    client = client_for(hall.supervisor)
    assert "全部空缺" in client.get(address(contract)).content.decode()
    own = f"gap-{MONDAY}-{hall.am.pk}-w{hall.windows[1].pk}"

    values = {
        "version": RosterWeek.objects.get().version,
        "all-responsible": hall.people["林三"].pk,
        "all-reason": "一人离职，补员中",
        f"{own}-reason": "设备检修",
    }
    client.post(address(contract), values)

    assert sorted(RosterGap.objects.values_list("reason", flat=True)) == ["一人离职，补员中", "设备检修"]
    assert set(RosterGap.objects.values_list("responsible__name", flat=True)) == {"林三"}


def test_somebody_elses_change_since_is_told(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    hall.full_week()

    answer = client_for(hall.supervisor).post(address(contract), {"version": 1}, follow=True)

    assert "又被改过" in answer.content.decode() and RosterWeek.objects.get().state == "draft"


def test_a_wrong_shift_is_listed_and_bars(client_for: ClientFor, contract: Contract) -> None:
    hall = Hall.of(contract)
    hall.full_week()
    hall.leave("林一")

    page = client_for(hall.supervisor).get(address(contract)).content.decode()

    assert "先改正这些班次" in page and "林一 周一上午" in page


def test_who_may_publish(client_for: ClientFor, contract: Contract, other_contract: Contract) -> None:
    hall = Hall.of(contract)

    assert client_for(hall.leader).get(address(contract)).status_code == 403
    assert client_for(member(Role.SUPERVISOR, other_contract)).get(address(contract)).status_code == 404
