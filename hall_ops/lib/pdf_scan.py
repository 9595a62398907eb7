"""Looks through a PDF's bytes for anything that acts: scripts, launches, attachments, encryption. Parses nothing."""

import re
import zlib

# Names long enough not to turn up by chance in compressed data, and what carrying them means.
ACTING_NAMES = {
    b"/JavaScript": "script",
    b"/Rendition": "script",
    b"/Launch": "launch",
    b"/ImportData": "launch",
    b"/SubmitForm": "launch",
    b"/GoToE": "launch",
    b"/EmbeddedFile": "attachment",
    b"/RichMedia": "attachment",
    b"/FileAttachment": "attachment",
    b"/Encrypt": "encrypted",
}
SHORT_NAMES = {b"/JS": "script", b"/AA": "script", b"/XFA": "form"}
OBJECT_STREAM = re.compile(rb"/ObjStm\b")
STREAM = re.compile(rb"\bstream\r?\n")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
LONGEST_SHORT = 4
TAIL = 2048
MOST_UNPACKED = 32 * 1024 * 1024
DICTIONARY_REACH = 4096


def pdf_fault(data: bytes) -> str | None:
    """What forbids keeping this PDF, or None.

    Shape: "broken", "mixed" (also a web page or archive), "script", "launch", "attachment", "encrypted", "form".
    """
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-TAIL:]:
        return "broken"
    head = data[:1024].lower()
    if (
        any(mark in head for mark in (b"<html", b"<script", b"<?php", b"<svg"))
        or b"PK\x05\x06" in data[-66_000:]
    ):
        return "mixed"
    try:
        unpacked = _object_streams(data)
    except (zlib.error, ValueError):
        return "broken"
    for text in (data, *unpacked):
        found = _acting(_plain_names(text), ACTING_NAMES)
        if found:
            return found
    for text in (_without_streams(data), *unpacked):
        found = _acting(_plain_names(text), SHORT_NAMES)
        if found:
            return found
    return None


def _plain_names(text: bytes) -> bytes:
    """#4a spelled out, since /#4a#53 is /JS."""
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _acting(text: bytes, names: dict[bytes, str]) -> str | None:
    """The fault of the first acting name found; a short name must end where it ends."""
    for name, fault in names.items():
        end = rb"" if len(name) > LONGEST_SHORT else rb"(?![A-Za-z0-9])"
        if re.search(re.escape(name) + end, text):
            return fault
    return None


def _without_streams(data: bytes) -> bytes:
    """The file less the bodies of its streams, in which two letters turn up by chance."""
    kept, position = [], 0
    for start in STREAM.finditer(data):
        if start.start() < position:
            continue
        end = data.find(b"endstream", start.end())
        if end < 0:
            break
        kept.append(data[position : start.end()])
        position = end
    kept.append(data[position:])
    return b"".join(kept)


def _object_streams(data: bytes) -> list[bytes]:
    """What compressed object streams unpack to: dictionaries hide there.

    Raises: ValueError when one cannot be looked into, zlib.error when it is damaged.
    """
    found: list[bytes] = []
    left = MOST_UNPACKED
    for mark in OBJECT_STREAM.finditer(_plain_names_same_length(data)):
        start = STREAM.search(data, mark.end(), mark.end() + DICTIONARY_REACH)
        if start is None:
            continue
        begin = data.rfind(b"obj", 0, mark.start())
        filters = re.findall(rb"/(\w+Decode|Fl|LZW|A85|AHx)\b", data[max(begin, 0) : start.start()])
        end = data.find(b"endstream", start.end())
        body = data[start.end() : end if end >= 0 else len(data)]
        if filters not in ([], [b"FlateDecode"]):
            raise ValueError("an object stream in an unusual coding")
        text = body if not filters else _inflated(body, left)
        left -= len(text)
        found.append(text)
    return found


def _plain_names_same_length(data: bytes) -> bytes:
    """As `_plain_names`, but offsets stay: an escaped letter is padded out only where it spells ObjStm."""
    if b"#" not in data:
        return data
    escaped = re.compile(rb"/(?:[A-Za-z]|#[0-9A-Fa-f]{2}){6,18}")

    def spelled(found: re.Match[bytes]) -> bytes:
        plain = _plain_names(found[0])
        return plain + b" " * (len(found[0]) - len(plain)) if plain == b"/ObjStm" else found[0]

    return escaped.sub(spelled, data)


def _inflated(body: bytes, most: int) -> bytes:
    inflater = zlib.decompressobj()
    text = inflater.decompress(body, most + 1)
    if len(text) > most:
        raise ValueError("too much")
    return text
