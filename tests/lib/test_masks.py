"""What lists show of personal data: the cases of security.md D2, and that short values give nothing away."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_ops.lib import masks


@pytest.mark.parametrize(
    ("mask", "text", "shown"),
    [
        (masks.mask_name, "张三", "张*"),
        (masks.mask_name, "王小明", "王**"),
        (masks.mask_name, "欧阳修文", "欧***"),
        (masks.mask_name, "阿卜杜·热西提", "阿***"),
        (masks.mask_name, "John Smith", "J***"),
        (masks.mask_name, "李", "*"),
        (masks.mask_name, "", ""),
        (masks.mask_unit, "海口龙华小吃有限公司", "海口**公司"),
        (masks.mask_unit, "海南省中医院", "海南**医院"),
        (masks.mask_unit, "琼山区老王修车店", "琼山**店"),
        (masks.mask_unit, "老王家", "老王**"),
        (masks.mask_unit, "公司", "公*"),
        (masks.mask_number, "11010519491231002X", "110105********002X"),
        (masks.mask_number, "91350100M000100Y43", "913501********0Y43"),
        (masks.mask_number, "E12345678", "E1*****78"),
        (masks.mask_number, "12345", "****5"),
        (masks.mask_number, "123", "***"),
        (masks.mask_phone, "13812345678", "138****5678"),
        (masks.mask_phone, "0898-66778899", "0898-****8899"),
        (masks.mask_phone, "0898-66778899-12", "0898-****8899-**"),
        (masks.mask_phone, "400-123-4567", "400-****4567"),
        (masks.mask_phone, "+852 91234567", "+852 ****4567"),
        (masks.mask_phone, "12345", "*****"),
        (masks.mask_phone, "", ""),
        (masks.mask_address, "海南省海口市龙华区滨海大道 1 号", "海南省海口市***"),
        (masks.mask_address, "一号楼", "一***"),
        (masks.mask_address, "", ""),
        (masks.mask_email, "zhang.min@example.cn", "z***@example.cn"),
        (masks.mask_email, "zhang", "****g"),
        (masks.mask_network, "10.20.30.40", "10.20.*"),
        (masks.mask_network, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:*"),
        (masks.mask_all, "anything", "***"),
        (masks.mask_all, " ", ""),
    ],
)
def test_a_value_is_masked(mask: Callable[[str], str], text: str, shown: str) -> None:
    assert mask(text) == shown


@given(st.text(alphabet="0123456789X-张王李号路", min_size=4, max_size=40))
def test_a_third_of_a_value_stays_hidden(text: str) -> None:
    for mask in (masks.mask_name, masks.mask_number, masks.mask_address):
        kept = sum(symbol != masks.STAR for symbol in mask(text))
        assert kept <= len(text) * 2 // 3


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True))
def test_four_digits_of_a_mobile_stay_hidden(number: str) -> None:
    assert masks.mask_phone(number)[3:7] == "****"


def test_the_tail_is_of_digits_and_letters_only() -> None:
    assert masks.tail_of("0898-6677 88-99") == "8899"
    assert masks.tail_of("１３８１２３４５６７８") == "5678"
    assert masks.tail_of("12") == "12"
