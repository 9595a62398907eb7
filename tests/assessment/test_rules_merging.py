from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.rules.merging import Change, Planned, plan_merge

CARD = {1: "迟到", 2: "迟到", 3: "离岗"}
CONTENTS = st.sampled_from(["迟到", "早退", "离岗", "缺席"])
CARDS = st.dictionaries(st.integers(1, 12), CONTENTS)


def changes(existing: Mapping[int, str], *rows: tuple[int | None, str]) -> list[str]:
    numbered = [(place, number, content) for place, (number, content) in enumerate(rows, start=2)]
    return [planned.change.value for planned in plan_merge(existing, numbered)]


def after(existing: Mapping[int, str], plan: tuple[Planned[str], ...]) -> dict[int, str]:
    """The card once a plan without unknown numbers was taken."""
    card = dict(existing)
    for planned in plan:
        if planned.change is Change.ADD:
            card[max(card, default=0) + 1] = planned.content
        elif planned.number is not None:
            card[planned.number] = planned.content
    return card


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([(None, "缺席")], ["add"], id="a new row"),
        pytest.param([(None, "离岗")], ["same"], id="a row that reads as an entry does"),
        pytest.param(
            [(None, "离岗"), (None, "离岗")], ["same", "add"], id="twice in the file, once on the card"
        ),
        pytest.param([(None, "迟到")] * 3, ["same", "same", "add"], id="three in the file, two on the card"),
        pytest.param([(3, "离岗")], ["same"], id="a numbered row as it was"),
        pytest.param([(3, "缺席")], ["change"], id="a numbered row that reads otherwise"),
        pytest.param([(9, "离岗")], ["unknown"], id="a number the card has not"),
        pytest.param([(3, "缺席"), (None, "离岗")], ["change", "add"], id="an entry spoken of is not free"),
        pytest.param([(1, "迟到"), (None, "迟到"), (None, "迟到")], ["same", "same", "add"], id="mixed"),
        pytest.param([], [], id="an empty file"),
    ],
)
def test_plan_says_what_becomes_of_each_row(rows: list[tuple[int | None, str]], expected: list[str]) -> None:
    assert changes(CARD, *rows) == expected


def test_plan_keeps_row_number_entry_number_and_content() -> None:
    assert plan_merge(CARD, [(7, 3, "缺席")]) == (Planned(7, Change.CHANGE, 3, "缺席"),)
    assert plan_merge(CARD, [(8, None, "缺席")]) == (Planned(8, Change.ADD, None, "缺席"),)


@given(CARDS, st.data())
def test_planning_the_same_file_twice_changes_nothing(card: dict[int, str], data: st.DataObject) -> None:
    known = st.sampled_from(sorted(card)) if card else st.none()
    numbers = data.draw(st.lists(known, unique=True, max_size=6))
    rows = [(place, number, data.draw(CONTENTS)) for place, number in enumerate(numbers)]
    rows += [
        (90 + place, None, content) for place, content in enumerate(data.draw(st.lists(CONTENTS, max_size=6)))
    ]

    once = after(card, plan_merge(card, rows))
    again = plan_merge(once, rows)

    assert {planned.change for planned in again} <= {Change.SAME}
    assert after(once, again) == once


@given(CARDS, st.lists(CONTENTS, max_size=8))
def test_rows_without_a_number_never_touch_or_remove_an_entry(
    card: dict[int, str], contents: list[str]
) -> None:
    plan = plan_merge(card, [(place, None, content) for place, content in enumerate(contents)])

    result = after(card, plan)

    assert {number: result[number] for number in card} == card
    for content in set(contents):
        on_card = list(card.values()).count(content)
        assert list(result.values()).count(content) == max(on_card, contents.count(content))
