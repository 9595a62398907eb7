"""Finding Chinese text by words or initials."""

import pytest

from hall_ops.lib.pinyin import fits, initials


def test_initials_keep_what_is_not_chinese() -> None:
    assert initials("第 3 服务年度A") == "d 3 fwnda"


@pytest.mark.parametrize(
    ("words", "there"),
    [
        ("", True),
        ("变更", True),
        ("变更 3%", True),
        ("mybgbl", True),
        ("MYBG", True),
        ("bgmy", False),
        ("002", True),
        ("003", False),
        ("变更 xyz", False),
    ],
)
def test_fits_wants_every_word_as_text_or_initials(words: str, there: bool) -> None:
    assert fits(words, "每月变更比例 < 3% 002 § 四", "每月变更比例") is there


def test_fits_sounds_out_only_the_name() -> None:
    assert not fits("gys", "人员变更 供应商主动更换不扣", "人员变更")
