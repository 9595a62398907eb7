"""Personal data at rest: AES-256-GCM for the text, a keyed index for finding it by its exact value.

A sealed value is bound to its row and column (`aad`), so a value copied to another row does not open there.
Blob: version 1 byte, key number 1 byte, algorithm 1 byte, nonce 12 bytes, ciphertext with its tag of 16 bytes.
"""

import hmac
import os
import unicodedata
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.personal_keys import Ring

VERSION = 1
AES_256_GCM = 1
HEADER_BYTES = 3
NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_BYTES = 16
START = HEADER_BYTES + NONCE_BYTES


class SealError(DomainError):
    """A sealed value that cannot be opened."""


class NotSealed(SealError):
    """The bytes are no sealed value: too short, or of an unknown version or algorithm."""


class UnknownKey(SealError):
    """The key that sealed the value is not in PERSONAL_DATA_KEYS."""


class DoesNotOpen(SealError):
    """The value was changed, belongs to another row or column, or the key of that number is another one."""


@lru_cache(maxsize=8)
def _ciphers(ring: Ring) -> tuple[bytes, AESGCM, dict[int, AESGCM]]:
    """Shape: (header of new values, the cipher that seals, every cipher by its key's number)."""
    by_number = {number: AESGCM(key) for number, key in ring}
    current = ring[0][0]
    return bytes((VERSION, current, AES_256_GCM)), by_number[current], by_number


def seal(text: str, *, aad: str) -> bytes:
    """Encrypt a text for the one place that `aad` names."""
    header, cipher, _all = _ciphers(settings.PERSONAL_DATA_KEYS)
    nonce = os.urandom(NONCE_BYTES)
    return header + nonce + cipher.encrypt(nonce, text.encode(), header + aad.encode())


def unseal(blob: bytes, *, aad: str) -> str:
    """Decrypt what was sealed for the place that `aad` names. Raises: NotSealed, UnknownKey, DoesNotOpen."""
    blob = bytes(blob)
    key = key_number(blob)
    cipher = _ciphers(settings.PERSONAL_DATA_KEYS)[2].get(key)
    if cipher is None:
        raise UnknownKey(
            _(
                "这项个人信息用第 %(number)d 号密钥加密，系统没有这把密钥。请系统管理员在 PERSONAL_DATA_KEYS 中补上。"
            )
            % {"number": key}
        )
    try:
        plain = cipher.decrypt(blob[HEADER_BYTES:START], blob[START:], blob[:HEADER_BYTES] + aad.encode())
    except InvalidTag:
        raise DoesNotOpen(
            _(
                "这项个人信息无法解密：内容被改动、被移到别的记录，或密钥不对。请通知系统管理员和审计员，不要改动数据。"
            )
        ) from None
    return plain.decode()


def key_number(blob: bytes) -> int:
    """Which key sealed this value. Raises: NotSealed."""
    if len(blob) < START + TAG_BYTES or blob[0] != VERSION or blob[2] != AES_256_GCM:
        raise NotSealed(_("这里存的不是加密后的个人信息。请通知系统管理员，不要改动数据。"))
    return blob[1]


def current_key_number() -> int:
    """Which key seals new values."""
    return int(settings.PERSONAL_DATA_KEYS[0][0])


def normalised(text: str) -> str:
    """The form in which two spellings are one value: NFKC, capitals, no blanks."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(plain.upper().split())


def blind_index(text: str, *, field: str) -> bytes:
    """A keyed fingerprint for exact search; the same text in two fields gives two fingerprints. Shape: 16 bytes."""
    message = f"{field}\x00{normalised(text)}".encode()
    return hmac.digest(settings.PERSONAL_DATA_INDEX_KEY, message, "sha256")[:INDEX_BYTES]


def label_of(model: Any, name: str) -> str:
    """The label of a model's columns `<name>_sealed` and `<name>_index`: "windows.case.id"."""
    return f"{model._meta.label_lower}.{name}"


def place(label: str, uid: object) -> str:
    """The `aad` of a row's column. Shape: label from `label_of`, uid the row's own UUID."""
    return f"{label}:{uid}"


def sealed_pair(text: str, *, label: str, uid: object, index: str = "") -> tuple[bytes | None, bytes | None]:
    """What goes into `<x>_sealed` and `<x>_index`; two Nones for an empty text.

    Shape: `index` names the field of the fingerprint where several columns are searched together; else the label.
    """
    if not text.strip():
        return None, None
    return seal(text, aad=place(label, uid)), blind_index(text, field=index or label)


def open_sealed(blob: bytes | memoryview | None, *, label: str, uid: object) -> str:
    """The text of a row's `<x>_sealed`; an empty column is an empty text. Raises: SealError."""
    return "" if blob is None else unseal(bytes(blob), aad=place(label, uid))


def open_column(row: Any, name: str) -> str:
    """The text of a row's `<name>_sealed`. Shape: the row has a `uid`. Raises: SealError."""
    return open_sealed(getattr(row, f"{name}_sealed"), label=label_of(row, name), uid=row.uid)
