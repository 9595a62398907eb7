"""A start with the wrong keys is refused: otherwise new data would be sealed with keys that the old does not know.

It happens when a database is restored without its keys and the embedded installation makes itself new ones.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import DatabaseError, connections, models
from django.utils.translation import gettext as _

from hall_ops.lib.personal_data import PersonalField, catalogue
from hall_ops.lib.sealing import SealError, open_sealed

SAMPLES = 3


@register(Tags.database)
def personal_keys_fit(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Of each sealed field the newest values: where none of them opens, the keys are not this database's."""
    shut = []
    for alias in databases or []:
        tables = set(connections[alias].introspection.table_names())
        for entry in catalogue():
            if entry.is_sealed and apps.get_model(entry.model)._meta.db_table in tables:
                found = [_opens(entry, blob, uid) for blob, uid in _newest(entry, alias)]
                shut += [entry.path] if found and not any(found) else []
    if not shut:
        return []
    return [
        Critical(
            _("个人信息密钥与数据库不符，打不开：") + "、".join(shut),
            hint=_(
                "恢复数据库时要用当时的密钥（PERSONAL_DATA_KEYS，或单机版的 keys 文件夹）。见 docs/operations.md。"
            ),
            id="hall_ops.E003",
        )
    ]


def _newest(entry: PersonalField, alias: str) -> list[tuple[Any, Any]]:
    rows = apps.get_model(entry.model)._base_manager.using(alias).exclude(**{entry.field: None})
    found = rows.order_by("-pk").annotate(seal_uid=models.F(entry.uid))
    try:
        return list(found.values_list(entry.field, "seal_uid")[:SAMPLES])
    except DatabaseError:
        return []  # a column that the next migration makes


def _opens(entry: PersonalField, blob: Any, uid: Any) -> bool:
    try:
        open_sealed(blob, label=entry.seal_label, uid=uid)
    except SealError:
        return False
    return True
