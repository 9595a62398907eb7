"""A purchaser's scoring table in the official layout: reading, preview, mending, taking.

official = read_official("考核表.xlsx", data); found = official.preview(mends); rubric = rubric_of(found)
"""

from dataclasses import dataclass

from assessment.files.official_layout.preview import (
    MENDABLE,
    Line,
    Mends,
    Preview,
    Status,
    points_of,
    preview,
)
from assessment.files.official_layout.table import OfficialTable, official_sheet, read_table
from assessment.files.official_layout.taking import rubric_of
from assessment.files.rubric_template_reading import read_template, template_sheet
from assessment.rules import Rubric
from hall_ops.lib.sheets import OFFICIAL_LIMITS, Workbook, read_workbook

__all__ = [
    "MENDABLE", "Line", "Mends", "Official", "OfficialTable", "Preview", "Status", "official_from", "points_of",
    "read_official", "rubric_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Official:
    """A file in the official layout: the table as printed, and the rubric our own export puts beside it."""

    table: OfficialTable
    twin: Rubric | None = None

    def preview(self, mends: Mends | None = None) -> Preview:
        """Say what every line means after these mends."""
        return preview(self.table, mends, self.twin)


def read_official(name: str, data: bytes) -> Official | None:
    """Read a workbook; None where it has no official headings at all.

    Raises: FileRefused.
    """
    return official_from(read_workbook(name, data, OFFICIAL_LIMITS))


def official_from(book: Workbook) -> Official | None:
    """Take the official table, and the rubric beside it, out of a workbook that was read."""
    sheet = official_sheet(book)
    if sheet is None:
        return None
    return Official(read_table(sheet), read_template(book) if template_sheet(book) else None)
