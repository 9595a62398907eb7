"""The queue machine's file: its sheet as tickets, every fault named by row and column.

Columns as halls use them (facts.md § 5.15): 排队号, 取号时间, 叫号时间, 办结时间, 窗口号, 操作人, 状态.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from contracts.models import Contract, Venue, Window
from hall_ops.lib.file_problems import FileProblem, FileRefused
from hall_ops.lib.sheet_model import Cell, Sheet
from hall_ops.lib.sheets import LEDGER_LIMITS, Column, Row, open_table, read_workbook, write_table
from windows.actions.queue_tickets import TicketRow, ticket_problem
from windows.enums.service import TicketState
from windows.models import QueueDraft

TIMES = ("taken_at", "called_at", "finished_at")


def columns() -> tuple[Column, ...]:
    return (
        Column("number", _("排队号"), kind="code", max_length=20),
        Column("taken_at", _("取号时间")),
        Column("called_at", _("叫号时间"), required=False),
        Column("finished_at", _("办结时间"), required=False),
        Column("window", _("窗口号"), kind="code", required=False, max_length=10),
        Column("operator", _("操作人"), required=False, max_length=40),
        Column("state", _("状态"), kind="choice", choices=tuple(str(label) for label in TicketState.labels)),
    )


def template() -> bytes:
    """A file with the headings and one example."""
    served = str(TicketState.SERVED.label)
    example = ("A001", "2026-03-02 08:31:05", "2026-03-02 08:35:40", "2026-03-02 08:47:12", "01", "", served)
    return write_table(columns(), [example], sheet=_("叫号"))


def read_tickets(
    venue: Venue, contract: Contract, name: str, data: bytes, *, now: datetime
) -> list[TicketRow]:
    """The tickets of a file. Raises: FileRefused with every fault."""
    sheet = _with_texts(read_workbook(name, data, LEDGER_LIMITS).sheets[0])
    (table, found), by_key = open_table(sheet, columns()), {column.key: column for column in columns()}
    windows = {window.number: window for window in Window.objects.filter(venue__contracts=contract)}
    rows: list[TicketRow] = []
    problems: list[FileProblem] = []
    seen: dict[Any, int] = {}
    for row in _until_refused(found, problems):
        ticket, faults = _ticket({key: cell.value for key, cell in row.values.items()}, venue, windows)
        fault = ticket_problem(ticket, now) if ticket else ""
        if ticket:
            first = seen.setdefault((ticket.day, ticket.number), row.number)
            if first != row.number:
                fault = _("与第 %(row)d 行是同一张号") % {"row": first}
        if fault:
            faults.append(("number", fault, _("请核对这一行")))
        problems += [
            table.problem(row, by_key[key], reason, remedy, sheet=sheet.name)
            for key, reason, remedy in faults
        ]
        rows += [ticket] if ticket else []
    if problems:
        raise FileRefused(sorted(problems, key=lambda problem: (problem.row or 0, problem.column)))
    return rows


def _until_refused(rows: Iterator[Row], problems: list[FileProblem]) -> Iterator[Row]:
    """The rows; what the table finds wrong with its cells is told beside what the rows mean, not before it."""
    try:
        yield from rows
    except FileRefused as refused:
        problems += refused.problems


def kept_rows(rows: list[TicketRow]) -> list[list[Any]]:
    """Tickets as a draft keeps them until somebody takes it."""
    return [
        [
            row.number, row.state, row.window.pk if row.window else None, row.operator,
            *[moment.isoformat() if moment else None for moment in (row.taken_at, row.called_at, row.finished_at)],
        ]
        for row in rows
    ]  # fmt: skip


def rows_of(draft: QueueDraft) -> list[TicketRow]:
    """The tickets of a draft; a window that is gone in the meantime is none. One query."""
    windows = Window.objects.filter(venue__contracts=draft.contract_id).in_bulk()
    found = []
    for number, state, window, operator, *moments in draft.rows:
        taken, called, finished = (datetime.fromisoformat(text) if text else None for text in moments)
        assert taken is not None, "a ticket without its time was refused when the file was read"
        found.append(
            TicketRow(
                venue=draft.venue, number=number, taken_at=taken, state=state, window=windows.get(window),
                called_at=called, finished_at=finished, operator=operator,
            )
        )  # fmt: skip
    return found


def _with_texts(sheet: Sheet) -> Sheet:
    """Times that the spreadsheet keeps as times, written out."""
    return replace(sheet, rows=tuple(tuple(map(_as_text, row)) for row in sheet.rows))


def _as_text(cell: Cell) -> Cell:
    if cell.kind == "date" and isinstance(cell.value, datetime):
        text = f"{cell.value:%Y-%m-%d %H:%M:%S}"
        return replace(cell, kind="text", text=text, value=text)
    return cell


def _ticket(
    values: dict[str, Any], venue: Venue, windows: dict[str, Window]
) -> tuple[TicketRow | None, list[tuple[str, str, str]]]:
    """The ticket of a row, or (key, reason, remedy) of what is wrong with it."""
    faults: list[tuple[str, str, str]] = []
    moments: dict[str, datetime | None] = {}
    for key in TIMES:
        try:
            moments[key] = _moment(str(values[key])) if values.get(key) else None
        except ValueError:
            faults.append((key, _("不是时间"), _("请写成 2026-03-02 08:31:05")))
    number = str(values.get("window") or "")
    window = windows.get(number) or windows.get(number.lstrip("0")) or windows.get(number.zfill(2))
    if number and window is None:
        faults.append(("window", _("没有这个窗口"), _("请核对窗口号，或先在窗口管理里建立")))
    taken = moments.get("taken_at")
    if faults or taken is None or not {"number", "state"} <= values.keys():
        return None, faults
    states = {str(choice.label): choice.value for choice in TicketState}
    ticket = TicketRow(
        venue=venue, number=str(values["number"]), taken_at=taken, state=states[str(values["state"])],
        window=window, called_at=moments["called_at"], finished_at=moments["finished_at"],
        operator=str(values.get("operator") or ""),
    )  # fmt: skip
    return ticket, faults


def _moment(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(text.strip().replace("/", "-")))
