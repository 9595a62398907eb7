"""The audit as a table for Excel."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import ShownEvent
from hall_ops.lib.sheets import Column


def event_columns() -> list[Column]:
    return [
        Column("number", _("序号"), kind="integer", width=10),
        Column("at", _("时间"), kind="text", width=22),
        Column("actor", _("操作人"), kind="text", width=24),
        Column("role", _("身份"), kind="text", width=14),
        Column("address", _("来源地址"), kind="text", width=18),
        Column("contract", _("合同"), kind="text", width=16),
        Column("action", _("动作"), kind="text", width=18),
        Column("object", _("对象"), kind="text", width=30),
        Column("result", _("结果"), kind="text", width=8),
        Column("before", _("改前"), kind="text", width=40),
        Column("after", _("改后"), kind="text", width=40),
        Column("request", _("请求编号"), kind="text", width=34),
        Column("hash", _("链值"), kind="text", width=66),
    ]


def event_rows(events: Iterable[ShownEvent]) -> Iterator[list[Any]]:
    for shown in events:
        event = shown.event
        yield [
            event.number,
            timezone.localtime(event.at).isoformat(sep=" ", timespec="seconds"),
            event.actor_name,
            shown.role,
            event.address,
            shown.contract,
            shown.action,
            event.object_label,
            str(event.get_result_display()),
            json.dumps(event.before, ensure_ascii=False) if event.before else "",
            json.dumps(event.after, ensure_ascii=False) if event.after else "",
            event.request_id,
            event.hash,
        ]
