"""Adding, changing and withdrawing entries."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from accounts.models import User
from assessment.actions.entries import (
    CardSigned,
    EntryChanged,
    EntryData,
    EntryInvalid,
    add_entry,
    change_entry,
    withdraw_entry,
)
from assessment.models import Entry, Scorecard
from hall_ops.lib.errors import NotFound
from records.actions import KeyReused
from records.models import AuditEvent
from tests.factories.assessment import entry_on, new_key, sign

DATA = EntryData("3.10", count=2, occurred_on=date(2023, 3, 6), subject="窗口 03", note="08:24 到岗")


def add(card: Scorecard, by: User, data: EntryData = DATA, key: str = "") -> Entry:
    return add_entry(by=by, at=timezone.now(), card=card, data=data, key=key or new_key())


def change(entry: Entry, by: User, data: EntryData, version: int = 1) -> Entry:
    return change_entry(by=by, at=timezone.now(), entry=entry, version=version, data=data)


def withdraw(entry: Entry, by: User, reason: str = "重复录入", version: int = 1) -> None:
    withdraw_entry(by=by, at=timezone.now(), entry=entry, version=version, reason=reason)


def test_an_entry_keeps_what_was_said_by_whom(march: Scorecard, assessor: User) -> None:
    entry = add(march, assessor)

    entry.refresh_from_db()
    assert (entry.number, entry.criterion.code, entry.count, entry.subject) == (1, "3.10", 2, "窗口 03")
    assert (entry.created_by, entry.changed_by, entry.version, entry.has_grounds) == (
        assessor,
        assessor,
        1,
        True,
    )
    march.refresh_from_db()
    assert (march.version, march.next_number) == (1, 2)
    event = AuditEvent.objects.get(action="entry.add")
    assert event.after["criterion"] == "3.10" and event.after["occurred_on"] == "2023-03-06"


@pytest.mark.parametrize(
    ("data", "field", "told"),
    [
        pytest.param(EntryData("3.99"), "criterion", "条款编号“3.99”：考核表中没有", id="unknown criterion"),
        pytest.param(
            EntryData("3.10", count=-1), "count", "次数“-1”：数量不能为负，应为：0 至", id="negative count"
        ),
        pytest.param(EntryData("3.10", count=0), "count", "没有发生就不必记", id="zero"),
        pytest.param(EntryData("3.10", count=2_000_000), "count", "次数", id="a slip of the keyboard"),
        pytest.param(EntryData("7.10"), "level", "国家级", id="missing level"),
        pytest.param(EntryData("7.10", level="world"), "level", "国家级", id="unknown level"),
        pytest.param(
            EntryData("3.10", level="national"), "level", "级别“national”：", id="level where none belongs"
        ),
        pytest.param(
            EntryData("3.10", points=Decimal(5)), "points", "评定分值“5”：", id="points where none belong"
        ),
        pytest.param(
            EntryData("3.10", occurred_on=date(2023, 4, 1)), "occurred_on", "晚于考核月份", id="next month"
        ),
    ],
)
def test_a_wrong_entry_is_refused_with_field_and_what_is_allowed(
    march: Scorecard, assessor: User, data: EntryData, field: str, told: str
) -> None:
    with pytest.raises(EntryInvalid) as refused:
        add(march, assessor, data)

    assert [problem.field for problem in refused.value.problems] == [field]
    assert told in str(refused.value)
    assert not Entry.objects.exists()


def test_a_day_before_the_month_is_taken(march: Scorecard, assessor: User) -> None:
    assert (
        add(march, assessor, EntryData("1.4", occurred_on=date(2023, 2, 27), note="至今未补员")).number == 1
    )


def test_the_same_key_twice_is_one_entry(march: Scorecard, assessor: User) -> None:
    first, again = add(march, assessor, key="tab-1-change-7"), add(march, assessor, key="tab-1-change-7")

    assert first == again
    assert Entry.objects.count() == 1
    assert AuditEvent.objects.filter(action="entry.add").count() == 1


def test_the_same_key_with_another_body_is_refused(march: Scorecard, assessor: User) -> None:
    add(march, assessor, key="tab-1-change-7")

    with pytest.raises(KeyReused, match="内容不同"):
        add(march, assessor, EntryData("3.10", count=3), key="tab-1-change-7")

    assert [entry.count for entry in Entry.objects.all()] == [2]


def test_a_key_belongs_to_its_user(march: Scorecard, assessor: User, colleague: User) -> None:
    add(march, assessor, key="tab-1-change-7")
    add(march, colleague, key="tab-1-change-7")

    assert Entry.objects.count() == 2


def test_a_refused_entry_leaves_its_key_free(march: Scorecard, assessor: User) -> None:
    with pytest.raises(EntryInvalid):
        add(march, assessor, EntryData("7.10"), key="tab-1-change-7")

    assert (
        add(march, assessor, EntryData("7.10", level="municipal"), key="tab-1-change-7").level == "municipal"
    )


def test_numbers_have_no_gaps_whatever_is_refused_or_withdrawn(march: Scorecard, assessor: User) -> None:
    withdraw(add(march, assessor), assessor)
    with pytest.raises(EntryInvalid):
        add(march, assessor, EntryData("3.99"))
    for _entry in range(3):
        add(march, assessor)

    assert list(Entry.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_a_change_writes_what_changed_and_nothing_else(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = add(march, assessor)

    changed = change(
        entry, colleague, EntryData("3.10", 3, occurred_on=DATA.occurred_on, subject=DATA.subject)
    )

    assert (changed.count, changed.note, changed.version, changed.changed_by) == (3, "", 2, colleague)
    assert changed.created_by == assessor
    event = AuditEvent.objects.get(action="entry.change")
    assert (event.before, event.after) == ({"count": 2, "note": "08:24 到岗"}, {"count": 3, "note": ""})


def test_a_change_moves_an_entry_to_another_criterion(march: Scorecard, assessor: User) -> None:
    entry = add(march, assessor)

    moved = change(
        entry, assessor, EntryData("3.17", 2, occurred_on=DATA.occurred_on, subject="窗口 03", note=DATA.note)
    )

    assert moved.criterion.code == "3.17"
    event = AuditEvent.objects.get(action="entry.change")
    assert (event.before, event.after) == ({"criterion": "3.10"}, {"criterion": "3.17"})


def test_a_change_that_changes_nothing_leaves_no_trace(march: Scorecard, assessor: User) -> None:
    entry = add(march, assessor)

    assert change(entry, assessor, DATA).version == 1

    assert not AuditEvent.objects.filter(action="entry.change").exists()
    march.refresh_from_db()
    assert march.version == 1


def test_a_stale_change_is_refused_and_shows_what_is_there(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = add(march, assessor)
    change(entry, colleague, EntryData("3.10", 5))

    with pytest.raises(EntryChanged, match=r"林志明 已在 \d\d:\d\d 改过") as refused:
        change(entry, assessor, EntryData("3.10", 9))

    assert refused.value.theirs.count == 5
    entry.refresh_from_db()
    assert entry.count == 5


def test_two_editors_lose_no_update_in_200_rounds(march: Scorecard, assessor: User, colleague: User) -> None:
    """security F4: both read, both write; the second is refused, reads again and repeats. Every update counts."""
    entry = add(march, assessor, EntryData("3.10", count=1))
    refused = 0
    for _round in range(200):
        seen = {by.pk: Entry.objects.get(pk=entry.pk) for by in (assessor, colleague)}
        for by in (assessor, colleague):
            mine = seen[by.pk]
            try:
                change(entry, by, EntryData("3.10", mine.count + 1), mine.version)
            except EntryChanged as stale:
                refused += 1
                change(entry, by, EntryData("3.10", stale.theirs.count + 1), stale.theirs.version)

    entry.refresh_from_db()
    assert (entry.count, entry.version, refused) == (401, 401, 200)


def test_a_withdrawn_entry_stays_with_who_when_and_why(
    march: Scorecard, assessor: User, colleague: User
) -> None:
    entry = add(march, assessor)

    withdraw(entry, colleague, "与 3.17 同一事实")

    entry.refresh_from_db()
    assert (entry.withdrawn_by, entry.withdrawn_reason) == (colleague, "与 3.17 同一事实")
    assert entry.withdrawn_at is not None
    assert not Entry.objects.in_force().exists()
    assert AuditEvent.objects.get(action="entry.withdraw").after == {"reason": "与 3.17 同一事实"}


@pytest.mark.parametrize("reason", ["", "  ", "\u3000"])
def test_withdrawing_wants_a_reason(march: Scorecard, assessor: User, reason: str) -> None:
    entry = add(march, assessor)

    with pytest.raises(EntryInvalid, match="没有写撤回原因"):
        withdraw(entry, assessor, reason)

    assert Entry.objects.in_force().count() == 1


def test_a_withdrawn_entry_changes_no_more(march: Scorecard, assessor: User) -> None:
    entry = add(march, assessor)
    withdraw(entry, assessor)

    with pytest.raises(NotFound, match="已经撤回"):
        change(entry, assessor, EntryData("3.10", 7), version=2)
    with pytest.raises(NotFound, match="已经撤回"):
        withdraw(entry, assessor, version=2)
    with pytest.raises(EntryChanged):
        change(entry, assessor, EntryData("3.10", 7), version=1)


WISHES: list[Callable[[Entry, User], object]] = [
    lambda entry, by: add(entry.scorecard, by),
    lambda entry, by: change(entry, by, EntryData("3.10", 7)),
    lambda entry, by: withdraw(entry, by),
]


@pytest.mark.parametrize("wish", WISHES, ids=["add", "change", "withdraw"])
def test_a_signed_card_takes_nothing(
    march: Scorecard, assessor: User, wish: Callable[[Entry, User], object]
) -> None:
    entry = add(march, assessor)
    sign(march)

    with pytest.raises(CardSigned, match="2023-03 考核表已签署"):
        wish(entry, assessor)

    assert list(Entry.objects.values_list("count", "withdrawn_at")) == [(2, None)]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  窗口 05  ", "窗口 05"),
        ("王𠮷宁", "王𠮷宁"),
        ("=HYPERLINK(1)", "=HYPERLINK(1)"),
        ("<b>粗</b>", "<b>粗</b>"),
    ],
)
def test_words_are_kept_as_written(march: Scorecard, assessor: User, text: str, kept: str) -> None:
    assert entry_on(march, subject=text, by=assessor).subject == kept
