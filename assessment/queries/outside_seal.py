"""Daily seals as lines kept outside the database: how a line reads, and what it proves about this database.

Whoever hosts the database can rewrite it, chain and all; a line that lies elsewhere still tells what it was.
Source: security.md E3, section 5 nos. 8 and 9.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from assessment.models import CardSeal, DailySeal
from assessment.queries.content import digest
from hall_ops.lib.canonical import canonical
from hall_ops.lib.errors import DomainError
from records.models import AuditHead
from records.queries import untouched_event

FORMAT = "daily-seal-1"
SUFFIXES = (".jsonl", ".json", ".txt")


class OutsideUnreadable(DomainError):
    """The file kept outside is no list of daily seals; str() names file and line."""


@dataclass(frozen=True, slots=True)
class SealLine:
    """One day's seal as it stands in the file. Shape: day as YYYY-MM-DD; hashes are 64 hex digits."""

    day: str
    event_number: int
    event_hash: str
    card_count: int
    cards_hash: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that does not hold. Shape: `kind` for programs, `text` a Chinese sentence for people."""

    kind: str
    text: str


def line_of(seal: DailySeal) -> SealLine:
    return SealLine(
        seal.day.isoformat(), seal.event_number, seal.event_hash, seal.card_count, seal.cards_hash
    )


def line_bytes(line: SealLine) -> bytes:
    """The line as it is written, mailed and printed: canonical JSON and a line feed."""
    return canonical({"format": FORMAT, **asdict(line)}) + b"\n"


def cards_sealed(event_number: int) -> tuple[int, str]:
    """How many cards were sealed up to an event, and one hash over their sorted content hashes."""
    hashes = CardSeal.objects.filter(event_number__lte=event_number).values_list("content_hash", flat=True)
    found = sorted(hashes)
    return len(found), digest("\n".join(found).encode())


def read_lines(path: Path) -> list[SealLine]:
    """The seals in a file, or in the files of a folder, by day. Raises: OutsideUnreadable."""
    files = sorted(each for each in path.iterdir() if each.suffix in SUFFIXES) if path.is_dir() else [path]
    lines = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as failed:
            raise OutsideUnreadable(_("读不了文件“%(name)s”") % {"name": file}) from failed
        for number, row in enumerate(text.splitlines(), start=1):
            if row.strip():
                lines.append(_line(row, f"{file.name}:{number}"))
    if not lines:
        raise OutsideUnreadable(_("“%(name)s”里没有每日封存") % {"name": path})
    return sorted(lines, key=lambda line: line.day)


def _line(row: str, place: str) -> SealLine:
    wrong = OutsideUnreadable(_("%(place)s 不是每日封存的一行") % {"place": place})
    try:
        found: Any = json.loads(row)
    except ValueError as failed:
        raise wrong from failed
    if (
        not isinstance(found, dict)
        or found.pop("format", "") != FORMAT
        or set(found) != set(SealLine.__slots__)
    ):
        raise wrong
    try:
        date.fromisoformat(found["day"])
        return SealLine(
            str(found["day"]), int(found["event_number"]), str(found["event_hash"]),
            int(found["card_count"]), str(found["cards_hash"]),
        )  # fmt: skip
    except (TypeError, ValueError) as failed:
        raise wrong from failed


def outside_faults(lines: Sequence[SealLine]) -> Iterator[Fault]:
    """What the lines kept outside say against this database."""
    head = AuditHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0
    rows = {row.day.isoformat(): line_of(row) for row in DailySeal.objects.all()}
    for line in lines:
        yield from _against(line, head)
        if line.day not in rows:
            yield Fault(
                "outside-missing", _("外部封存 %(day)s：数据库里没有这一天的封存") % {"day": line.day}
            )
        elif rows[line.day] != line:
            yield Fault(
                "outside-differs", _("外部封存 %(day)s：与数据库里这一天的封存不一致") % {"day": line.day}
            )


def _against(line: SealLine, head: int) -> Iterator[Fault]:
    if head < line.event_number:
        text = _(
            "外部封存 %(day)s 已到第 %(sealed)s 条，数据库只到第 %(head)s 条：恢复了旧备份，或末尾被截断"
        )
        yield Fault("outside-older", text % {"day": line.day, "sealed": line.event_number, "head": head})
    elif line.event_number and untouched_event(line.event_number, line.event_hash) is None:
        text = _("外部封存 %(day)s：第 %(sealed)s 条的链值不同，审计链被整体改写过")
        yield Fault("outside-rechained", text % {"day": line.day, "sealed": line.event_number})
    if cards_sealed(line.event_number) != (line.card_count, line.cards_hash):
        text = _("外部封存 %(day)s：当时已封存的考核表与现在的不一致（当时 %(n)s 张）")
        yield Fault("outside-cards", text % {"day": line.day, "n": line.card_count})
