"""What comes into the scan box: case numbers, one or a whole list, plain or as the address in a QR code."""

import re
import unicodedata
from urllib.parse import unquote, urlsplit

BETWEEN = re.compile(r"[\s,;，；、|]+")
MOST_AT_ONCE = 300
LONGEST = 50


def scanned(text: str) -> list[str]:
    """The numbers in a scanned or pasted text, each once, in their order.

    Shape: narrow letters in capitals; of an address the last part of its path; not more than MOST_AT_ONCE.
    """
    found: dict[str, None] = {}
    for piece in BETWEEN.split(unicodedata.normalize("NFKC", text)):
        number = _last_part(piece).strip().upper()[:LONGEST]
        if number:
            found.setdefault(number)
    return list(found)[:MOST_AT_ONCE]


def _last_part(piece: str) -> str:
    if "://" not in piece:
        return piece
    try:
        parts = [part for part in urlsplit(piece).path.split("/") if part]
    except ValueError:
        return piece
    return unquote(parts[-1]) if parts else ""
