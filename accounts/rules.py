"""What a password must be and how long it lasts, by security profile.

Source: security.md A2 (GB/T 22239-2019 8.1.4.1 a for mlps3, ASVS 5.0 6.2 for asvs; the two contradict each other).
"""

import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 128
CONTEXT_MIN = 4
RUN_MIN = 6
# Read forwards and backwards, in small letters.
ROWS = (
    "01234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p",
)
# What people take when a form asks for something longer; look-alike signs are read as letters before the search.
WORN_STEMS = (
    "password",
    "passw0rd",
    "admin",
    "welcome",
    "letmein",
    "iloveyou",
    "woaini",
    "zhengwu",
    "dating",
    "hallops",
)
LOOK_ALIKE = str.maketrans(
    {"@": "a", "4": "a", "0": "o", "1": "l", "!": "i", "3": "e", "$": "s", "5": "s", "7": "t"}
)
# Signs that cannot be mistaken for one another on paper.
PRINTED_LETTERS = {
    "lower": "abcdefghjkmnpqrstuvwxyz",
    "upper": "ABCDEFGHJKMNPQRSTUVWXYZ",
    "digit": "23456789",
}


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """Shape: `keep` earlier passwords are barred; `max_age` None means no periodic change."""

    shortest: int
    classes: int
    keep: int
    max_age: timedelta | None
    one_session: bool


POLICIES = {
    "mlps3": PasswordPolicy(shortest=12, classes=3, keep=5, max_age=timedelta(days=90), one_session=True),
    "asvs": PasswordPolicy(shortest=12, classes=1, keep=0, max_age=None, one_session=False),
}


def character_classes(password: str) -> int:
    """How many of small letters, capitals, digits and other signs occur."""
    found = (
        any(sign.islower() for sign in password),
        any(sign.isupper() for sign in password),
        any(sign.isdigit() for sign in password),
        any(not (sign.isascii() and sign.isalnum()) for sign in password),
    )
    return sum(found)


def has_run(password: str) -> bool:
    """Six signs in keyboard, alphabet or number order (either way), or one sign six times."""
    small = password.lower()
    for start in range(len(small) - RUN_MIN + 1):
        part = small[start : start + RUN_MIN]
        if len(set(part)) == 1 or any(part in row or part in row[::-1] for row in ROWS):
            return True
    return False


def worn_stem(password: str) -> str:
    """The first everyone's-favourite word in the password, or ""."""
    small = password.lower()
    read = small.translate(LOOK_ALIKE)
    return next((stem for stem in WORN_STEMS if stem in small or stem in read), "")


def context_word(password: str, words: Iterable[str]) -> str:
    """The first word about the person or their organisations that the password contains, or ""."""
    small = password.lower()
    return next((word for word in words if len(word) >= CONTEXT_MIN and word.lower() in small), "")


def name_with_year(password: str, stems: Iterable[str]) -> bool:
    """A name or its initials followed by something like a birth year or birthday (zw1990, zhangwei900312)."""
    year = r"[^a-z0-9]?(19[4-9]\d|20[0-2]\d|[4-9]\d(0[1-9]|1[0-2])([0-2]\d|3[01]))"
    small = password.lower()
    return any(stem and re.search(re.escape(stem.lower()) + year, small) for stem in stems)


def password_expired(changed_at: datetime | None, at: datetime, policy: PasswordPolicy) -> bool:
    return policy.max_age is not None and (changed_at is None or at - changed_at > policy.max_age)


def new_password() -> str:
    """A first password, four groups of four that read well on paper; every class occurs."""
    random = secrets.SystemRandom()
    everything = "".join(PRINTED_LETTERS.values())
    signs = [secrets.choice(letters) for letters in PRINTED_LETTERS.values() for _ in range(2)]
    signs += [secrets.choice(everything) for _ in range(16 - len(signs))]
    random.shuffle(signs)
    text = "".join(signs)
    return "-".join(text[start : start + 4] for start in range(0, 16, 4))
