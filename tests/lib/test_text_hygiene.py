"""Which texts are kept, and which count as one."""

import pytest

from hall_ops.lib.text_hygiene import TextRefused, clean_text, compare_key, digits_narrowed, header_key

HARD_NAMES = [
    "𠮷田",
    "葛\U000e0101城",
    "卡力别克·阿不都",
    "古丽‧买买提",
    "阿·依",
    "㛃",
    "\ue863",
    "龚莉\u200d",
    "𪚥𪚥",
    "王\u00a0五",
]


@pytest.mark.parametrize("name", HARD_NAMES)
def test_hard_name_is_kept_as_it_is(name: str) -> None:
    assert clean_text(name) == name


def test_decomposed_letters_are_composed() -> None:
    assert clean_text("e\u0301") == "\u00e9"


@pytest.mark.parametrize(
    "text",
    ["a\0b", "a\x07b", "a\x7fb", "a\x85b", "a\nb", "a\tb", "a\u202eb", "a\u2067b", "a\u200fb", "a\ud800b"],
    ids=ascii,
)
def test_unfit_mark_is_refused_by_its_number(text: str) -> None:
    with pytest.raises(TextRefused, match=f"U\\+{ord(text[1]):04X}"):
        clean_text(text)


def test_line_breaks_pass_in_multi_line_text_only() -> None:
    assert clean_text("甲\r\n乙\t丙\r丁", multiline=True) == "甲\n乙\t丙\n丁"
    with pytest.raises(TextRefused):
        clean_text("甲\0乙", multiline=True)


@pytest.mark.parametrize("other", ["ABC １２", " abc 12 ", "ＡＢＣ 12", "Abc\u300012"])
def test_one_key_four_ways(other: str) -> None:
    assert compare_key(other) == compare_key("abc 12")


def test_heading_compares_without_blanks_and_invisible_marks() -> None:
    assert header_key("\ufeff 评分\n细\u200b则　") == header_key("评分细则")


@pytest.mark.parametrize(
    ("given", "narrow"), [("３．１０", "3.10"), ("－１", "-1"), ("　７ ", "7"), ("①", "①"), ("½", "½")]
)
def test_only_full_width_forms_are_narrowed(given: str, narrow: str) -> None:
    assert digits_narrowed(given) == narrow
