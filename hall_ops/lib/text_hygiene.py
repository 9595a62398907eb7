"""What text may enter the system, and how two texts are compared."""

import re
import unicodedata

from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError

BIDI_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Every mark that refused_mark looks at one by one: a text without any passes at once.
SUSPECT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff" + "".join(sorted(BIDI_CONTROLS)) + "]")
INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


class TextRefused(DomainError):
    """A text holds a mark that must not be stored; its str() says which."""


def _mark_name(mark: str) -> str:
    return f"U+{ord(mark):04X}"


def refused_mark(value: str, *, multiline: bool = False) -> str | None:
    """Why a text may not be stored, or None; line breaks and tabs pass only in multi-line text."""
    if not SUSPECT.search(value):
        return None
    for mark in value:
        category = unicodedata.category(mark)
        if category == "Cc" and not (multiline and mark in "\n\t"):
            return _("含有控制字符 %(mark)s") % {"mark": _mark_name(mark)}
        if category == "Cs":
            return _("含有残缺的字符 %(mark)s") % {"mark": _mark_name(mark)}
        if mark in BIDI_CONTROLS:
            return _("含有改变书写方向的字符 %(mark)s") % {"mark": _mark_name(mark)}
    return None


def clean_text(value: str, *, multiline: bool = False) -> str:
    """A text in the form it is stored: NFC, line ends as \\n; rare characters and variation selectors stay.

    Raises: TextRefused on NUL, control characters, direction marks and lone surrogates.
    """
    text = value.replace("\r\n", "\n").replace("\r", "\n") if multiline else value
    reason = refused_mark(text, multiline=multiline)
    if reason:
        raise TextRefused(reason)
    return unicodedata.normalize("NFC", text)


def compare_key(value: str) -> str:
    """The form in which two texts count as one: width, case and surrounding blanks do not matter."""
    folded = unicodedata.normalize("NFKC", value).strip().casefold()
    return unicodedata.normalize("NFKC", folded)


def header_key(value: str) -> str:
    """A heading without blanks, line breaks and invisible marks, for comparing."""
    text = unicodedata.normalize("NFKC", value)
    return compare_key("".join(mark for mark in text if not mark.isspace() and mark not in INVISIBLE))


def digits_narrowed(value: str) -> str:
    """Full-width letters, digits and signs made narrow, surrounding blanks dropped; ① and ½ stay what they are."""
    return value.translate(NARROW).strip()
