"""What a row of an old ledger says: how the case ended, what cannot be, how it stands in our books."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from windows.rules.old_ledgers import DENIED, STATES, OldRow, ending_of, faults_of, life_of

TODAY = date(2026, 11, 20)
at = datetime.fromisoformat
ROW = OldRow(
    received=at("2024-03-01 09:00"), accepted=at("2024-03-01 09:20"), decided=at("2024-03-05 15:00"), state="办结",
)  # fmt: skip


@pytest.mark.parametrize(
    ("word", "state", "concluded"),
    [
        ("办结", "archived", "granted"), ("正常结束", "archived", "granted"), ("审核不通过", "archived", "denied"),
        ("已领取", "archived", "granted"), ("不予受理", "not_accepted", ""), ("退件", "not_accepted", ""),
        ("撤回", "withdrawn", ""), ("作废", "void", ""), ("", "archived", "granted"),
    ],
)  # fmt: skip
def test_old_row_ends_as_its_word_says(word: str, state: str, concluded: str) -> None:
    life = life_of(replace(ROW, state=word))

    assert (life.state, life.concluded_as) == (state, concluded)
    assert (life.closed is None) == (state == "archived")


def test_old_row_takes_what_it_lacks_from_what_it_has() -> None:
    life = life_of(OldRow(received=at("2024-03-01"), issued=at("2024-03-06"), state="已领取"))

    assert (life.accepted, life.decided, life.archived) == (
        at("2024-03-01"), at("2024-03-06"), at("2024-03-06"),
    )  # fmt: skip
    assert life.delivery == "counter" and life_of(ROW).delivery == "none"


@pytest.mark.parametrize(
    ("changes", "field", "reason"),
    [
        ({"state": "办理中"}, "state", "还没有办结"), ({"state": "随便"}, "state", "不是认识的办理状态"),
        ({"state": "", "decided": None}, "state", "没有办理状态，也没有办结时间"),
        ({"decided": None}, "decided", "已办结而没有办结时间"),
        ({"decided": at("2024-02-28")}, "decided", "早于受理时间 2024-03-01"),
        ({"issued": at("2024-03-04")}, "issued", "早于办结时间 2024-03-05"),
        ({"decided": at("2026-11-21")}, "decided", "在今天之后"),
        ({"accepted": at("2024-02-01")}, "accepted", "早于收件时间 2024-03-01"),
        ({"delivery": "鸽子"}, "delivery", "不是认识的发证方式"),
    ],
)  # fmt: skip
def test_old_row_that_cannot_be_is_told_with_a_remedy(
    changes: dict[str, object], field: str, reason: str
) -> None:
    found = [fault for fault in faults_of(replace(ROW, **changes), TODAY) if fault.field == field]

    assert found and found[0].reason.startswith(reason) and found[0].remedy


def test_old_row_without_fault_has_none() -> None:
    assert faults_of(ROW, TODAY) == []


def test_old_words_are_told_apart() -> None:
    assert not DENIED & set(STATES)
    assert ending_of(replace(ROW, state=" 办结 ")) == "done"
