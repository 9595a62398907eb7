"""Finding Chinese text by words or by the initials of its pinyin."""

from functools import lru_cache


@lru_cache(maxsize=4096)
def initials(text: str) -> str:
    """Pinyin initials, so that ydjx finds 月度绩效."""
    from pypinyin import Style, lazy_pinyin  # a quarter of a second that most processes never need

    return "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default")).casefold()


def fits(words: str, text: str, sounded: str = "") -> bool:
    """Does every word stand in the text, or are its letters initials of the shorter text that is sounded out?"""
    hay = text.casefold()
    return all(
        word in hay or (word.isascii() and word in initials(sounded)) for word in words.casefold().split()
    )
