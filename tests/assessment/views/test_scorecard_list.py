import re
from datetime import date

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessment.models import Scorecard
from contracts.models import Contract
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import ClientAs
from tests.factories.assessment import card_of, entry_on, sign


@pytest.fixture
def url(haikou: Contract) -> str:
    return reverse("assessment:scorecard-list", args=[haikou.slug])


def months(html: str) -> dict[str, str]:
    """The rows of the table: month → its cells as one text."""
    rows = re.findall(r"<tr>\s*<th scope=\"row\"[^>]*>(.*?)</th>(.*?)</tr>", html, re.S)
    return {name: re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cells)).strip() for name, cells in rows}


def test_the_list_shows_each_assessed_month_of_the_year(desk: Client, march: Scorecard, url: str) -> None:
    entry_on(march, "3.10", count=3)
    entry_on(march, "7.10", level="municipal")

    rows = months(desk.get(url, {"year": "1"}).content.decode())

    assert list(rows) == [f"2023 年 {month} 月" for month in range(1, 12)]
    assert rows["2023 年 3 月"] == "录入中 3 2 99 / 105 继续录入"
    assert rows["2023 年 4 月"] == "未建立 — — — 建立"


@pytest.mark.parametrize(
    ("year", "first", "count"),
    [
        pytest.param("1", "2023 年 1 月", 11, id="002-1.9:year-1"),
        pytest.param("2", "2023 年 12 月", 12, id="002-1.9:year-2"),
        pytest.param("3", "2024 年 12 月", 13, id="002-1.9:year-3"),
    ],
)
def test_the_list_goes_by_service_years(
    desk: Client, march: Scorecard, url: str, year: str, first: str, count: int
) -> None:
    rows = months(desk.get(url, {"year": year}).content.decode())

    assert (next(iter(rows)), len(rows)) == (first, count)


def test_the_mean_is_cut_and_its_money_marked(
    desk: Client, haikou: Contract, march: Scorecard, url: str
) -> None:
    for month, count in ((1, 5), (2, 6)):
        entry_on(card_of(haikou, date(2023, month, 1), march.opened_by), "3.10", count=count)

    html = desk.get(url, {"year": "1"}).content.decode()

    assert '<span class="big">96.33</span>' in html  # (95 + 94 + 100) / 3
    assert re.search(r'aria-current="true"><span>≥ 90</span><span>100\s*%</span><span>¥1,126,550.00', html)


def test_opening_a_month_makes_its_card_and_leads_to_it(
    desk: Client, haikou: Contract, march: Scorecard, url: str
) -> None:
    answer = desk.post(url, {"month": "2023-04"})

    card = Scorecard.objects.get(month=date(2023, 4, 1))
    assert answer.headers["Location"] == reverse("assessment:scorecard", args=[haikou.slug, card.month])


@pytest.mark.parametrize(
    ("month", "told"),
    [
        ("2022-12", "2022-12 不在合同任何服务年度"),
        ("2023-13", "请选择要建立的月份"),
        ("", "请选择要建立的月份"),
    ],
)
def test_a_month_that_cannot_be_opened_is_told(
    desk: Client, haikou: Contract, url: str, month: str, told: str
) -> None:
    answer = desk.post(url, {"month": month}, follow=True)

    assert told in answer.content.decode()
    assert not Scorecard.objects.filter(contract=haikou).exists()


def test_the_list_asks_the_same_queries_for_one_card_and_three(
    desk: Client, haikou: Contract, march: Scorecard, url: str, queries: CaptureQueriesContext
) -> None:
    entry_on(march)
    desk.get(url)
    with queries:
        desk.get(url)
    one = len(queries)
    for month in (1, 2):
        for code in ("3.10", "3.17"):
            entry_on(card_of(haikou, date(2023, month, 1), march.opened_by), code)

    with queries:
        desk.get(url)

    assert len(queries) == one


def test_a_reviewer_opens_no_month(client_as: ClientAs, haikou: Contract, march: Scorecard, url: str) -> None:
    reviewer = client_as(Role.REVIEWER)

    assert "建立</button>" not in reviewer.get(url).content.decode()
    assert reviewer.post(url, {"month": "2023-04"}).status_code == 403
    assert Scorecard.objects.filter(contract=haikou).count() == 1


def test_the_contractors_director_sees_no_draft(client_as: ClientAs, march: Scorecard, url: str) -> None:
    entry_on(march, "3.10", count=3)
    director = client_as(Role.DIRECTOR)

    hidden = months(director.get(url, {"year": "1"}).content.decode())["2023 年 3 月"]
    sign(march, "approved")
    shown = months(director.get(url, {"year": "1"}).content.decode())["2023 年 3 月"]

    assert hidden == "未建立 — — —"
    assert shown.startswith("已批准 3 0 97 / 105")


def test_another_contracts_months_are_not_there(stranger: Client, url: str) -> None:
    assert stranger.get(url).status_code == 404
    assert stranger.post(url, {"month": "2023-04"}).status_code == 404


def test_a_clerk_is_refused(client_as: ClientAs, url: str) -> None:
    assert client_as(Role.CLERK).get(url).status_code == 403
