"""The month's list as a table for Excel."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from hall_ops.lib.sheets import Column
from windows.queries.carriers import CarrierRow


def carrier_columns() -> list[Column]:
    titles = {
        "number": _("载体编号"), "kind": _("形式"), "title": _("内容"), "rows": _("行数"), "purpose": _("用途"),
        "maker": _("制作人"), "made": _("制作时间"), "taken": _("下载时间"), "due": _("应归还日期"), "state": _("状态"),
        "settled": _("归还或销毁时间"), "settler": _("登记人"), "note": _("说明"), "confirmed": _("确认时间"),
        "confirmer": _("确认人"), "hash": _("文件摘要"),
    }  # fmt: skip
    wide = {
        "title": 24,
        "purpose": 30,
        "note": 24,
        "hash": 66,
        "made": 19,
        "taken": 19,
        "settled": 19,
        "confirmed": 19,
    }
    kinds = {"rows": "integer", "due": "date"}
    return [
        Column(key, title, kind=kinds.get(key, "text"), width=wide.get(key))  # type: ignore[arg-type]
        for key, title in titles.items()
    ]


def carrier_cells(rows: Sequence[CarrierRow]) -> Iterator[list[object]]:
    """One list of cells a line, in the order of the columns."""
    for row in rows:
        each = row.carrier
        state = _("逾期未还") if row.is_overdue else each.get_state_display()
        yield [
            each.number, each.get_kind_display(), each.title, each.rows, each.purpose, str(each.made_by),
            _local(each.made_at), _local(each.downloaded_at), each.due_on, state, _local(each.settled_at),
            str(each.settled_by or ""), each.settle_note, _local(each.confirmed_at), str(each.confirmed_by or ""),
            each.sha256,
        ]  # fmt: skip


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
