"""The item list as a file: the present catalogue, or the empty template, in the layout that is read back."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from hall_ops.lib.sheet_writing import SheetTable, write_sheets
from hall_ops.lib.sheets import Column
from windows.files.item_columns import (
    CHANNELS,
    ITEM_COLUMNS,
    ITEMS,
    PAPER_COLUMNS,
    PAPERS,
    SITUATION_COLUMNS,
    SITUATIONS,
    WORDS,
)
from windows.models import ItemVersion, ServiceItem
from windows.queries.item_contents import content_of
from windows.rules.item_content import ItemContent
from windows.rules.item_phrases import steps_line, when_line

SPOKEN = {key: {value: word for word, value in words.items()} for key, words in WORDS.items()}
CHANNEL_WORDS = {value: word for word, value in CHANNELS.items()}
IDENTITY = ("short_code", "national_code", "in_hall", "counted")


def template_file() -> bytes:
    """Three sheets with headings, and the choices of a column offered in its cells."""
    return write_sheets(
        SheetTable(name, columns, lists=True)
        for name, columns in (
            (ITEMS, ITEM_COLUMNS),
            (SITUATIONS, SITUATION_COLUMNS),
            (PAPERS, PAPER_COLUMNS),
        )
    )


def catalogue_file(versions: Iterable[ItemVersion]) -> bytes:
    """Versions with their items and parts at hand, an item a row."""
    rows = [(version.item, content_of(version)) for version in versions]
    return write_sheets(
        [
            SheetTable(ITEMS, ITEM_COLUMNS, (_item_row(*row) for row in rows), lists=True),
            SheetTable(SITUATIONS, SITUATION_COLUMNS, _situation_rows(rows)),
            SheetTable(PAPERS, PAPER_COLUMNS, _paper_rows(rows), lists=True),
        ]
    )


def _item_row(item: ServiceItem, content: ItemContent) -> list[object]:
    return [_cell(column, item, content) for column in ITEM_COLUMNS]


def _cell(column: Column, item: ServiceItem, content: ItemContent) -> object:
    key = column.key
    if key == "department":
        return item.department.name
    value: Any = getattr(item if key in IDENTITY else content, key)
    if key in SPOKEN:
        return SPOKEN[key][value]
    if key == "channels":
        return "、".join(CHANNEL_WORDS[each] for each in value if each in CHANNEL_WORDS)
    if key == "special_steps":
        return steps_line(value)
    return Decimal(value) if key == "fee_yuan" else value


def _situation_rows(rows: Iterable[tuple[ServiceItem, ItemContent]]) -> Iterator[list[object]]:
    for item, content in rows:
        for question in content.questions:
            for option in question.options:
                yield [item.short_code, question.question, option]


def _paper_rows(rows: Iterable[tuple[ServiceItem, ItemContent]]) -> Iterator[list[object]]:
    for item, content in rows:
        for paper in content.papers:
            yield [
                item.short_code,
                paper.name,
                SPOKEN["form"][paper.form],
                paper.copies,
                SPOKEN["necessity"][paper.necessity],
                paper.licence,
                paper.note,
                when_line(paper.when, content.questions),
            ]
