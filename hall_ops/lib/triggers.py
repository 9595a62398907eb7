"""Rules the database itself keeps, on both databases, whatever program writes.

Every app lists its own in `triggers.py` as TRIGGERS. They are made again after each migrate (SQLite drops a table's
triggers when a migration rebuilds it), and a system check refuses to start where one is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Critical, Tags, register
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True, slots=True)
class Trigger:
    """Refuse `event` ("UPDATE", "DELETE", "INSERT" or "TRUNCATE") on `table` where `condition` holds.

    `condition` is SQL over NEW and OLD that both databases understand; "" means always. SQLite has no TRUNCATE.
    """

    table: str
    event: str
    message: str
    condition: str = ""
    name_part: str = ""

    @property
    def name(self) -> str:
        return f"{self.table}_{self.name_part or 'refuse'}_{self.event.lower()}"

    def sqlite(self) -> list[str]:
        if self.event == "TRUNCATE":
            return []
        when = f"WHEN {self.condition}" if self.condition else ""
        return [
            f"DROP TRIGGER IF EXISTS {self.name}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when} "
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END",
        ]

    def postgresql(self) -> list[str]:
        level = "STATEMENT" if self.event == "TRUNCATE" else "ROW"
        answer = "OLD" if self.event in {"DELETE", "TRUNCATE"} else "NEW"
        test = f"IF {self.condition} THEN {self._raise} END IF;" if self.condition else self._raise
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$body$ BEGIN {test} RETURN {answer if level == 'ROW' else 'NULL'}; END $body$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {level} EXECUTE FUNCTION {self.name}()",
        ]

    @property
    def _raise(self) -> str:
        return f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';"


def append_only(table: str) -> list[Trigger]:
    """Rows are added and read, never changed or removed."""
    message = f"{table} is append-only"
    return [Trigger(table, event, message) for event in ("UPDATE", "DELETE", "TRUNCATE")]


def app_triggers(config: AppConfig) -> Sequence[Trigger]:
    name = f"{config.name}.triggers"
    if "." in config.name or find_spec(name) is None:
        return []
    return import_module(name).TRIGGERS


def all_triggers() -> list[Trigger]:
    return [trigger for config in apps.get_app_configs() for trigger in app_triggers(config)]


def statements(trigger: Trigger, connection: BaseDatabaseWrapper) -> list[str]:
    return trigger.sqlite() if connection.vendor == "sqlite" else trigger.postgresql()


def make_triggers(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """post_migrate: (re)make this app's triggers."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for trigger in app_triggers(sender):
            if trigger.table in tables:
                for statement in statements(trigger, connection):
                    cursor.execute(statement)


def drop_triggers(using: str = DEFAULT_DB_ALIAS) -> None:
    """For tests that empty tables, and as the negative control of the tests of these rules."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for trigger in all_triggers():
            on = "" if connection.vendor == "sqlite" else f" ON {trigger.table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {trigger.name}{on}")


def present_triggers(connection: BaseDatabaseWrapper) -> set[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {row[0] for row in cursor.fetchall()}


@register(Tags.database)
def triggers_in_place(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to serve from a database whose guards are gone (E4)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        present = present_triggers(connection)
        missing = [
            trigger.name
            for trigger in all_triggers()
            if trigger.table in tables and statements(trigger, connection) and trigger.name not in present
        ]
        if missing:
            found.append(
                Critical(
                    "数据库缺少保护触发器：" + "、".join(missing),
                    hint="运行 manage.py migrate 重新建立；若反复出现，请联系审计管理员核查数据库是否被人改动。",
                    id="hall_ops.E001",
                )
            )
    return found
