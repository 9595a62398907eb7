from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hall_ops.lib.capital_amounts import capital_amount

FIGURES = {mark: value for value, mark in enumerate("零壹贰叁肆伍陆柒捌玖")}
WEIGHTS = {"拾": 10, "佰": 100, "仟": 1000}
SECTIONS = {"万": 10**4, "亿": 10**8, "元": 1}


def read_back(text: str) -> Decimal:
    """An independent reader: figures wait for a weight, sections close at 万, 亿 and 元, 角 and 分 stand behind."""
    sign = -1 if text.startswith("负") else 1
    fen, section, figure = 0, 0, 0
    for mark in text.removeprefix("负").removesuffix("整"):
        if mark in FIGURES:
            figure = FIGURES[mark]
        elif mark in WEIGHTS:
            section, figure = section + figure * WEIGHTS[mark], 0
        elif mark in SECTIONS:
            fen, section, figure = fen + (section + figure) * SECTIONS[mark] * 100, 0, 0
        else:
            fen, figure = fen + figure * {"角": 10, "分": 1}[mark], 0
    return Decimal(sign * fen).scaleb(-2)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1126550.00", "壹佰壹拾贰万陆仟伍佰伍拾元整"),
        ("11265500.00", "壹仟壹佰贰拾陆万伍仟伍佰元整"),
        ("1049739.77", "壹佰零肆万玖仟柒佰叁拾玖元柒角柒分"),
        ("5632.75", "伍仟陆佰叁拾贰元柒角伍分"),
        ("0", "零元整"),
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.00", "壹元整"),
        ("10", "壹拾元整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("100100", "壹拾万零壹佰元整"),
        ("10001", "壹万零壹元整"),
        ("100000001", "壹亿零壹元整"),
        ("1000010000", "壹拾亿零壹万元整"),
        ("100010000000", "壹仟亿壹仟万元整"),
        ("999999999999.99", "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
        ("-168982.50", "负壹拾陆万捌仟玖佰捌拾贰元伍角整"),
    ],
)
def test_amounts_read_as_bills_write_them(amount: str, text: str) -> None:
    assert capital_amount(Decimal(amount)) == text


@given(st.integers(-(10**14) + 1, 10**14 - 1))
@example(10**13)
@example(10_0000_0001_00)
@example(1000_0000_1000_00)
def test_every_amount_is_read_back(fen: int) -> None:
    amount = Decimal(fen).scaleb(-2)

    text = capital_amount(amount)

    assert read_back(text) == amount
    assert "零零" not in text
    assert not text.endswith("零") and "零元" not in text.replace("零元整", "")


@given(st.lists(st.sampled_from("0001"), min_size=1, max_size=14).map("".join))
def test_amounts_full_of_zeros_are_read_back(digits: str) -> None:
    amount = Decimal(int(digits)).scaleb(-2)

    assert read_back(capital_amount(amount)) == amount


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_no_two_amounts_are_written_alike(one: int, other: int) -> None:
    alike = capital_amount(Decimal(one).scaleb(-2)) == capital_amount(Decimal(other).scaleb(-2))

    assert alike == (one == other)


@pytest.mark.parametrize("amount", ["1000000000000.00", "-1000000000000", "0.001", "NaN", "Infinity"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError):
        capital_amount(Decimal(amount))


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError):
        capital_amount(1.5)  # type: ignore[arg-type]
