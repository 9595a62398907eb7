"""Workbook XML as a stream of expat events, held to bounds. Knows neither Django nor the parser behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.parsers import expat

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MAIN_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
LONGEST_MARKUP = 1024 * 1024
MOST_MERGES = 10_000
MOST_MERGED_ROWS = 1_000_000
LARGEST_DECLARED_AREA = 100_000_000
NAMES = ("worksheet", "sst", "si", "dimension", "row", "c", "v", "t", "f", "mergeCell")
LOCAL = {f"{space} {name}": name for space in (MAIN, MAIN_STRICT) for name in NAMES}


class BadMarkup(Exception):
    """A part is not well-formed XML, or (doctype) declares what no workbook needs."""

    def __init__(self, message: str, *, doctype: bool = False) -> None:
        super().__init__(message)
        self.doctype = doctype


class PartTooBig(Exception):
    """A part leaves its bounds; `what` names which (row, column, cells, chars, order, …)."""

    def __init__(self, what: str, most: int = 0, row: int | None = None, column: int | None = None) -> None:
        super().__init__(what)
        self.what, self.most, self.row, self.column = what, most, row, column


@dataclass(frozen=True)
class GateLimits:
    """Where values may stand in a sheet, how many, and how long they may be."""

    max_rows: int
    max_columns: int
    max_chars: int
    max_cells: int


_columns: dict[str, int] = {}


def column_number(letters: str) -> int:
    """The number of a column: A is 1, AB is 28.

    Raises: PartTooBig("reference") for what is no column.
    """
    known = _columns.get(letters)
    if known is not None:
        return known
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise PartTooBig("reference")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    _columns[letters] = number
    return number


def cell_position(reference: str) -> tuple[int, int]:
    """Row and column of a reference such as C12, both from 1."""
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not digits or len(digits) > 7:
        raise PartTooBig("reference")
    return int(digits), column_number(letters)


def area_bounds(reference: str) -> tuple[int, int, int, int]:
    """First row, first column, last row, last column of an area such as A1:C3 (or of a single cell)."""
    first, _colon, last = reference.partition(":")
    top, left = cell_position(first)
    bottom, right = cell_position(last or first)
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def new_parser() -> expat.XMLParserType:
    """An expat parser that refuses any DOCTYPE and hands text over in one piece where it can."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.buffer_size = 65536

    def refuse_doctype(*_declaration: object) -> None:
        raise BadMarkup("DOCTYPE", doctype=True)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_doctype
    return parser


def feed(parser: expat.XMLParserType, chunks: Iterable[bytes]) -> None:
    """Run chunks through a parser.

    Raises: BadMarkup; PartTooBig("markup") when one tag or comment never ends.
    """
    fed = 0
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_MARKUP:
                raise PartTooBig("markup", LONGEST_MARKUP)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as broken:
        raise BadMarkup(str(broken)) from broken


class XmlGate:
    """Checks one XML part; its root element, not its name, tells what it is."""

    def __init__(self, limits: GateLimits) -> None:
        self.limits = limits
        self.tall_merge = ""
        self._row = self._column = self._last_column = 0
        self._chars = self._cells = self._merges = self._merged_rows = 0
        self._inside = self._valued = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._root

    def run(self, chunks: Iterable[bytes]) -> None:
        """Check a whole part.

        Raises: BadMarkup, PartTooBig.
        """
        feed(self._parser, chunks)

    def _root(self, tag: str, _attributes: dict[str, str]) -> None:
        local = LOCAL.get(tag)
        if local == "worksheet":
            self._parser.StartElementHandler = self._in_sheet
            self._parser.CharacterDataHandler = self._sheet_text
        elif local == "sst":
            self._parser.StartElementHandler = self._in_strings
            self._parser.CharacterDataHandler = self._string_text
        else:
            self._parser.StartElementHandler = None

    def _in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        local = LOCAL.get(tag)
        if local == "c":
            self._start_cell(attributes.get("r"))
        elif local in ("v", "t", "f"):
            self._inside = True
            if local == "f":
                self._value_found()
        else:
            self._inside = False
            if local == "row":
                self._start_row(attributes.get("r"))
            elif local == "mergeCell":
                self._merge(attributes.get("ref", ""))
            elif local == "dimension":
                self._dimension(attributes.get("ref", "A1"))

    def _start_row(self, number: str | None) -> None:
        if number is not None and not (number.isascii() and number.isdigit() and len(number) <= 7):
            raise PartTooBig("reference")
        row = self._row + 1 if number is None else int(number)
        if row <= self._row:
            raise PartTooBig("order", row=row)
        self._row, self._last_column = row, 0

    def _start_cell(self, reference: str | None) -> None:
        self._inside = self._valued = False
        self._chars = 0
        if reference is None:
            column = self._last_column + 1
        else:
            row, column = cell_position(reference)
            if row != self._row or column <= self._last_column:
                raise PartTooBig("order", row=row, column=column)
        self._column = self._last_column = column

    def _value_found(self) -> None:
        if self._valued:
            return
        self._valued = True
        self._cells += 1
        limits = self.limits
        if self._row > limits.max_rows:
            raise PartTooBig("row", limits.max_rows, self._row, self._column)
        if self._column > limits.max_columns:
            raise PartTooBig("column", limits.max_columns, self._row, self._column)
        if self._cells > limits.max_cells:
            raise PartTooBig("cells", limits.max_cells)

    def _sheet_text(self, text: str) -> None:
        if not self._inside:
            return
        if not self._valued:
            self._value_found()
        self._chars += len(text)
        if self._chars > self.limits.max_chars:
            raise PartTooBig("chars", self.limits.max_chars, self._row, self._column)

    def _merge(self, reference: str) -> None:
        self._merges += 1
        if self._merges > MOST_MERGES:
            raise PartTooBig("merges", MOST_MERGES)
        top, _left, bottom, _right = area_bounds(reference)
        self._merged_rows += min(bottom, self.limits.max_rows) - top + 1
        if self._merged_rows > MOST_MERGED_ROWS:
            raise PartTooBig("merges", MOST_MERGES)
        if bottom > top and not self.tall_merge:
            self.tall_merge = reference

    def _dimension(self, reference: str) -> None:
        top, left, bottom, right = area_bounds(reference)
        if (bottom - top + 1) * (right - left + 1) > LARGEST_DECLARED_AREA:
            raise PartTooBig("dimension", LARGEST_DECLARED_AREA)

    def _in_strings(self, tag: str, _attributes: dict[str, str]) -> None:
        if LOCAL.get(tag) == "si":
            self._chars = 0

    def _string_text(self, text: str) -> None:
        self._chars += len(text)
        if self._chars > self.limits.max_chars:
            raise PartTooBig("chars", self.limits.max_chars)
