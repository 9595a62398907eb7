from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from assessment.actions.entries import EntryData, change_entry
from assessment.models import Entry, Scorecard
from hall_ops.lib.permissions import Role
from records.models import AuditEvent
from tests.assessment.views.conftest import Address, ClientAs, Send
from tests.factories.assessment import card_of, entry_on, haikou_contract, new_key, sign
from tests.factories.contracts import member

CHANGE = {"op": "change", "entry": "1", "criterion": "3.10", "count": "5"}


def test_a_step_is_counted_and_the_fresh_parts_come_back(march: Scorecard, send: Send) -> None:
    answer = send(op="step", criterion="3.10", delta="2")

    assert answer.status_code == 200
    assert Entry.objects.get().count == 2
    html = answer.content.decode()
    assert 'id="row-3.10"' in html and 'data-count="2"' in html
    assert 'id="row-3.11"' not in html
    assert 'id="head-3a"' in html and 'id="card-side"' in html and "98<small> / 105" in html
    assert answer.headers["X-Card-Version"] == "1"


def test_the_same_step_sent_again_counts_once(march: Scorecard, send: Send) -> None:
    for _twice in range(2):
        answer = send(op="step", criterion="3.10", delta="1", key="same-key-again")

    assert answer.status_code == 200 and 'data-count="1"' in answer.content.decode()
    assert Entry.objects.get().count == 1


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({**CHANGE, "version": "1", "note": "迟到"}, id="change"),
        pytest.param({"op": "withdraw", "entry": "1", "version": "1", "reason": "误记"}, id="withdraw"),
    ],
)
def test_a_change_whose_answer_was_lost_may_be_sent_again(
    march: Scorecard, send: Send, fields: dict[str, str]
) -> None:
    entry_on(march, count=1)

    first = send(**fields, key="same-key-again")
    again = send(**{**fields, "version": "2"}, key="same-key-again")

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.headers["X-Card-Version"] == first.headers["X-Card-Version"]
    assert Entry.objects.get().version == 2
    told = f"entry.{fields['op']}"
    assert AuditEvent.objects.filter(action=told).count() == 1


def test_a_changes_key_with_another_content_is_422(march: Scorecard, send: Send) -> None:
    entry_on(march, count=1)
    send(**CHANGE, version="1", key="same-key-again")

    answer = send(**{**CHANGE, "count": "6"}, version="2", key="same-key-again")

    assert answer.status_code == 422 and "编号相同但内容不同" in answer.content.decode()
    assert Entry.objects.get().count == 5


def test_the_same_key_with_another_body_is_422(march: Scorecard, send: Send) -> None:
    send(op="step", criterion="3.10", delta="1", key="same-key-again")

    answer = send(op="step", criterion="3.10", delta="2", key="same-key-again")

    assert answer.status_code == 422 and "编号相同但内容不同" in answer.content.decode()
    assert Entry.objects.get().count == 1


def test_an_entry_is_added_with_all_it_rests_on(march: Scorecard, send: Send) -> None:
    fields = {
        "criterion": "7.10",
        "count": "1",
        "level": "provincial",
        "occurred_on": "2023-03-15",
        "subject": "大厅",
    }

    answer = send(op="add", note="巾帼文明岗", open="7.10", **fields)

    entry = Entry.objects.get()
    assert (entry.level, entry.occurred_on, entry.note) == ("provincial", date(2023, 3, 15), "巾帼文明岗")
    assert 'id="detail-7.10"' in answer.content.decode() and 'id="entry-1"' in answer.content.decode()


def test_a_change_answers_with_overlapping_rows_too(march: Scorecard, send: Send) -> None:
    entry_on(march, "3.10")
    entry_on(march, "3.17")

    html = send(**{**CHANGE, "version": "1"}).content.decode()

    assert 'id="row-3.10"' in html and 'id="row-3.17"' in html
    assert Entry.objects.get(number=1).count == 5


def test_a_withdrawal_takes_the_entry_off(march: Scorecard, send: Send) -> None:
    entry_on(march, count=3)

    answer = send(op="withdraw", entry="1", version="1", reason="与 3.17 同一事实")

    assert answer.status_code == 200 and 'data-count="0"' in answer.content.decode()
    assert Entry.objects.get().withdrawn_reason == "与 3.17 同一事实"


def test_a_stale_change_is_a_conflict_that_shows_both(
    march: Scorecard, send: Send, colleague: User, assessor: User
) -> None:
    entry = entry_on(march, note="原来")
    data = EntryData("3.10", 7, occurred_on=date(2023, 3, 8), subject="窗口 09", note="他们的")
    change_entry(by=colleague, at=entry.created_at, entry=entry, version=1, data=data)

    answer = send(**CHANGE, version="1", occurred_on="2023-03-06", subject="窗口 03", note="我的")

    html = answer.content.decode()
    assert answer.status_code == 409 and answer.headers["Content-Type"].startswith("text/html")
    for shown in (
        "林志明 已在",
        "我的",
        "他们的",
        "窗口 03",
        "窗口 09",
        "2023-03-06",
        "2023-03-08",
        "5",
        "7",
    ):
        assert f">{shown}" in html, shown
    assert 'data-keep="mine" data-version="2"' in html and 'data-keep="theirs"' in html
    entry.refresh_from_db()
    assert (entry.count, entry.note) == (7, "他们的")


