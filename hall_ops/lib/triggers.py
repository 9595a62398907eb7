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
from django.utils.translation import gettext as _


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
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $body${self.body}$body$",
            f"DROP TRIGGER IF EXISTS {self.name} ON {self.table}",
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
            f"FOR EACH {self._level} EXECUTE FUNCTION {self.name}()",
        ]

    @property
    def body(self) -> str:
        """What PostgreSQL runs."""
        answer = "NULL" if self.event == "TRUNCATE" else "OLD" if self.event == "DELETE" else "NEW"
        test = f"IF {self.condition} THEN {self._raise} END IF;" if self.condition else self._raise
        return f" BEGIN {test} RETURN {answer}; END "

    def says(self, vendor: str) -> str:
        """What the database, asked for this trigger, answers where nobody changed it."""
        if vendor == "sqlite":
            return plain(self.sqlite()[-1])
        return plain(f"{self.postgresql()[-1]} {self.body}")

    @property
    def _level(self) -> str:
        return "STATEMENT" if self.event == "TRUNCATE" else "ROW"

    @property
    def _raise(self) -> str:
        return f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation';"


def plain(text: str) -> str:
    """SQL with one blank between its words."""
    return " ".join(text.split())


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


def clear_the_way(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    """pre_migrate: SQLite rebuilds tables under other names, which triggers that speak of them refuse."""
    if connections[using].vendor == "sqlite":
        drop_triggers(using)


# Asked of PostgreSQL: each trigger that fires, its definition and the source of what it runs.
ON_POSTGRESQL = """
    SELECT tgname, pg_get_triggerdef(t.oid, true) || ' ' || p.prosrc
    FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')
"""
ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"


def present_triggers(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """The triggers that the database has. Shape: name → what it says of those of that name."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)
        for name, text in cursor.fetchall():
            found.setdefault(name, set()).add(plain(text))
    return found


@register(Tags.database)
def triggers_in_place(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to serve from a database whose guards are gone or are not what they were made as (E4)."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        tables = set(connection.introspection.table_names())
        present = present_triggers(connection)
        wanted = [each for each in all_triggers() if each.table in tables and statements(each, connection)]
        missing = [each.name for each in wanted if each.name not in present]
        changed = [
            each.name
            for each in wanted
            if each.name in present and each.says(connection.vendor) not in present[each.name]
        ]
        found += [_refusal(_("数据库缺少保护触发器："), missing, "E001")] if missing else []
        found += [_refusal(_("数据库的保护触发器与程序不一致："), changed, "E002")] if changed else []
    return found


def _refusal(text: str, names: list[str], number: str) -> Critical:
    return Critical(
        text + "、".join(names),
        hint=_("运行 manage.py migrate 重新建立；若反复出现，请联系审计管理员核查数据库是否被人改动。"),
        id=f"hall_ops.{number}",
    )
