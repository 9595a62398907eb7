"""Contents of items: what is refused, what is said to have changed, and the lines people write."""

from decimal import Decimal
from typing import Any

import pytest

from hall_ops.lib.text_hygiene import TextRefused
from tests.windows.item_samples import food_licence
from windows.rules.item_changes import Change, changes
from windows.rules.item_content import Paper, Question, Step, check_content, clean_content
from windows.rules.item_phrases import NotRead, read_steps, read_when, steps_line, when_line

QUESTIONS = food_licence().questions


def test_a_sound_content_has_no_faults() -> None:
    assert check_content(food_licence()) == []
    assert check_content(food_licence(kind="on_spot", promised_days=0, statutory_days=0)) == []


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        pytest.param(
            {"promised_days": 21}, "promised_days", "长于法定时限", id="facts § 2: promise in statute"
        ),
        pytest.param({"kind": "on_spot"}, "promised_days", "即办件", id="facts § 2: 0 days on the spot"),
        ({"promised_days": 0}, "promised_days", "承诺件"),
        ({"statutory_days": 1000}, "statutory_days", "999"),
        ({"name": " "}, "name", "没有名称"),
        ({"fee_yuan": Decimal("-1")}, "fee_yuan", "小于 0"),
        ({"fee_yuan": Decimal("1.005")}, "fee_yuan", "1 分"),
        ({"kind": "special"}, "kind", "可选"),
        ({"channels": ("pigeon", "post")}, "channels", "渠道"),
        ({"channels": ("counter",)}, "zero_visit", "零跑动"),
        ({"result_kind": "none"}, "result_name", "没有结果物"),
        ({"special_steps": (Step("听证", 0),)}, "special_steps", "天数"),
        ({"special_steps": (Step("听证", 1), Step("听证", 2))}, "special_steps", "两次"),
        ({"questions": (Question("场地", ("自有",)),), "papers": ()}, "questions", "不在 2 至"),
        ({"questions": (Question("场地", ("甲；乙", "丙")),), "papers": ()}, "questions", "分号"),
        ({"questions": (Question("", ("甲", "乙")),), "papers": ()}, "questions", "没有问题"),
        ({"questions": (Question("场地", ("甲", "甲")),), "papers": ()}, "questions", "两次"),
        ({"papers": (Paper("申请表", when=((3, 1),)),)}, "papers", "适用情形"),
        ({"papers": (Paper("申请表"), Paper("申请表"))}, "papers", "两次"),
        ({"papers": (Paper("申请表", copies=0),)}, "papers", "份数"),
        ({"papers": (Paper("申请表", form="stone"),)}, "papers", "形式"),
        ({"papers": (Paper(""),)}, "papers", "没有名称"),
    ],
)
def test_a_faulty_content_is_named(values: dict[str, Any], field: str, words: str) -> None:
    faults = check_content(food_licence(**values))

    assert [fault.field for fault in faults] == [field]
    assert words in str(faults[0]) and faults[0].remedy


def test_texts_are_stored_clean() -> None:
    assert clean_content(food_licence(name=" 食品 ")).name == "食品"
    with pytest.raises(TextRefused):
        clean_content(food_licence(papers=(Paper("申请\u202e表"),)))


def test_nothing_changed_is_nothing_said() -> None:
    assert changes(food_licence(), food_licence()) == []


def test_every_change_is_said_in_words() -> None:
    after = food_licence(
        promised_days=3,
        zero_visit=False,
        channels=("counter",),
        special_steps=(),
        questions=(Question("场地性质", ("自有", "租用", "无偿使用")), QUESTIONS[1]),
        papers=(
            Paper("申请表", "filled_form", copies=2),
            food_licence().papers[2],
            Paper("平面图", when=((1, 3),)),
        ),
    )

    found = changes(food_licence(), after)

    assert Change("承诺时限", "5 个工作日", "3 个工作日") in found
    assert Change("可零跑动", "是", "否") in found
    assert Change("办理渠道", "窗口、网上", "窗口") in found
    assert Change("特殊环节", "现场核查：10", "") in found
    assert Change("情形“场地性质”", "自有；租用", "自有；租用；无偿使用") in found
    assert Change("材料“申请表”", "申请表，1 份，必要", "申请表，2 份，必要") in found
    assert Change("材料“租赁合同”", "复印件，1 份，必要，适用：租用", "") in found
    assert Change("材料“平面图”", "", "原件，1 份，必要，适用：无偿使用") in found
    assert len(found) == 8


def test_an_order_that_changed_is_said() -> None:
    papers = food_licence().papers

    found = changes(food_licence(), food_licence(papers=papers[::-1]))

    assert [change.label for change in found] == ["材料的顺序"]


@pytest.mark.parametrize(
    "text",
    ["听证：15；专家评审:30", "听证 15个工作日\n专家评审 30 天", "听证: 15 days; 专家评审: 30 working days"],
)
def test_special_steps_are_read_from_a_line(text: str) -> None:
    steps = read_steps(text)

    assert steps == (Step("听证", 15), Step("专家评审", 30))
    assert read_steps(steps_line(steps)) == steps


def test_a_step_without_days_is_not_read() -> None:
    with pytest.raises(NotRead, match="没有写天数"):
        read_steps("听证")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("租用", ((1, 2),)),
        ("租用；经营项目=餐饮服务", ((1, 2), (2, 2))),
        ("场地性质＝自有", ((1, 1),)),
        ("租用; 经营项目 = 餐饮服务", ((1, 2), (2, 2))),
        ("", ()),
    ],
)
def test_situations_of_a_paper_are_read_from_a_line(text: str, when: tuple[tuple[int, int], ...]) -> None:
    assert read_when(text, QUESTIONS) == when
    assert read_when(when_line(when, QUESTIONS), QUESTIONS) == when


def test_an_answer_of_two_questions_needs_its_question() -> None:
    twice = (Question("有无食堂", ("有", "无")), Question("有无仓库", ("有", "无")))

    with pytest.raises(NotRead, match="几个情形问题"):
        read_when("有", twice)
    assert when_line(read_when("有无仓库=有", twice), twice) == "有无仓库=有"
    with pytest.raises(NotRead, match="可填：自有；租用"):
        read_when("借用", QUESTIONS)
