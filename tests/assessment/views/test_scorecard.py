import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from assessment.enums import CardState
from assessment.models import Scorecard
from hall_ops.lib.permissions import Role
from tests.assessment.views.conftest import Address, ClientAs
from tests.factories.assessment import card_of, entry_on, many_entries, sign

MOST_QUERIES = 15


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_the_card_shows_groups_score_tier_and_money(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march, "3.10", count=3)
    entry_on(march, "7.10", level="municipal")

    answer = desk.get(address("scorecard"))

    text = plain(answer.content.decode())
    assert answer.status_code == 200
    assert "2023 年 3 月 服务质量考核表" in text and "滨海政务服务有限公司" in text
    assert "本项 30 分，已扣 3 分，得 27 分" in text
    assert "加 2 分，减 0 分，计 2 分" in text
    assert "99 / 105" in text and "1,126,550.00" in text and "957,567.50" in text
    assert answer.content.count(b'class="card-row"') == 105


def test_a_card_without_entries_is_full(desk: Client, address: Address) -> None:
    assert "100 / 105" in plain(desk.get(address("scorecard")).content.decode())


def test_the_card_points_at_one_fact_under_two_criteria(
    desk: Client, march: Scorecard, address: Address
) -> None:
    for code in ("3.1", "3.29"):
        entry_on(march, code, occurred_on=date(2023, 3, 9), subject="第二办事大厅")

    text = plain(desk.get(address("scorecard")).content.decode())

    assert text.count("可能重复") == 3  # two rows and the notice above them
    assert "有 2 个条款可能把同一事实计了两次" in text


def test_the_card_counts_entries_without_grounds(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march)
    entry_on(march, "3.17", occurred_on=date(2023, 3, 9), note="迟到 6 分钟")

    assert "有 1 条记录还没写明日期、人员或说明" in plain(desk.get(address("scorecard")).content.decode())


def test_what_people_wrote_is_shown_as_text(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march, subject="<script>alert(1)</script>", occurred_on=date(2023, 3, 9))

    html = desk.get(address("scorecard")).content.decode()

    assert "<script>alert(1)" not in html and "&lt;script&gt;alert(1)" in html


@pytest.mark.parametrize("number", [0, 3, 200])
def test_the_page_asks_the_same_few_queries_at_any_length(
    desk: Client, march: Scorecard, address: Address, number: int
) -> None:
    empty = queries_of(desk, address("scorecard"))
    many_entries(march, number)

    filled = queries_of(desk, address("scorecard"))

    assert len(filled) == len(empty), "\n".join(filled)
    assert len(filled) <= MOST_QUERIES, "\n".join(filled)


def test_the_page_asks_the_same_few_queries_in_a_full_year(
    desk: Client, march: Scorecard, address: Address
) -> None:
    alone = queries_of(desk, address("scorecard"))
    for month in (1, 2):
        entry_on(card_of(march.contract, date(2023, month, 1), march.opened_by))

    assert len(queries_of(desk, address("scorecard"))) == len(alone)


def queries_of(client: Client, url: str) -> list[str]:
    """The queries of the second visit: what is kept in memory for good is read once."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    return [query["sql"][:140] for query in caught.captured_queries]


def test_the_date_of_assessment_is_kept(desk: Client, march: Scorecard, address: Address) -> None:
    answer = desk.post(address("scorecard"), {"assessed_on": "2023-04-03"}, follow=True)

    march.refresh_from_db()
    assert march.assessed_on == date(2023, 4, 3)
    assert 'value="2023-04-03"' in answer.content.decode()


@pytest.mark.parametrize("given", ["", "2023-02-30", "昨天"])
def test_a_date_that_is_none_is_refused_in_chinese(
    desk: Client, march: Scorecard, address: Address, given: str
) -> None:
    answer = desk.post(address("scorecard"), {"assessed_on": given}, follow=True)

    assert "考核日期不是有效日期，请按 年-月-日 填写。" in answer.content.decode()
    march.refresh_from_db()
    assert march.assessed_on is None


def test_a_signed_card_is_shown_without_controls(desk: Client, march: Scorecard, address: Address) -> None:
    entry_on(march)
    sign(march)

    html = desk.get(address("scorecard")).content.decode()

    assert 'data-editable="0"' in html and 'id="quick-input"' not in html and "data-step=" not in html


def test_a_reviewer_reads_but_has_no_controls(client_as: ClientAs, address: Address) -> None:
    html = client_as(Role.REVIEWER).get(address("scorecard")).content.decode()

    assert 'data-editable="0"' in html and 'id="quick-input"' not in html


def test_a_reviewer_sets_no_date(client_as: ClientAs, march: Scorecard, address: Address) -> None:
    answer = client_as(Role.REVIEWER).post(address("scorecard"), {"assessed_on": "2023-04-03"})

    assert answer.status_code == 403
    march.refresh_from_db()
    assert march.assessed_on is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.TEAM_LEADER, Role.LIAISON])
def test_roles_without_the_right_are_refused(client_as: ClientAs, address: Address, role: Role) -> None:
    assert client_as(role).get(address("scorecard")).status_code == 403


def test_another_contracts_card_is_not_there(stranger: Client, address: Address) -> None:
    assert stranger.get(address("scorecard")).status_code == 404
    assert stranger.post(address("scorecard"), {"assessed_on": "2023-04-03"}).status_code == 404


def test_the_contractor_sees_a_card_once_it_is_approved(
    client_as: ClientAs, march: Scorecard, address: Address
) -> None:
    director = client_as(Role.DIRECTOR)
    seen = {}
    for state in CardState:
        sign(march, state)
        seen[state] = director.get(address("scorecard")).status_code

    assert seen == {"draft": 404, "assessed": 404, "reviewed": 404, "approved": 200, "closed": 200}


def test_a_month_without_a_card_is_not_there(desk: Client, march: Scorecard, address: Address) -> None:
    assert desk.get(address("scorecard").replace("2023-03", "2023-05")).status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, address: Address, assessor: User) -> None:
    answer = client.get(address("scorecard"))

    assert answer.status_code == 302 and "next=" in answer.headers["Location"]
