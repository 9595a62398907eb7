"""Old ledgers while they wait, sealed for their personal data: the file as it was sent, then its checked rows.

What the check has read is kept row by row, so that taking it reads no workbook again and holds one block at a time.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from hall_ops.lib.errors import DomainError
from hall_ops.lib.sealing import place, seal, unseal
from windows.models import OldLedger

FOLDER, LABEL = "imports", "windows.oldledger.file"
ROWS_LABEL, LENGTH_BYTES = "windows.oldledger.rows", 4
Values = list[Any]


class OldLedgerGone(DomainError):
    """The file is no longer there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A checked file. Shape: `letters` names each key's column; blocks are rows of values in the order of `keys`."""

    sheet: str
    letters: Mapping[str, str]
    keys: tuple[str, ...]
    blocks: Iterator[list[Values]]


def file_name(made: OldLedger) -> str:
    return f"{FOLDER}/{made.uid.hex}.bin"


def rows_name(made: OldLedger) -> str:
    return f"{FOLDER}/{made.uid.hex}.rows"


def keep_file(made: OldLedger, data: bytes) -> None:
    sealed = seal(b64encode(data).decode(), aad=place(LABEL, made.uid))
    default_storage.save(file_name(made), ContentFile(sealed))


def read_file(made: OldLedger) -> bytes:
    """The file as it was sent. Raises: OldLedgerGone."""
    if not default_storage.exists(file_name(made)):
        raise OldLedgerGone(_("文件已清除，请重新上传。"))
    with default_storage.open(file_name(made), "rb") as body:
        return b64decode(unseal(body.read(), aad=place(LABEL, made.uid)))


def keep_rows(
    made: OldLedger, sheet: str, letters: Mapping[str, str], keys: Iterable[str], blocks: Iterable[Any]
) -> int:
    """Keep what was read. Shape: each block is sealed to its place in the file; how many rows."""
    body, rows = bytearray(), 0
    head = {"sheet": sheet, "letters": dict(letters), "keys": list(keys)}
    for number, part in enumerate(chain([head], blocks)):
        text = json.dumps(part, ensure_ascii=False, separators=(",", ":"), default=_as_text)
        sealed = seal(b64encode(zlib.compress(text.encode(), 1)).decode(), aad=_place(made, number))
        body += len(sealed).to_bytes(LENGTH_BYTES) + sealed
        rows += len(part) if number else 0
    default_storage.delete(rows_name(made))
    default_storage.save(rows_name(made), ContentFile(bytes(body)))
    return rows


def forget_original(made: OldLedger) -> None:
    """Its rows are checked and kept: the file itself is needed no more."""
    default_storage.delete(file_name(made))


def read_rows(made: OldLedger) -> Kept:
    """What was checked, a block at a time. Raises: OldLedgerGone."""
    if not default_storage.exists(rows_name(made)):
        raise OldLedgerGone(_("文件已清除，请重新上传。"))
    parts = _parts(made)
    head = next(parts)
    return Kept(head["sheet"], head["letters"], tuple(head["keys"]), parts)


def forget_file(made: OldLedger) -> None:
    default_storage.delete(file_name(made))
    default_storage.delete(rows_name(made))


def _parts(made: OldLedger) -> Iterator[Any]:
    with default_storage.open(rows_name(made), "rb") as body:
        number = 0
        while length := body.read(LENGTH_BYTES):
            sealed = body.read(int.from_bytes(length))
            yield json.loads(zlib.decompress(b64decode(unseal(sealed, aad=_place(made, number)))))
            number += 1


def _place(made: OldLedger, number: int) -> str:
    return f"{place(ROWS_LABEL, made.uid)}:{number}"


def _as_text(value: Any) -> str:
    assert isinstance(value, datetime), "an old ledger holds texts and moments"
    return value.isoformat()
