"""Numbers with check digits: real ones pass, and every single slip of the hand is found and named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_ops.lib.identity_numbers import (
    CREDIT_ALPHABET,
    NumberRefused,
    born_on,
    check_credit_code,
    check_identity,
    check_phone,
    check_resident_number,
    credit_check,
    resident_check,
)

SAMPLE = "11010519491231002X"
CREDIT = "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (SAMPLE, SAMPLE),
        ("11010519491231002x", SAMPLE),
        (" 110105 19491231 002X ", SAMPLE),
        ("１１０１０５１９４９１２３１００２Ｘ", SAMPLE),
        ("440524188001010014", "440524188001010014"),
    ],
)
def test_a_right_id_number_passes(typed: str, kept: str) -> None:
    assert check_resident_number(typed) == kept


@pytest.mark.parametrize(
    "body", ["81000019900307123", "82000019851231001", "83000020001010002", "91184019800101001"]
)
def test_permits_of_residence_pass(body: str) -> None:
    number = body + resident_check(body)

    assert check_resident_number(number) == number
    assert check_identity("permit", number) == number


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "现在是 0 位，少 18 位"),
        (SAMPLE[:-1], "现在是 17 位，少 1 位"),
        (SAMPLE + "1", "多 1 位"),
        ("110105491231002", "15 位的旧身份证号"),
        ("11O10519491231002X", "第 3 位“O”不是数字"),
        ("1101051949123100XX", "第 17 位“X”"),
        ("١١٠١٠٥١٩٤٩١٢٣١٠٠٢X", "第 1 位"),
        ("99010519491231002X", "“99”不是已有的地区代码"),
        ("11010519491331002X", "第 7 至 14 位“19491331”"),
        ("11010518491231002X", "第 7 至 14 位"),
        ("110105194912310021", "校验码不对"),
    ],
)
def test_a_wrong_id_number_says_what_is_wrong(typed: str, said: str) -> None:
    with pytest.raises(NumberRefused, match=said):
        check_resident_number(typed)


def test_nobody_is_born_tomorrow() -> None:
    body = "11010520260102002"

    with pytest.raises(NumberRefused, match="出生日期"):
        check_resident_number(body + resident_check(body), today=date(2026, 1, 1))


@given(place=st.integers(6, 16), digit=st.integers(0, 9))
def test_one_wrong_digit_is_always_found(place: int, digit: int) -> None:
    changed = SAMPLE[:place] + str(digit) + SAMPLE[place + 1 :]

    if changed != SAMPLE:
        with pytest.raises(NumberRefused):
            check_resident_number(changed)


@given(place=st.integers(0, 15))
def test_two_swapped_neighbours_are_always_found(place: int) -> None:
    swapped = SAMPLE[:place] + SAMPLE[place + 1] + SAMPLE[place] + SAMPLE[place + 2 :]

    if swapped != SAMPLE:
        with pytest.raises(NumberRefused):
            check_resident_number(swapped)


def test_the_birthday_is_in_the_number() -> None:
    assert born_on(SAMPLE) == date(1949, 12, 31)
    assert born_on(CREDIT) is None


@pytest.mark.parametrize("code", [CREDIT, "91350100m000100y43", "9135 0100 M000 100Y 43"])
def test_a_right_credit_code_passes(code: str) -> None:
    assert check_credit_code(code) == CREDIT


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (CREDIT[:-1], "少 1 位"),
        ("91350100M000100Y4O", "第 18 位“O”"),
        ("91350100I000100Y43", "第 9 位“I”"),
        ("9135A100M000100Y43", "第 3 至 8 位"),
        ("91350100M000100Y44", "校验码不对"),
    ],
)
def test_a_wrong_credit_code_says_what_is_wrong(code: str, said: str) -> None:
    with pytest.raises(NumberRefused, match=said):
        check_credit_code(code)


@given(place=st.integers(8, 16), mark=st.sampled_from(CREDIT_ALPHABET))
def test_one_wrong_symbol_of_a_credit_code_is_always_found(place: int, mark: str) -> None:
    changed = CREDIT[:place] + mark + CREDIT[place + 1 :]

    assert (credit_check(changed[:17]) == changed[17]) is (changed == CREDIT)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13812345678", "13812345678"),
        ("138 1234 5678", "13812345678"),
        ("138-1234-5678", "13812345678"),
        ("+86 13812345678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("１９９００００１１１１", "19900001111"),
        ("0898-66778899", "0898-66778899"),
        ("(0898) 6677 8899", "0898-66778899"),
        ("089866778899", "0898-66778899"),
        ("010-62345678转12", "010-62345678-12"),
        ("4001234567", "400-123-4567"),
        ("+852 91234567", "+852 91234567"),
    ],
)
def test_a_telephone_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1381234567", "应为 11 位，现在是 10 位"),
        ("138123456789", "现在是 12 位"),
        ("12812345678", "不是电话号码"),
        ("66778899", "座机带区号"),
        ("无", "“无”不是电话号码"),
        ("", "不是电话号码"),
    ],
)
def test_a_wrong_telephone_says_what_to_do(typed: str, said: str) -> None:
    with pytest.raises(NumberRefused, match=said):
        check_phone(typed)


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("resident", SAMPLE, SAMPLE),
        ("credit_code", CREDIT, CREDIT),
        ("permit", "h12345678", "H12345678"),
        ("permit", "12345678", "12345678"),
        ("passport", "e 1234 5678", "E12345678"),
        ("other", "琼军字 0012 号", "琼军字0012号"),
    ],
)
def test_every_kind_of_document_is_checked(kind: str, typed: str, kept: str) -> None:
    assert check_identity(kind, typed) == kept


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("permit", "X1"), ("passport", "护照"), ("passport", "ABCDEF"), ("other", "<b>"), ("other", "1")],
)
def test_every_kind_of_document_may_be_refused(kind: str, typed: str) -> None:
    with pytest.raises(NumberRefused):
        check_identity(kind, typed)
