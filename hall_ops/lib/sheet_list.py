"""Which sheets a workbook lists and which part holds each; pure, for the gate and for the cage."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO

from hall_ops.lib.sheet_xml import MAIN, MAIN_STRICT, feed, new_parser

CHUNK = 64 * 1024
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
SHEET_TAGS = (f"{MAIN} sheet", f"{MAIN_STRICT} sheet")


def listed_sheets(archive: zipfile.ZipFile) -> list[tuple[str, str, bool]]:
    """Name, part and hidden flag of each sheet, in the workbook's order.

    Raises: KeyError where a part is missing, BadMarkup where one is damaged.
    """
    targets: dict[str, str] = {}
    found: list[tuple[str, str, bool]] = []

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if tag == f"{RELATIONS} Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(tag: str, attributes: dict[str, str]) -> None:
        if tag in SHEET_TAGS:
            identifier = next((attributes[key] for key in RELATION_IDS if key in attributes), "")
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), targets[identifier], hidden))

    for part, handler in (("xl/_rels/workbook.xml.rels", relation), ("xl/workbook.xml", sheet)):
        parser = new_parser()
        parser.StartElementHandler = handler
        with archive.open(member_at(archive, part)) as stream:
            feed(parser, chunks(stream))
    return [
        (name, _part_path(target), hidden)
        for name, target, hidden in found
        if "chartsheet" not in target.lower()
    ]


def _part_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def member_at(archive: zipfile.ZipFile, path: str) -> zipfile.ZipInfo:
    """The member of that name, whatever the case of its letters.

    Raises: KeyError.
    """
    for member in archive.infolist():
        if member.filename.lower() == path.lower():
            return member
    raise KeyError(path)


def chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """A stream in pieces."""
    while chunk := stream.read(CHUNK):
        yield chunk
