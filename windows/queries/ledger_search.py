"""Finding cases by an exact number, document, telephone or name, without leaving any of them in an address.

What was typed is sent by POST and travels on as a sealed token; logs, histories and bookmarks hold nothing to read.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from django.db.models import Q

from hall_ops.lib.masks import mask_name, mask_number, mask_phone
from hall_ops.lib.sealing import SealError, blind_index, normalised, seal, unseal

AAD = "windows.ledger.find"
LONGEST = 60
PHONE = re.compile(r"(\+86)?1\d{10}|0\d{2,3}-?\d{7,8}(-\d{1,6})?|[48]00\d{7}")
NUMBERED = re.compile(r"[0-9A-Z]")


def token_of(words: str) -> str:
    """What stands in the address for the words."""
    return urlsafe_b64encode(seal(words.strip()[:LONGEST], aad=AAD)).decode().rstrip("=")


def words_of(token: str) -> str:
    """The words of a token; nothing where it is not ours."""
    try:
        return unseal(urlsafe_b64decode(token + "=" * (-len(token) % 4)), aad=AAD)
    except (SealError, NotBase64, ValueError):
        return ""


def matching(words: str, path: str = "") -> Q:
    """Cases with exactly this name, number, document or telephone. Shape: `path` leads from the row to its case."""
    words = words.strip()
    if not NUMBERED.search(normalised(words)) or " " in words:
        return Q(**{f"{path}applicant_name": words})
    conditions = {"number": words, "platform_number": words, "id_index": _index("id", words)}
    if PHONE.fullmatch(normalised(words)):
        conditions = {"phone_index": _index("phone", words), "id_index": conditions["id_index"]}
    found = Q()
    for name, value in conditions.items():
        found |= Q(**{f"{path}{name}": value})
    return found if not _may_be_name(words) else found | Q(**{f"{path}applicant_name": words})


def _index(field: str, words: str) -> bytes:
    return blind_index(words, field=f"windows.case.{field}")


def _may_be_name(words: str) -> bool:
    """An organisation's name may hold digits (海口第十二中学 does not, 海口1号店 does)."""
    return any(ord(mark) > 0x2E7F for mark in words)


def shown_masked(words: str) -> str:
    """What a reader is told was looked for."""
    plain = normalised(words)
    if not NUMBERED.search(plain):
        return mask_name(words)
    if PHONE.fullmatch(plain):
        return mask_phone(plain)
    return mask_number(words) if re.fullmatch(r"[0-9A-Z]{15,18}", plain) else words
