"""The calendar's upkeep: paste the notice, look, confirm; move one day."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from contracts.actions.calendar import seed_year
from contracts.models import WorkDay
from hall_ops.lib.permissions import INSTALLATION_ROLES, Role
from tests.conftest import ClientFor
from tests.contracts.test_rules_holiday_notice import OF_2026
from tests.factories.contracts import ContractFactory, member

URL, DAY_URL = reverse("contracts:calendar-notice"), reverse("contracts:calendar-day")
NOVEMBER = datetime(2025, 11, 22, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(NOVEMBER, tick=False):
        yield


@pytest.fixture
def admin(client_for: ClientFor, db: None) -> Client:
    WorkDay.objects.create(
        date=date(2026, 1, 1), kind="holiday", name="元旦", source="推算", provisional=True
    )
    return client_for(member(Role.SYSTEM_ADMIN))


def test_the_year_that_waits_is_opened_and_the_desk_points_to_it(admin: Client) -> None:
    text = admin.get(URL).content.decode()

    assert "2026 年工作日历维护" in text and "录入 2026 年放假通知" in text
    assert f"{URL}?year=2026" in admin.get(reverse("contracts:home")).content.decode()


def test_a_notice_is_shown_first_and_written_when_confirmed(admin: Client) -> None:
    form = {"source": "国办发明电〔2025〕7号", "text": OF_2026}

    shown = admin.post(f"{URL}?year=2026", form).content.decode()

    assert "读到的放假安排" in shown and "02-14" in shown and "写入 2026 年" in shown
    assert WorkDay.objects.count() == 1
    page = admin.post(f"{URL}?year=2026", {**form, "take": "1"}, follow=True).content.decode()
    assert WorkDay.objects.filter(provisional=False).count() == 365
    assert "2026 年的放假安排已写入" in page and "已按通知" in page
    assert f"{URL}?year=2026" not in admin.get(reverse("contracts:home")).content.decode()


@pytest.mark.parametrize("take", [{}, {"take": "1"}])
def test_a_slip_is_told_and_what_was_pasted_stays(admin: Client, take: dict[str, str]) -> None:
    wrong = OF_2026.replace("共9天", "共8天")

    response = admin.post(f"{URL}?year=2026", {"source": "国办", "text": wrong, **take})

    text = response.content.decode()
    assert response.status_code == 422 and "写明共 8 天，按日期是 9 天" in text and "共8天" in text
    assert WorkDay.objects.count() == 1


def test_one_day_is_moved(admin: Client) -> None:
    seed_year(by=None, at=NOVEMBER, year=2026)
    form = {"day": "2026-07-06", "works": "off", "name": "防台风停业", "reason": "市政府通告"}

    page = admin.post(DAY_URL, form, follow=True).content.decode()

    assert "2026-07-06 已改为防台风停业" in page
    refused = admin.post(DAY_URL, {**form, "name": ""})
    assert refused.status_code == 422 and "须写明节日或事由" in refused.content.decode()
    assert admin.post(DAY_URL, {"day": "昨天"}).status_code == 422


def test_a_year_that_is_over_has_no_forms(admin: Client) -> None:
    text = admin.get(URL, {"year": "2024"}).content.decode()

    assert "已经过去" in text and "预览" not in text


def test_the_page_asks_a_bounded_number_of_questions(
    admin: Client, django_assert_max_num_queries: object
) -> None:
    seed_year(by=None, at=NOVEMBER, year=2026)

    with django_assert_max_num_queries(10):  # type: ignore[operator]
        admin.get(URL, {"year": "2026"})


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.DIRECTOR, Role.SECURITY_ADMIN, Role.AUDITOR])
def test_others_have_no_way_in(client_for: ClientFor, db: None, role: Role) -> None:
    client = client_for(member(role, None if role in INSTALLATION_ROLES else ContractFactory()))

    assert client.get(URL).status_code == 403
    assert (
        client.post(DAY_URL, {"day": "2026-07-06", "works": "off", "name": "停", "reason": "无"}).status_code
        == 403
    )
    assert not WorkDay.objects.exists()