def test_a_conflict_with_a_withdrawal_offers_no_own_version(march: Scorecard, send: Send) -> None:
    entry_on(march)
    send(op="withdraw", entry="1", version="1", reason="误记", key=new_key())

    answer = send(**CHANGE, version="1", note="我的")

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "已撤回：误记" in html and 'data-keep="mine"' not in html


@pytest.mark.parametrize(
    ("fields", "status", "told"),
    [
        pytest.param({"op": "melt"}, 409, "无法识别的操作", id="unknown wish"),
        pytest.param(
            {"op": "step", "criterion": "3.99", "delta": "1"}, 422, "没有条款 3.99", id="unknown criterion"
        ),
        pytest.param(
            {"op": "step", "criterion": "7.10", "delta": "1"}, 422, "请打开明细录入", id="needs a level"
        ),
        pytest.param(
            {"op": "step", "criterion": "3.1", "delta": "-1"}, 409, "逐条撤回", id="nothing to take"
        ),
        pytest.param({"op": "step", "criterion": "3.1", "delta": "一"}, 422, "整数", id="no number"),
        pytest.param(
            {"op": "step", "criterion": "3.1", "delta": "1", "key": "short"},
            422,
            "提交编号：",
            id="short key",
        ),
        pytest.param({"op": "add", "criterion": "7.10", "count": "1"}, 422, "国家级", id="missing level"),
        pytest.param({"op": "add", "criterion": "3.1", "count": "1.5"}, 422, "次数：", id="half a time"),
        pytest.param({"op": "add", "criterion": "3.1", "count": "0"}, 422, "次数：", id="no time"),
        pytest.param(
            {"op": "add", "criterion": "3.1", "count": "1", "occurred_on": "2023-02-30"},
            422,
            "日期：",
            id="no day",
        ),
        pytest.param(
            {"op": "add", "criterion": "3.1", "count": "1", "occurred_on": "2023-04-01"},
            422,
            "晚于",
            id="late day",
        ),
        pytest.param(
            {"op": "add", "criterion": "3.1", "count": "1", "note": "字" * 501}, 422, "说明：", id="too long"
        ),
        pytest.param(
            {"op": "add", "criterion": "3.1", "count": "1", "note": "倒\u202e写"}, 409, "U+202E", id="turning"
        ),
        pytest.param({**CHANGE, "version": "1", "count": "x"}, 422, "次数：", id="change to no number"),
        pytest.param({**CHANGE, "entry": "", "version": "1"}, 409, "没有指明是哪条记录", id="which entry"),
        pytest.param({**CHANGE, "version": ""}, 422, "记录版本：", id="which version"),
        pytest.param(
            {"op": "withdraw", "entry": "1", "version": "1", "reason": " "}, 422, "撤回原因：", id="no reason"
        ),
    ],
)
def test_bad_input_is_refused_in_chinese_and_changes_nothing(
    march: Scorecard, send: Send, fields: dict[str, str], status: int, told: str
) -> None:
    entry_on(march, note="已核实")
    before = list(Entry.objects.values())

    answer = send(**fields)

    text = answer.content.decode()
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "text/plain; charset=utf-8")
    assert told in text and any("\u4e00" <= mark <= "\u9fff" for mark in text)
    assert list(Entry.objects.values()) == before


def test_fields_nobody_may_set_are_left_alone(march: Scorecard, send: Send, colleague: User) -> None:
    """Mass assignment (security B4): who, when, number and card come from the server."""
    extra = {
        "created_by": colleague.pk,
        "number": "99",
        "scorecard": "77",
        "source": "imported",
        "withdrawn_reason": "x",
    }

    send(op="add", criterion="3.1", count="1", **extra)

    entry = Entry.objects.get()
    assert (entry.number, entry.created_by, entry.source, entry.withdrawn_reason) == (
        1,
        march.opened_by,
        "typed",
        "",
    )


def test_a_signed_card_takes_nothing(march: Scorecard, send: Send) -> None:
    sign(march)

    answer = send(op="step", criterion="3.10", delta="1")

    assert answer.status_code == 409 and "已签署" in answer.content.decode()
    assert not Entry.objects.exists()


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.APPROVER, Role.DIRECTOR, Role.SUPERVISOR, Role.CLERK])
def test_roles_without_the_right_change_nothing(client_as: ClientAs, send: Send, role: Role) -> None:
    assert send(client_as(role), op="step", criterion="3.10", delta="1").status_code == 403
    assert not Entry.objects.exists()


def test_another_contracts_card_is_not_there(stranger: Client, march: Scorecard, send: Send) -> None:
    entry_on(march)

    assert send(stranger, op="step", criterion="3.10", delta="1").status_code == 404
    assert send(stranger, **CHANGE, version="1").status_code == 404
    assert Entry.objects.get().count == 1


def test_a_member_of_two_contracts_does_not_reach_across(
    desk: Client, march: Scorecard, send: Send, assessor: User
) -> None:
    """The entry's number counts inside the card of the address, whatever else the user may reach."""
    other = card_of(haikou_contract())
    member_of_other = entry_on(other, note="别处")
    member(Role.ASSESSOR, other.contract, user=assessor)

    assert send(**CHANGE, version="1").status_code == 404
    member_of_other.refresh_from_db()
    assert member_of_other.count == 1


def test_reading_is_not_offered_here(desk: Client, address: Address) -> None:
    assert desk.get(address("scorecard-entries")).status_code == 405


def test_an_ended_session_is_told_with_401(client: Client, march: Scorecard, address: Address) -> None:
    answer = client.post(address("scorecard-entries"), {"op": "step"}, headers={"X-Requested-With": "fetch"})

    assert answer.status_code == 401
