"""How an item is found: the text its version is searched in, and the words a person types.

Source: 002 § 四(一)(5); the desk finds one of 2,087 items by name, code or the first letters of its pinyin.
"""

from hall_ops.lib.text_hygiene import compare_key

# Marks that people leave out when they type a name, and those that part two words.
LEFT_OUT = str.maketrans(dict.fromkeys("（）()《》<>“”\"'‘’、，,。·-—_/：:", ""))


def search_text(name: str, initials: str, short_code: str, national_code: str) -> str:
    """One field a line, so that a word never matches across two. Shape: small letters, narrow width."""
    parts = [compare_key(name), initials, compare_key(short_code), compare_key(national_code)]
    lines = [form for part in parts for form in (part, part.translate(LEFT_OUT))]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def bare_initials(initials: str) -> str:
    """Initials without marks, blanks and what is no letter or digit."""
    return "".join(mark for mark in initials if mark.isalnum())


def typed_words(text: str) -> list[str]:
    """What somebody typed as the words to find, at most six."""
    return [word for word in (part.translate(LEFT_OUT) for part in compare_key(text).split()) if word][:6]
